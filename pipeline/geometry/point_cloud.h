#pragma once
// Point clouds as plain data.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "geometry/vec.h"

namespace img2cadseq {

/// N positions; every other array is either empty or of length N.
struct PointCloud {
    std::vector<Vec3f> positions;
    std::vector<Vec3f> normals;     ///< unit, outward
    std::vector<float> confidence;  ///< [0, 1]
    std::vector<float> importance;  ///< [0, 1], UA-DGCNN's geometric-importance score
    std::vector<uint8_t> seen;      ///< 1: visible in the picture, 0: invented

    size_t size() const { return positions.size(); }
};

/// The positions in doubles, in their order.
inline std::vector<Vec3> pointsOf(const PointCloud& cloud) {
    std::vector<Vec3> points;
    points.reserve(cloud.size());
    for (const Vec3f& p : cloud.positions) points.push_back(cast<double>(p));
    return points;
}

}  // namespace img2cadseq
