#include "infer/readings.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "cad/validity.h"
#include "cloud/cloud.h"
#include "core/parallel.h"
#include "core/random.h"
#include "fit/camera.h"
#include "fit/hull.h"
#include "fit/placement.h"
#include "fit/pose.h"
#include "infer/lifted_observation.h"

namespace img2cadseq::infer {
namespace {

constexpr int kFieldSide = 24;
constexpr double kLeastProbability = 0.15;  ///< of a hypothesis that is worth a try
constexpr int kFewestSegments = 5;
constexpr size_t kMostReadings = 3;
constexpr double kTemperature = 0.03;  ///< difference of the score that makes a reading e times rarer
constexpr PlacementOptions kBriefly{.coarse = 120, .fine = 0};

/// The least side as said and smaller. What is seen of thin plates tells little of how thin they are, and the network
/// errs towards the usual; the visual hulls by which readings are held against each other tell even less, so that what
/// the network says has to weigh.
constexpr double kFactors[] = {1.0, 0.75, 0.55};
constexpr double kOrderPrice = 0.1;   ///< of the score, times LaidSides::apart
constexpr double kOtherOrder = 0.3;   ///< of which other orders of known sides are worth a try
constexpr double kFactorPrice = 0.3;  ///< of the score, times the square of the factor's logarithm

Vec3 withLeastSide(Vec3 sides, double factor) {
    int least = 0;
    for (int a = 1; a < 3; ++a)
        if (sides[a] < sides[least]) least = a;
    sides[least] *= factor;
    return sides;
}

struct LaidSides {
    Vec3 sides;
    double apart = 0.0;  ///< squares of the logarithms by which they differ from those predicted, beyond the nearest's
};

/// Known sides in the orders that may be meant, longest 1.
std::vector<LaidSides> laidOn(const Vec3& predicted, Vec3 known) {
    known = known / std::max({known.x, known.y, known.z});
    std::array<int, 3> order{0, 1, 2};
    std::vector<LaidSides> all;
    double least = 1e9;
    do {
        LaidSides one{{known[order[0]], known[order[1]], known[order[2]]}};
        for (int i = 0; i < 3; ++i) one.apart += std::pow(std::log(one.sides[i] / predicted[i]), 2);
        least = std::min(least, one.apart);
        const auto same = [&](const LaidSides& other) { return other.sides == one.sides; };
        if (std::none_of(all.begin(), all.end(), same)) all.push_back(one);
    } while (std::next_permutation(order.begin(), order.end()));
    for (LaidSides& one : all) one.apart -= least;
    std::erase_if(all, [](const LaidSides& one) { return one.apart > kOtherOrder; });
    return all;
}

void standAt(Observation& reading, const nn::LiftedPicture& lifted, const Camera& camera, const Vec3& sides) {
    reading.view->camera = camera;
    reading.boxSize = sides / std::max({sides.x, sides.y, sides.z});
    reading.guesses.front().camera = camera;
    fillMaps(lifted, *reading.view);
}

/// How well the reading explains the picture: the best of the visual hulls along its axes, each briefly placed. It does
/// not say how the part lies, it only takes part in the choice: the hulls' own cameras and sides are farther from the
/// truth than those that were predicted.
double explained(const Observation& reading) {
    const Scorer scorer(reading);
    const Standpoint from{reading.view->camera, reading.boxSize};
    double best = kNoSolid;
    for (int axis = 0; axis < 3; ++axis) {
        const double half = from.boxSize[axis] / 2;
        const CadSequence made = hullProposal(reading.view->mask, from.camera, axis, -half, half, from.boxSize);
        if (!made.blocks.empty() && isValid(made)) best = std::max(best, placed(made, from, scorer, kBriefly).value);
    }
    return best;
}

struct Tried {
    Observation reading;
    double value = 0.0;
};

}  // namespace

std::vector<Observation> readingsOf(const nn::PictureLifter& lifter, const nn::LiftedPicture& lifted, const View& view,
                                    const std::optional<Vec3>& knownSides, unsigned threads) {
    const int side = view.mask.width;
    std::vector<Tried> tried;
    for (const auto& hypothesis : lifted.hypotheses) {
        if (!tried.empty() && hypothesis.probability < kLeastProbability) continue;
        Camera camera = alignedToSegments(hypothesis.camera.resized(side, side), view.segments, kFewestSegments);
        if (view.focal) camera = cameraOf(withFocal(poseOf(camera), *view.focal), side, side);
        const auto tryOut = [&](const Vec3& guessed, const Vec3& sides, double price) {
            Observation reading;
            reading.view = view;
            reading.probability = hypothesis.probability;
            reading.guesses = {{camera, guessed}};
            reading.sidesKnown = knownSides.has_value();
            standAt(reading, lifted, camera, sides);
            tried.push_back({std::move(reading), -price});
        };
        if (knownSides)
            for (const auto& [sides, apart] : laidOn(hypothesis.sides, *knownSides))
                tryOut(sides, sides, kOrderPrice * apart);
        else
            for (const double factor : kFactors)
                tryOut(hypothesis.sides, withLeastSide(hypothesis.sides, factor),
                       kFactorPrice * std::log(factor) * std::log(factor));
    }
    parallelFor(tried.size(), threads, [&](size_t i) { tried[i].value += explained(tried[i].reading); });
    std::stable_sort(tried.begin(), tried.end(), [](const Tried& a, const Tried& b) { return a.value > b.value; });
    tried.resize(std::min(tried.size(), kMostReadings));
    std::vector<Observation> all(tried.size());
    parallelFor(all.size(), threads, [&](size_t i) {
        Observation& one = all[i];
        one = std::move(tried[i].reading);
        one.share = std::exp((tried[i].value - tried.front().value) / kTemperature);
        constexpr int kSide = nn::PictureLifter::kMapSide;
        one.occupancy =
            Occupancy{kFieldSide, one.boxSize,
                      lifter.occupancy(lifted, one.view->camera.resized(kSide, kSide), one.boxSize, kFieldSide)};
        one.cloud = resample(liftedCloud(one), kCloudSize, Random(1));
        one.edges = liftedEdges(one, lifted);
        one.tokens = lifted.tokens;
    });
    return all;
}

}  // namespace img2cadseq::infer
