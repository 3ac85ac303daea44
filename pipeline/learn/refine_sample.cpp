#include "learn/refine_sample.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.h"
#include "core/random.h"
#include "csg/solid.h"
#include "learn/sharp_edges.h"
#include "metrics/nearest.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

constexpr size_t kDense = 6000;

Mat3 randomRotation(Random& random) {
    const double w = random.normal(), x = random.normal(), y = random.normal(), z = random.normal();
    const double s = 2.0 / std::max(w * w + x * x + y * y + z * z, 1e-12);
    Mat3 turn;
    turn.row[0] = {1 - s * (y * y + z * z), s * (x * y - w * z), s * (x * z + w * y)};
    turn.row[1] = {s * (x * y + w * z), 1 - s * (x * x + z * z), s * (y * z - w * x)};
    turn.row[2] = {s * (x * z - w * y), s * (y * z + w * x), 1 - s * (x * x + y * y)};
    return turn;
}

Vec3 clipped(const Vec3& v) { return v * std::min(1.0, kFarthest / std::max(norm(v), 1e-12)); }

void turnAll(RefineSample& sample, const Mat3& turn) {
    for (auto* list : {&sample.points, &sample.displacement})
        for (Vec3f& p : *list) p = cast<float>(turn * cast<double>(p));
    for (auto* list : {&sample.surface, &sample.edges})
        for (Vec3& p : *list) p = turn * p;
}

/// Noise, and in some clouds outliers: damage that leaves the surface where it is.
void roughen(std::vector<Vec3f>& points, Random random, double noise) {
    const double deviation = noise > 0.0 ? noise : random.logUniform(0.001, 0.02);
    const double outliers = random.chance(0.3) ? random.uniform(0.0, 0.02) : 0.0;
    for (Vec3f& p : points) {
        if (random.chance(outliers))
            p = cast<float>(
                Vec3{random.uniform(-0.55, 0.55), random.uniform(-0.55, 0.55), random.uniform(-0.55, 0.55)});
        else
            p += cast<float>(Vec3{random.normal(), random.normal(), random.normal()} * deviation);
    }
}

RefineSample refineSample(const RefineData& data, const CadSequence& part, const Random& random) {
    const csg::Solid solid(part);
    const auto dense = solid.sampleSurface(kDense, random.child(1));
    RefineSample sample;
    sample.edges = sharpEdgePoints(dense, reachOf(kDense));
    for (const auto& s : dense) sample.surface.push_back(s.position);
    std::vector<Vec3f> points;
    for (const auto& s : solid.sampleSurface(static_cast<size_t>(data.points), random.child(2)))
        points.push_back(cast<float>(s.position));
    if (points.size() < static_cast<size_t>(data.points)) throw Error(ErrorCode::BadGeometry, "no surface");
    Random choice = random.child(3);
    if (!choice.chance(data.clean)) roughen(points, random.child(4), data.noise);
    std::optional<metrics::PointTree> edges;
    if (!sample.edges.empty()) edges.emplace(sample.edges);
    for (const Vec3f& point : points) {
        const Vec3 p = cast<double>(point);
        const csg::Distance distance = solid.distance(p);
        const Vec3 there = p - distance.gradient * distance.value;
        const double toEdge = edges ? std::sqrt(edges->nearest(there).squaredDistance) : 1.0;
        sample.points.push_back(point);
        sample.displacement.push_back(cast<float>(clipped(there - p)));
        sample.importance.push_back(static_cast<float>(std::exp(-std::pow(toEdge / kEdgeReach, 2))));
    }
    if (choice.chance(data.turned)) turnAll(sample, randomRotation(choice));
    return sample;
}

}  // namespace

RefineSample makeRefineSample(const RefineData& data, uint64_t index) {
    const Random random(data.seed, 0x4EF19E00ull + index);
    for (uint64_t skip = 0;; ++skip) {
        // Parts that give no surface give way to parts far along the list, so that no part comes twice.
        try {
            return refineSample(data, synth::makePart(data.seed, index + (skip << 40)).sequence, random.child(skip));
        } catch (const Error&) {
            if (skip > 100) throw;
        }
    }
}

}  // namespace img2cadseq::learn
