#include "fit/score.h"

#include <algorithm>
#include <cmath>

#include "fit/occupancy.h"

namespace img2cadseq {
namespace {

/// Shares of the total of a picture's evidence; those that an observation lacks are left out and the others count more.
constexpr double kSilhouette = 0.30, kEdges = 0.10, kRelief = 0.15, kOccupancy = 0.40, kCloud = 0.05;
constexpr double kMeasuredScale = 0.02, kPredictedScale = 0.06;  ///< distances at which a cloud's agreement is 1 / e
constexpr double kSlip = 0.05;
constexpr double kTurnPrice = 0.3, kSidesPrice = 0.3;  ///< per square of a radian, of a logarithm

double simplicity(const CadSequence& sequence) {
    return 0.02 / (1.0 + 0.05 * static_cast<double>(curveCount(sequence)));
}

double angleBetween(const Mat3& a, const Mat3& b) {
    double trace = 0.0;
    for (int i = 0; i < 3; ++i) trace += dot(a.row[i], b.row[i]);
    return std::acos(std::clamp((trace - 1.0) / 2.0, -1.0, 1.0));
}

/// Squares of the logarithms by which two boxes' proportions differ.
double unlikeness(const Vec3& a, const Vec3& b) {
    Vec3 logs;
    for (int i = 0; i < 3; ++i) logs[i] = std::log(a[i] / b[i]);
    const double middle = (logs.x + logs.y + logs.z) / 3.0;
    return squaredNorm(logs - Vec3{middle, middle, middle});
}

/// How far camera and sides are from what was predicted.
double surprise(const Observation& observation, const Standpoint& from) {
    const auto of = [&](const Camera& camera, const Vec3& sides) {
        const double turn = angleBetween(camera.rotation, from.camera.rotation);
        return kTurnPrice * turn * turn + kSidesPrice * unlikeness(sides, from.boxSize);
    };
    double least = of(observation.view->camera, observation.boxSize);
    for (const CameraGuess& guess : observation.guesses) least = std::min(least, of(guess.camera, guess.boxSize));
    return least;
}

/// Of those that are not negative; negative where all are.
double mean(std::initializer_list<double> values) {
    double sum = 0.0, count = 0.0;
    for (const double v : values)
        if (v >= 0.0) sum += v, count += 1.0;
    return count > 0.0 ? sum / count : -1.0;
}

double totalOf(const Score& score) {
    double sum = 0.0, weight = 0.0;
    const auto add = [&](double value, double share) {
        if (value >= 0.0) sum += share * value, weight += share;
    };
    add(score.silhouette, kSilhouette);
    add(score.edges, kEdges);
    add(score.relief, kRelief);
    add(score.occupancy, kOccupancy);
    add(score.cloud, kCloud);
    return weight > 0.0 ? sum / weight : 0.0;
}

}  // namespace

double cloudDistance(const csg::Solid& solid, const metrics::PointTree& cloud, size_t samples) {
    std::vector<Vec3> surface;
    for (const auto& sample : solid.sampleSurface(samples, Random(7))) surface.push_back(sample.position);
    if (surface.empty()) return 1.0;
    double forward = 0.0, backward = 0.0;
    for (const Vec3& p : surface) forward += std::sqrt(cloud.nearest(p).squaredDistance);
    const metrics::PointTree tree(surface);
    for (const Vec3& p : cloud.points()) backward += std::sqrt(tree.nearest(p).squaredDistance);
    return 0.5 *
           (forward / static_cast<double>(surface.size()) + backward / static_cast<double>(cloud.points().size()));
}

double overlap(const Mask& a, const Mask& b) {
    size_t both = 0, any = 0;
    for (size_t i = 0; i < std::min(a.data.size(), b.data.size()); ++i) {
        both += a.data[i] && b.data[i];
        any += a.data[i] || b.data[i];
    }
    return any ? static_cast<double>(both) / static_cast<double>(any) : 0.0;
}

Scorer::Scorer(const Observation& observation) : observation_(observation) {
    if (observation.view) picture_.emplace(*observation.view);
    if (observation.cloud.positions.empty()) return;
    std::vector<Vec3> points;
    for (const Vec3f& p : observation.cloud.positions) points.push_back(cast<double>(p));
    tree_ = std::make_unique<metrics::PointTree>(std::move(points));
}

double Scorer::total(const Score& score, const CadSequence& sequence, const Standpoint& from) const {
    return totalOf(score) + simplicity(sequence) - (picture_ ? surprise(observation_, from) : 0.0);
}

Score Scorer::withoutCloud(const csg::Solid& solid, const Standpoint& from, double& slip) const {
    Score score;
    if (picture_) {
        const Agreement seen = picture_->agreement(solid, from.camera);
        score.silhouette = seen.silhouette;
        score.edges = seen.edges;
        score.relief = mean({seen.normals, seen.depth, seen.thickness});
        slip = seen.slip;
    }
    if (observation_.occupancy) score.occupancy = expectedOverlap(solid, *observation_.occupancy, from.boxSize);
    return score;
}

Score Scorer::score(const CadSequence& sequence, const csg::Solid& solid, const Standpoint& from) const {
    double slip = 0.0;
    Score score = withoutCloud(solid, from, slip);
    if (tree_) {
        const double scale = observation_.cloudMeasured ? kMeasuredScale : kPredictedScale;
        score.cloud = std::exp(-cloudDistance(solid, *tree_) / scale);
    }
    score.total = total(score, sequence, from);
    return score;
}

double Scorer::guide(const CadSequence& sequence, const csg::Solid& solid, const Standpoint& from) const {
    double slip = 0.0;
    const Score score = withoutCloud(solid, from, slip);
    return total(score, sequence, from) - kSlip * slip;
}

}  // namespace img2cadseq
