#pragma once
// The prism that explains most of what is left of a grid's inside. Private to fit/.

#include <array>
#include <optional>
#include <vector>

#include "fit/inside_grid.h"
#include "geometry/raster.h"

namespace img2cadseq {

/// Columns of cells along an axis between two heights. The mask is over the two next axes in cyclic order.
struct Slab {
    int axis = 0, from = 0, to = 0;  ///< cells [from, to)
    double low = 0.0, high = 0.0;    ///< its heights, between cells' borders
    double gain = 0.0;               ///< cells that it explains less cells that it explains wrongly
    double worth = 0.0;              ///< the same, less where it ends in the middle of what it should explain
    Mask columns;
};

enum class Part { Join, Cut };

/// Cells that blocks make material so far.
using Covered = std::vector<uint8_t>;

class PrismSearch {
public:
    /// `heights`: along each axis, where slabs may begin and end. A column belongs to a slab where at least `filled` of
    /// it is inside (outside, for cuts).
    PrismSearch(const InsideGrid& grid, std::array<std::vector<double>, 3> heights, double filled);

    /// The worthiest slab along an axis. None where nothing is gained.
    std::optional<Slab> best(int axis, const Covered& covered, Part part) const;
    void apply(const Slab& slab, Part part, Covered& covered) const;
    const std::vector<double>& heights(int axis) const { return heights_[static_cast<size_t>(axis)]; }

private:
    double unexplained(const Slab& slab, int height, const Covered& covered, Part part) const;

    const InsideGrid& grid_;
    std::array<std::vector<double>, 3> heights_;
    std::array<std::vector<int>, 3> insideBelow_;  ///< running sums along each axis
    double filled_;
};

}  // namespace img2cadseq
