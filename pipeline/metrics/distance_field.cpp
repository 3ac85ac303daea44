#include "metrics/distance_field.h"

#include <algorithm>
#include <cmath>

namespace img2cadseq::metrics {
namespace {

constexpr float kRounding = 1e-6f;  // more than a float loses

}  // namespace

FieldGrid::FieldGrid(const Box3& box) : low_(box.low) {
    const Vec3 size = box.size();
    const double longest = box.longestSide();
    if (longest > 0.0) step_ = longest / kSide;
    for (int k = 0; k < 3; ++k) count_[k] = std::max(1, static_cast<int>(std::ceil(size[k] / step_ - 1e-9)));
}

FieldGrid::Place FieldGrid::placeOf(const Vec3& p) const {
    const auto along = [&](int k) {
        return std::clamp(static_cast<int>(std::floor((p[k] - low_[k]) / step_)), 0, count_[k] - 1);
    };
    const auto cell = static_cast<uint32_t>((along(0) * count_[1] + along(1)) * count_[2] + along(2));
    return {cell, static_cast<float>(norm(p - middle(cell))) * (1.0f + kRounding)};
}

Vec3 FieldGrid::middle(uint32_t cell) const {
    const int z = static_cast<int>(cell) % count_[2], rest = static_cast<int>(cell) / count_[2];
    const int y = rest % count_[1], x = rest / count_[1];
    return low_ + Vec3{x + 0.5, y + 0.5, z + 0.5} * step_;
}

DistanceField::DistanceField(const FieldGrid& grid, const PointTree& cloud) {
    distance_.reserve(grid.cells());
    for (uint32_t cell = 0; cell < grid.cells(); ++cell)
        distance_.push_back(static_cast<float>(std::sqrt(cloud.nearest(grid.middle(cell)).squaredDistance)) *
                            (1.0f - kRounding));
    places_.reserve(cloud.points().size());
    for (const Vec3& p : cloud.points()) places_.push_back(grid.placeOf(p));
}

double DistanceField::leastMeanSquared(const DistanceField& from) const {
    double sum = 0.0;
    for (const FieldGrid::Place& place : from.places_) {
        const float least = std::max(0.0f, distance_[place.cell] - place.offset) * (1.0f - kRounding);
        sum += static_cast<double>(least) * static_cast<double>(least);
    }
    return sum / static_cast<double>(from.places_.size());
}

}  // namespace img2cadseq::metrics
