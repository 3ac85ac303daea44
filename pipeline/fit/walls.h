#pragma once
// Where a measured cloud's walls stand, seen along an axis: far finer than the cells that a section is traced from.
// Private to fit/.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "geometry/point_cloud.h"

namespace img2cadseq {

/// A closed polygon, moved to the walls.
struct DrawnBorder {
    std::vector<Vec2> points;
    double moved = 0.0;    ///< share of its points at which a wall was found
    double scatter = 0.0;  ///< of what the walls say at a point, root mean square
};

class Walls {
public:
    /// Points of the cloud between two heights along `axis`, clear of the caps by `clear`; `reach`: how far a wall may
    /// be from a border that was traced in its place. All lengths in the cloud's unit.
    Walls(const PointCloud& cloud, int axis, double low, double high, double clear, double reach);

    /// Each point of a closed polygon moved across it to where most of the nearby points lie. In the plane of the two
    /// next axes in cyclic order.
    DrawnBorder drawn(const std::vector<Vec2>& border) const;

private:
    using Cell = int64_t;
    Cell cellOf(const Vec2& at) const;

    double reach_;
    std::unordered_map<Cell, std::vector<Vec2>> points_;  ///< by cells as wide as the reach
};

}  // namespace img2cadseq
