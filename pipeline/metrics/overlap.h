#pragma once
// Overlap of two volumes, counted on a grid that is as fine along a thin side as along a long one.

#include <optional>
#include <vector>

#include "geometry/mesh.h"

namespace img2cadseq::metrics {

inline constexpr int kOverlapGrid = 96;

/// `n` cells along each side of `box`: 1 where the cell's middle is inside. Index (i * n + j) * n + k for cell (i, j,
/// k) along x, y, z. By counting the mesh's crossings along z, one ray a column, a hair off the middles so as to miss
/// edges on round coordinates.
std::vector<unsigned char> occupancy(const Mesh& mesh, const Box3& box, int n);

struct Overlap {
    double iou = 0.0;  ///< volume of the intersection over that of the union
    double box = 0.0;  ///< the IoU that the reference's own bounding box would get
    std::optional<double>
        gain;  ///< (iou - box) / (1 - box), at least -1; none where the reference all but fills its box
};

/// Both meshes as they lie, closed; the grid spans the box of both.
Overlap overlap(const Mesh& result, const Mesh& reference, int n = kOverlapGrid);

}  // namespace img2cadseq::metrics
