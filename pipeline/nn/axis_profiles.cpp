#include "nn/axis_profiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "geometry/vec.h"

namespace img2cadseq::nn {
namespace {

/// In spacings.
constexpr double kReach[AxisProfiles::kReaches - 1] = {1.5, 4.0},
                                                 kWidth[AxisProfiles::kWidths] = {0.12, 0.25, 0.5, 1.0, 2.0},
                                                 kWidest = 2.0, kBin = 0.03;
constexpr float kSumUnit = 0.25f;  ///< of the logarithms of sums, so that they are about one

/// Weighed points along one axis, by width.
struct Along {
    std::array<double, AxisProfiles::kWidths> sum{}, way{};

    void add(double off, double count) {
        for (size_t w = AxisProfiles::kWidths; w-- > 0;) {
            const double u = off / kWidth[w], left = 1.0 - u * u;
            if (left <= 0.0) return;
            sum[w] += count * left * left, way[w] += count * left * left * off;
        }
    }
    void describe(double spacing, float*& ways, float*& numbers) const {
        for (size_t w = 0; w < AxisProfiles::kWidths; ++w) {
            const double middle = way[w] / std::max(sum[w], 1e-9);
            *ways++ = static_cast<float>(middle * spacing);
            *numbers++ = static_cast<float>(middle / kWidth[w]);
            *numbers++ = kSumUnit * static_cast<float>(std::log1p(sum[w]));
        }
    }
};

/// Points, in spacings from the least corner, by cells as wide as the farther reach.
class Cells {
public:
    explicit Cells(const std::vector<Vec3>& points) : points_(points) {
        for (size_t i = 0; i < points.size(); ++i)
            cells_[key(at(points[i].x), at(points[i].y), at(points[i].z))].push_back(static_cast<uint32_t>(i));
    }
    template <class Visit>
    void around(const Vec3& p, const Visit& visit) const {
        for (int64_t x = at(p.x) - 1; x <= at(p.x) + 1; ++x)
            for (int64_t y = at(p.y) - 1; y <= at(p.y) + 1; ++y)
                for (int64_t z = at(p.z) - 1; z <= at(p.z) + 1; ++z) {
                    const auto found = cells_.find(key(x, y, z));
                    if (found == cells_.end()) continue;
                    for (const uint32_t i : found->second) visit(points_[i] - p);
                }
    }

private:
    static int64_t at(double coordinate) { return static_cast<int64_t>(std::floor(coordinate / kReach[1])); }
    static int64_t key(int64_t x, int64_t y, int64_t z) { return ((x + 1) << 42) ^ ((y + 1) << 21) ^ (z + 1); }

    const std::vector<Vec3>& points_;
    std::unordered_map<int64_t, std::vector<uint32_t>> cells_;
};

/// All coordinates along one axis, from 0 on, as counts and middles of narrow bins.
class Marginal {
public:
    Marginal(const std::vector<Vec3>& points, int axis) {
        for (const Vec3& p : points) {
            const auto bin = static_cast<size_t>(p[axis] / kBin);
            if (bin >= count_.size()) count_.resize(bin + 1, 0.0), sum_.resize(bin + 1, 0.0);
            count_[bin] += 1.0, sum_[bin] += p[axis];
        }
    }
    Along around(double place) const {
        Along along;
        const auto last = std::min(count_.size() - 1, static_cast<size_t>((place + kWidest) / kBin));
        for (auto b = static_cast<size_t>(std::max(0.0, place - kWidest) / kBin); b <= last; ++b)
            if (count_[b] > 0.0) along.add(sum_[b] / count_[b] - place, count_[b]);
        return along;
    }

private:
    std::vector<double> count_, sum_;
};

void describe(const std::vector<Vec3>& points, double spacing, float* ways, float* numbers) {
    const Cells cells(points);
    const Marginal all[3] = {{points, 0}, {points, 1}, {points, 2}};
    for (const Vec3& p : points) {
        Along near[3][AxisProfiles::kReaches - 1];
        cells.around(p, [&](const Vec3& off) {
            for (int a = 0; a < 3; ++a) {
                const double across = std::max(std::abs(off[(a + 1) % 3]), std::abs(off[(a + 2) % 3]));
                if (std::abs(off[a]) >= kWidest) continue;
                if (across < kReach[0]) near[a][0].add(off[a], 1.0);
                if (across < kReach[1]) near[a][1].add(off[a], 1.0);
            }
        });
        for (int a = 0; a < 3; ++a) {
            for (const Along& one : near[a]) one.describe(spacing, ways, numbers);
            all[a].around(p[a]).describe(spacing, ways, numbers);
        }
    }
}

}  // namespace

AxisProfiles axisProfiles(const torch::Tensor& points, const torch::Tensor& spacing) {
    const torch::Tensor given = points.detach().contiguous(), scale = spacing.detach().to(torch::kDouble).contiguous();
    const int64_t batch = given.size(0), count = given.size(1);
    AxisProfiles profiles{torch::empty({batch, count, AxisProfiles::kWays}),
                          torch::empty({batch, count, AxisProfiles::kNumbers})};
    for (int64_t b = 0; b < batch; ++b) {
        const double unit = std::max(scale.data_ptr<double>()[b], 1e-6);
        const float* from = given.data_ptr<float>() + b * 3 * count;
        std::vector<Vec3> cloud(static_cast<size_t>(count));
        Vec3 least{1e30, 1e30, 1e30};
        for (size_t i = 0; i < cloud.size(); ++i)
            for (int a = 0; a < 3; ++a) {
                cloud[i][a] = from[3 * i + static_cast<size_t>(a)] / unit;
                least[a] = std::min(least[a], cloud[i][a]);
            }
        for (Vec3& p : cloud) p -= least;
        describe(cloud, unit, profiles.ways.data_ptr<float>() + b * count * AxisProfiles::kWays,
                 profiles.numbers.data_ptr<float>() + b * count * AxisProfiles::kNumbers);
    }
    return profiles;
}

}  // namespace img2cadseq::nn
