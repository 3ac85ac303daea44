#pragma once
// What lines along the three axes meet of a solid: one for each cell of a grid over its box. Openings and pockets are
// found in it. Lengths in units of the solid.

#include <array>
#include <cmath>

#include "csg/solid.h"
#include "geometry/raster.h"
#include "geometry/vec.h"

namespace img2cadseq::csg {

struct AxisColumns {
    /// Of one axis: columns of the rasters run along the next axis, rows along the one after.
    struct Grid {
        Mask material;         ///< 255 where the line meets the solid
        FloatMap first, last;  ///< heights along the axis of the first and the last surface; there only
        double low[2] = {};    ///< corner of the first cell
    };

    /// `across` cells along the longest side of the solid's box. Empty grids for a solid without extent.
    AxisColumns(const Solid& solid, int across);

    double cell = 0.0, longest = 0.0;  ///< side of a cell, longest one of the box
    Vec3 sides;                        ///< of the box
    std::array<Grid, 3> grids;         ///< along x, y and z
};

/// Which mouth lies over each cell of a grid.
struct MouthCells {
    Raster<int16_t> labels;  ///< index of the mouth, or -1
    double low[2] = {}, cell = 0.0;

    /// The label over a point; `axis` is that of the grid.
    int16_t at(const Vec3& point, int axis) const {
        const double x = std::floor((point[(axis + 1) % 3] - low[0]) / cell),
                     y = std::floor((point[(axis + 2) % 3] - low[1]) / cell);
        const bool within = x >= 0.0 && y >= 0.0 && x < labels.width && y < labels.height;
        return within ? labels.at(static_cast<int>(x), static_cast<int>(y)) : int16_t{-1};
    }
};

}  // namespace img2cadseq::csg
