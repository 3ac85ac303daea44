#include "learn/refine_sample.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "geometry/rotations.h"
#include "learn/lifted_cloud.h"
#include "learn/part_sample.h"
#include "learn/sharp_edges.h"
#include "nn/refiner.h"
#include "synth/part.h"
#include "synth/primitive.h"

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

void roughen(std::vector<Vec3f>& points, Random random, double noise) {
    const double deviation = noise > 0.0 ? noise : random.logUniform(0.001, 0.03);
    const double outliers = random.chance(0.3) ? random.uniform(0.0, 0.02) : 0.0;
    for (Vec3f& p : points) {
        if (random.chance(outliers))
            p = cast<float>(
                Vec3{random.uniform(-0.55, 0.55), random.uniform(-0.55, 0.55), random.uniform(-0.55, 0.55)});
        else
            p += cast<float>(Vec3{random.normal(), random.normal(), random.normal()} * deviation);
    }
}

PointCloud evenly(const PointCloud& cloud, size_t count, Random random) {
    return nn::mixtureResampled(cloud, count, {.lambda = 0.0}, random);
}

RefineSample labelled(const std::vector<Vec3f>& points, const TrueSurface& truth) {
    RefineSample sample;
    sample.points = points;
    for (const Vec3f& point : points) {
        const Vec3 p = cast<double>(point), there = truth.nearest(p);
        sample.displacement.push_back(cast<float>(clipped(there - p)));
        sample.importance.push_back(static_cast<float>(std::exp(-std::pow(truth.toEdge(there) / kEdgeReach, 2))));
    }
    return sample;
}

RefineSample refineSample(const RefineData& data, uint64_t index, const CadSequence& part, const Random& random) {
    Random choice = random.child(1);
    RefineSample sample;
    if (choice.chance(data.lifted)) {
        synth::SampleOptions how;
        how.points = 0, how.picture = false, how.fillLow = 0.72, how.fillHigh = 0.78;
        const synth::Sample seen = synth::sampleOf(part, data.seed, index, how);
        const csg::Solid solid(seen.sequence);
        const TrueSurface truth(solid, random.child(2));
        const PointCloud cloud = imitatedLift(seen, solid, random.child(3));
        sample = labelled(evenly(cloud, static_cast<size_t>(data.points), random.child(4)).positions, truth);
    } else {
        const csg::Solid solid(part);
        const TrueSurface truth(solid, random.child(2));
        sample = labelled(measuredCloud(solid, data, random.child(3)).positions, truth);
    }
    if (sample.points.size() < static_cast<size_t>(data.points))
        throw Error(ErrorCode::BadGeometry, "the part shows too little surface");
    const Mat3 turn = choice.chance(data.turned) ? randomRotation(choice)
                                                 : axisRotations()[static_cast<size_t>(choice.integer(0, 23))];
    for (auto* list : {&sample.points, &sample.displacement})
        for (Vec3f& p : *list) p = cast<float>(turn * cast<double>(p));
    return sample;
}

}  // namespace

TrueSurface::TrueSurface(const csg::Solid& solid, Random random) : solid_(solid) {
    const auto dense = solid.sampleSurface(kDense, random);
    surface_.emplace(csg::pointsOf(dense));
    std::vector<Vec3> edges = sharpEdgePoints(dense, reachOf(kDense));
    if (!edges.empty()) edges_.emplace(std::move(edges));
}

Vec3 TrueSurface::nearest(const Vec3& point) const {
    // The field is a distance beside faces only: step by step down to zero, and no farther than a sample is.
    constexpr int kSteps = 4;
    constexpr double kOn = 1e-3;
    const metrics::Nearest sample = surface_->nearest(point);
    Vec3 there = point;
    double off = 1.0;
    for (int i = 0; i < kSteps && off > kOn; ++i) {
        const csg::Distance distance = solid_.distance(there);
        there = there - distance.gradient * distance.value;
        off = std::abs(solid_.distance(there).value);
    }
    const bool found = off <= kOn && squaredNorm(there - point) <= sample.squaredDistance;
    return found ? there : surface_->points()[sample.index];
}

double TrueSurface::toEdge(const Vec3& point) const {
    return edges_ ? std::sqrt(edges_->nearest(point).squaredDistance) : std::numeric_limits<double>::infinity();
}

PointCloud measuredCloud(const csg::Solid& solid, const RefineData& data, Random random) {
    const auto count = static_cast<size_t>(data.points);
    PointCloud cloud = csg::cloudOf(solid.sampleSurface(count, random.child(1)));
    if (random.chance(data.clean)) return cloud;
    if (random.chance(0.6)) {
        const PointCloud left =
            withGaps(csg::cloudOf(solid.sampleSurface(4 * count, random.child(2))), random.child(3));
        if (left.size() >= count) cloud = evenly(left, count, random.child(4));
    }
    if (random.chance(0.15)) cloud = bent(std::move(cloud), random.child(5));
    roughen(cloud.positions, random.child(6), data.noise);
    return cloud;
}

RefineSample makeRefineSample(const RefineData& data, uint64_t index) {
    const Random random(data.seed, 0x4EF19E00ull + index);
    for (uint64_t skip = 0;; ++skip) {
        // Parts that give no surface give way to parts far along the list, so that no part comes twice.
        try {
            const bool bare = random.child(skip).child(9).chance(data.bare);
            return refineSample(data, index,
                                bare ? synth::primitivePart(random.child(skip).child(10))
                                     : synth::makePart(data.seed, index + (skip << 40)).sequence,
                                random.child(skip));
        } catch (const Error&) {
            if (skip > 100) throw;
        }
    }
}

}  // namespace img2cadseq::learn
