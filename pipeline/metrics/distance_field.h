#pragma once
// How far places are from a cloud, looked up on a grid: bounds that spare most of the exact searches.

#include <cstdint>
#include <vector>

#include "geometry/box.h"
#include "metrics/nearest.h"

namespace img2cadseq::metrics {

/// Cells of one grid that all clouds of a comparison share.
class FieldGrid {
public:
    /// Cubic cells over `box`, about kSide along its longest side.
    explicit FieldGrid(const Box3& box);

    struct Place {
        uint32_t cell = 0;
        float offset = 0.0f;  ///< distance from the cell's middle, rounded up
    };
    Place placeOf(const Vec3& p) const;
    Vec3 middle(uint32_t cell) const;
    uint32_t cells() const { return static_cast<uint32_t>(count_[0] * count_[1] * count_[2]); }

    static constexpr int kSide = 28;

private:
    Vec3 low_;
    double step_ = 1.0;
    int count_[3]{1, 1, 1};
};

/// Distances from the grid's middles to a cloud, and the places of that cloud's own points.
class DistanceField {
public:
    DistanceField(const FieldGrid& grid, const PointTree& cloud);

    /// At most the mean squared distance from `from`'s points to this cloud.
    double leastMeanSquared(const DistanceField& from) const;

private:
    std::vector<float> distance_;  ///< a cell, rounded down
    std::vector<FieldGrid::Place> places_;
};

}  // namespace img2cadseq::metrics
