#pragma once
// Training samples of the cloud -> sequence networks: a generated part, a cloud of it as clouds come (clean, noisy,
// partial, bent ...), both in the networks' own pose. No torch. Deterministic in (seed, index), safe on any thread.

#include <cstdint>
#include <optional>
#include <string>

#include "cad/sequence.h"
#include "core/random.h"
#include "geometry/point_cloud.h"
#include "nn/cloud_input.h"
#include "nn/part_arrays.h"

namespace img2cadseq::learn {

struct SampleOptions {
    uint64_t seed = 1;
    int points = 4096;
    double clean = 0.3;    ///< share of clouds left as they are (but for their number of points)
    double normals = 0.5;  ///< share of clouds that bring normals
    std::string family;    ///< parts of this one alone; empty: the mixture
    uint64_t parts = 0;    ///< use only so many parts (to see whether a network can learn them by heart); 0: no limit
};

struct PartSample {
    CadSequence sequence;  ///< in its own unit box, turned as the networks' pose turns the cloud
    PointCloud cloud;      ///< as the network gets it, in its own frame
    PointCloud edges;      ///< of pictures, as nn::edgeCloud() gives them; empty otherwise
    Occupancy occupancy;   ///< of pictures, in the cloud's frame; without cells otherwise
    PictureTokens tokens;  ///< of pictures, with the camera in the cloud's frame; without cells otherwise
    Camera camera;
    Similarity pose;        ///< nn::networkPose(cloud)
    nn::PartArrays arrays;  ///< of `sequence`
    std::string family;

    nn::Evidence evidence() const { return {&cloud, &edges, &occupancy, &tokens, &camera}; }
};

/// The sample `index`; indices whose part has no room in the code tree are passed on to the next part.
PartSample makePartSample(const SampleOptions& options, uint64_t index);

/// `sample`, which has a cloud, completed: the pose of that, and `part` turned by `naming` (another naming of its axes)
/// and as the pose turns the cloud. Nothing where the part has no room in the code tree.
std::optional<PartSample> completed(PartSample sample, const CadSequence& part, const Mat3& naming);

/// Uneven density, missing sides and patches, each now and then; missing sides need normals.
PointCloud withGaps(PointCloud cloud, Random random);
/// Smoothly displaced, as networks that predict depth bend surfaces.
PointCloud bent(PointCloud cloud, Random random);
/// Damage as scans and networks do it: fewer points, uneven density, missing sides, noise, outliers, stretched axes,
/// bent surfaces. Every draw is different; `strength` 1 is the usual range.
PointCloud damaged(PointCloud cloud, Random random, double strength = 1.0);

}  // namespace img2cadseq::learn
