#pragma once
// Training samples of UA-DGCNN: a noisy cloud of a generated part, where its points belong and how near to sharp edges.
// No torch. Deterministic in (seed, index), safe on any thread.

#include <cstdint>
#include <vector>

#include "geometry/vec.h"

namespace img2cadseq::learn {

struct RefineData {
    uint64_t seed = 1;
    int points = 1024;
    double clean = 0.15;   ///< share of clouds left as they are
    double noise = 0.0;    ///< deviation of the noise; 0: drawn anew for each cloud
    double turned = 0.25;  ///< share of clouds turned at random, the rest along the axes
};

struct RefineSample {
    std::vector<Vec3f> points;
    std::vector<Vec3f> displacement;  ///< to the nearest point of the true surface, at most kFarthest long
    std::vector<float> importance;    ///< exp(-(d / kEdgeReach)^2), d from where the point belongs to a sharp edge
    std::vector<Vec3> surface;        ///< of the true surface, dense
    std::vector<Vec3> edges;          ///< points on its sharp edges, dense; may be empty
};
inline constexpr double kFarthest = 0.1, kEdgeReach = 0.03;

RefineSample makeRefineSample(const RefineData& data, uint64_t index);

}  // namespace img2cadseq::learn
