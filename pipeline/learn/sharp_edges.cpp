#include "learn/sharp_edges.h"

#include <cmath>
#include <cstdint>
#include <unordered_map>

namespace img2cadseq::learn {
namespace {

constexpr double kCosine = 0.866;  ///< of 30 degrees

/// Samples by the cells of a grid.
class Cells {
public:
    Cells(const std::vector<csg::SurfaceSample>& samples, double side) : side_(side) {
        for (uint32_t i = 0; i < samples.size(); ++i) cells_[key(samples[i].position)].push_back(i);
    }
    template <class Visit>
    void around(const Vec3& p, const Visit& visit) const {
        for (int x = -1; x <= 1; ++x)
            for (int y = -1; y <= 1; ++y)
                for (int z = -1; z <= 1; ++z) {
                    const auto cell = cells_.find(key(p + Vec3{x * side_, y * side_, z * side_}));
                    if (cell == cells_.end()) continue;
                    for (const uint32_t i : cell->second) visit(i);
                }
    }

private:
    uint64_t key(const Vec3& p) const {
        const auto at = [&](double x) { return static_cast<uint64_t>(std::floor(x / side_) + (1 << 20)) & 0x1fffff; };
        return at(p.x) << 42 | at(p.y) << 21 | at(p.z);
    }
    double side_;
    std::unordered_map<uint64_t, std::vector<uint32_t>> cells_;
};

/// The point of both tangent planes nearest to the middle of a and b.
Vec3 meeting(const csg::SurfaceSample& a, const csg::SurfaceSample& b) {
    const Vec3 middle = (a.position + b.position) * 0.5;
    const double cosine = dot(a.normal, b.normal), whole = 1.0 - cosine * cosine;
    const double offA = dot(a.normal, a.position - middle), offB = dot(b.normal, b.position - middle);
    return middle + a.normal * ((offA - cosine * offB) / whole) + b.normal * ((offB - cosine * offA) / whole);
}

}  // namespace

double reachOf(size_t samples) { return std::sqrt(3.0 / static_cast<double>(samples)); }

std::vector<Vec3> sharpEdgePoints(const std::vector<csg::SurfaceSample>& samples, double reach) {
    const Cells cells(samples, reach);
    std::vector<Vec3> points;
    for (uint32_t i = 0; i < samples.size(); ++i)
        cells.around(samples[i].position, [&](uint32_t j) {
            if (j <= i || std::abs(dot(samples[i].normal, samples[j].normal)) > kCosine) return;
            if (norm(samples[i].position - samples[j].position) > reach) return;
            const Vec3 point = meeting(samples[i], samples[j]);
            if (norm(point - samples[i].position) < reach && norm(point - samples[j].position) < reach)
                points.push_back(point);
        });
    return points;
}

}  // namespace img2cadseq::learn
