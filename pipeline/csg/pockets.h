#pragma once
// Pockets of a solid: where water would stand if one of its box's six faces were up, that does not run through. Blind
// holes, trays, recesses with a screw's hole in their floor. Gaps of a rim up to a twentieth of the longest side let no
// water out, so narrow grooves count as well; a wide one that is open at an end does not.

#include <array>
#include <optional>
#include <vector>

#include "csg/axis_columns.h"
#include "geometry/camera.h"

namespace img2cadseq::csg {

class Pockets {
public:
    struct Pocket {
        int axis = 0;        ///< 0 x, 1 y, 2 z
        bool up = true;      ///< its mouth looks along the axis, or against it
        double level = 0.0;  ///< height along the axis of the mouth, where water would run over; units of the solid
        double depth = 0.0;  ///< from there to the floor, the median of its cells
        double share = 0.0;  ///< depth over the side of the box along the axis
        int cells = 0;       ///< of its grid
    };

    struct Options {
        double shallowest = 0.015;          ///< of the longest side; pockets less deep are left out
        int least = 6;                      ///< cells; those of fewer are left out, too
        std::optional<Camera> seenBy = {};  ///< leaves out sides of the box that this camera sees from behind
    };
    explicit Pockets(const AxisColumns& columns, const Options& options);
    explicit Pockets(const AxisColumns& columns) : Pockets(columns, Options()) {}
    explicit Pockets(const Solid& solid, int across = 128) : Pockets(AxisColumns(solid, across)) {}

    const std::vector<Pocket>& list() const { return list_; }

    /// Depth of the pocket, as a share of the box's side, where the camera looks into a mouth that nothing hides; 0
    /// elsewhere. `front` has the depth of the first surface as csg::Layer has it, 0 where there is none; the result
    /// has its size.
    FloatMap seen(const Camera& camera, const FloatMap& front) const;

private:
    double longest_ = 0.0;
    std::array<MouthCells, 6> mouths_;  ///< of the three axes, for mouths that look along them, then against them
    std::vector<Pocket> list_;
};

}  // namespace img2cadseq::csg
