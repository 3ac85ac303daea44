#include "fit/score.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fit/cloud_noise.h"
#include "fit/occupancy.h"
#include "fit/pose.h"

namespace img2cadseq {
namespace {

/// Distances at which a cloud's agreement is 1 / e. Exact ones are compared finely, and both ways; of noisy ones that
/// would tell noise from noise.
constexpr double kExactScale = 0.04, kMeasuredScale = 0.02, kPredictedScale = 0.06;
constexpr size_t kExactPoints = 4096;

constexpr double kKnownSidesPrice = 0.8, kKnownSidesSteepness = 12.0;

double simplicity(const CadSequence& sequence) {
    return 0.02 / (1.0 + 0.05 * static_cast<double>(curveCount(sequence)));
}

/// Squares of the logarithms by which two boxes' proportions differ.
double unlikeness(const Vec3& a, const Vec3& b) {
    Vec3 logs;
    for (int i = 0; i < 3; ++i) logs[i] = std::log(a[i] / b[i]);
    const double middle = (logs.x + logs.y + logs.z) / 3.0;
    return squaredNorm(logs - Vec3{middle, middle, middle});
}

/// How far a camera and a solid's own sides are from what was predicted.
double surprise(const Observation& observation, const Camera& camera, const Vec3& sides, const ScoreWeights& weights) {
    // Known ones are kept to, but for what rounds and chamfers of a rough candidate cost.
    const auto sidesPrice = [&](double unlike) {
        return observation.sidesKnown ? kKnownSidesPrice * -std::expm1(-kKnownSidesSteepness * unlike)
                                      : weights.sidesPrice * unlike;
    };
    const auto of = [&](const CameraGuess& guess) {
        const double turn = angleBetween(guess.camera.rotation, camera.rotation);
        return weights.turnPrice * turn * turn + sidesPrice(unlikeness(guess.boxSize, sides));
    };
    double least = std::numeric_limits<double>::infinity();
    for (const CameraGuess& guess : observation.guesses) least = std::min(least, of(guess));
    return observation.guesses.empty() ? of({observation.view->camera, observation.boxSize}) : least;
}

/// Of those that are not negative; negative where all are.
double mean(std::initializer_list<double> values) {
    double sum = 0.0, count = 0.0;
    for (const double v : values)
        if (v >= 0.0) sum += v, count += 1.0;
    return count > 0.0 ? sum / count : -1.0;
}

double totalOf(const Score& score, const ScoreWeights& weights) {
    double sum = 0.0, weight = 0.0;
    const auto add = [&](double value, double share) {
        if (value >= 0.0) sum += share * value, weight += share;
    };
    add(score.silhouette, weights.silhouette);
    add(score.edges, weights.edges);
    add(score.relief, weights.relief);
    add(score.openings, weights.openings);
    add(score.pockets, weights.pockets);
    add(score.levels, weights.levels);
    add(score.occupancy, weights.occupancy);
    add(score.cloud, weights.cloud);
    return weight > 0.0 ? sum / weight : 0.0;
}

}  // namespace

double cloudDistance(const csg::Solid& solid, const metrics::PointTree& cloud, size_t samples) {
    const std::vector<Vec3> surface = csg::pointsOf(solid.sampleSurface(samples, Random(7)));
    if (surface.empty()) return 1.0;
    double forward = 0.0, backward = 0.0;
    for (const Vec3& p : surface) forward += std::sqrt(cloud.nearest(p).squaredDistance);
    const metrics::PointTree tree(surface);
    for (const Vec3& p : cloud.points()) backward += std::sqrt(tree.nearest(p).squaredDistance);
    return 0.5 *
           (forward / static_cast<double>(surface.size()) + backward / static_cast<double>(cloud.points().size()));
}

Scorer::Scorer(const Observation& observation, const ScoreWeights& weights)
    : observation_(observation), weights_(weights) {
    if (observation.view) fine_.emplace(*observation.view, 128), coarse_.emplace(*observation.view, 64);
    if (observation.cloud.positions.empty()) return;
    tree_ = std::make_unique<metrics::PointTree>(pointsOf(observation.cloud));
    if (observation.cloudMeasured && isExact(*tree_)) exact_.emplace(observation.cloud, kExactPoints);
}

double Scorer::total(const Score& score, const CadSequence& sequence, const csg::Solid& solid,
                     const Standpoint& from) const {
    const double explained = totalOf(score, weights_);
    if (!fine_) return explained + simplicity(sequence);
    const double price = weights_.curves * std::log1p(static_cast<double>(curveCount(sequence)));
    const double vote = weights_.vote * std::log(std::max(observation_.probability, 1e-3));
    const Box3 box = solid.box();
    if (box.empty()) return kNoSolid;
    constexpr double kThinnest = 1e-4;
    Vec3 sides = box.size();
    for (int i = 0; i < 3; ++i) sides[i] = std::max(sides[i], kThinnest);
    const double missed = score.holes < 0.0 ? 0.0 : weights_.hole * (1.0 - score.holes) * fine_->holesSeen();
    return explained + vote - price - missed - surprise(observation_, from.camera, sides, weights_);
}

Score Scorer::withoutCloud(const csg::Solid& solid, const Standpoint& from, Detail detail, Mouths mouths,
                           double& slip) const {
    Score score;
    if (fine_) {
        const Agreement seen = (detail == Detail::Fine ? *fine_ : *coarse_).agreement(solid, from.camera, mouths);
        score.silhouette = seen.silhouette;
        score.edges = seen.edges;
        score.relief = mean({seen.normals, seen.depth, seen.thickness});
        score.openings = seen.openings;
        score.pockets = seen.pockets;
        score.levels = seen.levels;
        score.holes = seen.holes;
        slip = seen.slip;
    }
    if (observation_.occupancy) score.occupancy = expectedOverlap(solid, *observation_.occupancy, from.boxSize);
    return score;
}

Score Scorer::score(const CadSequence& sequence, const csg::Solid& solid, const Standpoint& from) const {
    double slip = 0.0;
    Score score = withoutCloud(solid, from, Detail::Fine, Mouths::All, slip);
    const double scale = observation_.cloudMeasured ? kMeasuredScale : kPredictedScale;
    if (exact_)
        score.cloud = std::exp(-exact_->distance(sequence) / kExactScale);
    else if (tree_)
        score.cloud = std::exp(-cloudDistance(solid, *tree_) / scale);
    score.total = total(score, sequence, solid, from);
    return score;
}

double Scorer::guide(const CadSequence& sequence, const csg::Solid& solid, const Standpoint& from, Detail detail,
                     Mouths mouths) const {
    double slip = 0.0;
    const Score score = withoutCloud(solid, from, detail, mouths, slip);
    return total(score, sequence, solid, from) - weights_.slip * slip;
}

}  // namespace img2cadseq
