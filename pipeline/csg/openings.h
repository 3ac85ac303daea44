#pragma once
// Through openings of a solid: where a line along one of the axes meets nothing though material lies all round. A plate
// has one for each hole that goes through, a frame one, a tube one; pockets and blind holes are none. Openings along
// slanted directions are not found.

#include <array>
#include <vector>

#include "csg/axis_columns.h"
#include "geometry/camera.h"
#include "geometry/raster.h"

namespace img2cadseq::csg {

class Openings {
public:
    struct Opening {
        int axis = 0;                  ///< 0 x, 1 y, 2 z
        double low = 0.0, high = 0.0;  ///< heights along the axis of the material round it: of its two mouths
        int cells = 0;                 ///< of its grid
    };

    /// Openings of fewer than `least` cells are left out.
    explicit Openings(const AxisColumns& columns, int least = 3);
    explicit Openings(const Solid& solid, int across = 128) : Openings(AxisColumns(solid, across)) {}

    const std::vector<Opening>& list() const { return list_; }

    /// 255 where the camera looks into a mouth that nothing hides. `front` has the depth of the first surface as
    /// csg::Layer has it, 0 where there is none; the result has its size.
    Mask seen(const Camera& camera, const FloatMap& front) const;

private:
    double longest_ = 0.0;
    std::array<MouthCells, 3> mouths_;  ///< of the three axes
    std::vector<Opening> list_;
};

}  // namespace img2cadseq::csg
