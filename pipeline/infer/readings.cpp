#include "infer/readings.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "cad/validity.h"
#include "cloud/cloud.h"
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

/// The least side as said and smaller, and how probable that is beside it: what is seen of thin plates tells little of
/// how thin they are, and the network errs towards the usual.
constexpr struct { double factor, probability; } kThinner[] = {{1.0, 1.0}, {0.55, 0.8}, {0.3, 0.65}};

Vec3 thinner(Vec3 sides, double factor) {
    int least = 0;
    for (int a = 1; a < 3; ++a)
        if (sides[a] < sides[least]) least = a;
    sides[least] *= factor;
    return sides;
}

void standAt(Observation& reading, const nn::LiftedPicture& lifted, const Camera& camera, const Vec3& sides) {
    reading.view->camera = camera;
    reading.boxSize = sides / std::max({sides.x, sides.y, sides.z});
    reading.guesses.front().camera = camera;
    fillMaps(lifted, *reading.view);
}

/// The visual hull along the axis for which it explains the picture best, briefly placed. None where there is none.
std::optional<Placement> bestPrism(const Observation& reading) {
    const Scorer scorer(reading);
    const Standpoint from{reading.view->camera, reading.boxSize};
    std::optional<Placement> best;
    for (int axis = 0; axis < 3; ++axis) {
        const double half = from.boxSize[axis] / 2;
        const CadSequence made = hullProposal(reading.view->mask, from.camera, axis, -half, half, from.boxSize);
        if (made.blocks.empty() || !isValid(made)) continue;
        Placement there = placed(made, from, scorer, kBriefly);
        if (!best || there.value > best->value) best = std::move(there);
    }
    return best;
}

struct Explained {
    Observation reading;
    double value = -1.0;
};

/// The reading as the prism lies that explains it best, and how well that one does.
Explained explained(Observation reading, const nn::LiftedPicture& lifted) {
    Explained out;
    if (const auto prism = bestPrism(reading)) {
        out.value = prism->value;
        standAt(reading, lifted, prism->from.camera, prism->from.boxSize);
    }
    out.reading = std::move(reading);
    return out;
}

}  // namespace

std::vector<Observation> readingsOf(const nn::PictureLifter& lifter, const nn::LiftedPicture& lifted,
                                    const View& view) {
    const int side = view.mask.width;
    std::vector<Explained> tried;
    for (const auto& hypothesis : lifted.hypotheses) {
        if (!tried.empty() && hypothesis.probability < kLeastProbability) continue;
        Camera camera = alignedToSegments(hypothesis.camera.resized(side, side), view.segments, kFewestSegments);
        if (view.focal) camera = cameraOf(withFocal(poseOf(camera), *view.focal), side, side);
        for (const auto& [factor, probability] : kThinner) {
            Observation reading;
            reading.view = view;
            reading.probability = hypothesis.probability * probability;
            reading.guesses = {{camera, hypothesis.sides}};
            standAt(reading, lifted, camera, thinner(hypothesis.sides, factor));
            tried.push_back(explained(std::move(reading), lifted));
        }
    }
    std::stable_sort(tried.begin(), tried.end(),
                     [](const Explained& a, const Explained& b) { return a.value > b.value; });
    tried.resize(std::min(tried.size(), kMostReadings));
    std::vector<Observation> all;
    for (auto& [reading, value] : tried) {
        Observation& one = all.emplace_back(std::move(reading));
        one.share = std::exp((value - tried.front().value) / kTemperature);
        constexpr int kSide = nn::PictureLifter::kMapSide;
        one.occupancy =
            Occupancy{kFieldSide, one.boxSize,
                      lifter.occupancy(lifted, one.view->camera.resized(kSide, kSide), one.boxSize, kFieldSide)};
        one.cloud = resample(liftedCloud(one), kCloudSize, Random(1));
        one.edges = liftedEdges(one, lifted);
    }
    return all;
}

}  // namespace img2cadseq::infer
