#include "fit/drilling.h"

#include <optional>
#include <vector>

#include "cad/validity.h"
#include "core/error.h"
#include "fit/close_holes.h"
#include "fit/fourth_hole.h"
#include "fit/hole_edges.h"
#include "fit/hole_pattern.h"

namespace img2cadseq {
namespace {

constexpr double kLeastShare = 0.8;
constexpr double kSmall = 0.03, kMostClutterOfSmall = 0.3, kMostClutter = 0.6;  ///< small: some three pixels
constexpr double kEdgesGain = 0.002;                                            ///< of the edges' agreement
constexpr double kMostLost = 0.02;                                              ///< of all evidence together
constexpr double kBlindGain = 0.004;       ///< by which a blind hole must be better than one that goes through
constexpr double kEdgesLostAHole = 0.002;  ///< where a hole is believed by itself: of a pattern, or seen closely
constexpr double kLostAHole = 0.012;       ///< of all evidence together
constexpr double kLostAShownHole = 0.025;  ///< the same where the edges agree better with it
constexpr double kLargest = 0.15;          ///< radius; larger ones are for the search to find, their evidence is plain
constexpr double kDepths[] = {0.5, 0.85};  ///< of blind holes of which nothing is predicted, times the material

struct Tried {
    CadSequence sequence;
    double edges = -1.0, value = -1.0;
};

/// None where the edges agree less than `least`, which saves the rest.
std::optional<Tried> tried(const CadSequence& sequence, const Standpoint& from, const Scorer& scorer,
                           double least = -1.0) {
    if (!isValid(sequence)) return std::nullopt;
    try {
        const csg::Solid solid(sequence);
        const double edges = scorer.picture()->agreement(solid, from.camera, Mouths::None).edges;
        if (edges < least) return std::nullopt;
        return Tried{sequence, edges, scorer.guide(sequence, solid, from)};
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// What the picture shows of holes beyond doubt.
std::vector<HoleEdge> shown(const CadSequence& sequence, const Camera& camera, const View& view) {
    RoundHoleOptions round;
    round.largest = kLargest, round.leastShare = kLeastShare;
    const csg::Solid solid(sequence);
    std::vector<HoleEdge> all = roundHoles(sequence, solid, camera, view.edges, round);
    std::erase_if(all, [&](const HoleEdge& hole) {
        return !facesAsPredicted(hole.face, hole.circle.center, camera, view) ||
               hole.clutter > (hole.circle.radius < kSmall ? kMostClutterOfSmall : kMostClutter);
    });
    return all;
}

/// What closer looks show alone, for patterns to be found in.
View closerOf(const View& view) {
    View closer;
    closer.openings = view.closeOpenings;
    return closer;
}

bool mayGoThrough(const HoleEdge& hole, const Camera& camera, const View& view) {
    return img2cadseq::mayGoThrough(hole, camera, view.openings) &&
           (hole.circle.radius > kSmall || img2cadseq::mayGoThrough(hole, camera, view.closeOpenings));
}

}  // namespace

Placement drilled(Placement placement, const Scorer& scorer) {
    if (!scorer.picture()) return placement;
    const View& view = *scorer.observation().view;
    const Camera camera = placement.from.camera.resized(view.mask.width, view.mask.height);
    std::optional<Tried> best = tried(placement.sequence, placement.from, scorer);
    if (!best) return placement;
    const auto believe = [&](const CadSequence& sequence, double holes) {
        auto one = tried(sequence, placement.from, scorer, best->edges - kEdgesLostAHole * holes);
        if (!one) return;
        const bool shown = one->edges > best->edges + kEdgesGain * holes;
        if (one->value > best->value - (shown ? kLostAShownHole : kLostAHole) * holes) best = std::move(one);
    };
    const auto drillPatterns = [&](const View& seen) {
        for (const HolePattern& pattern : holePatterns(best->sequence, csg::Solid(best->sequence), camera, seen))
            believe(withPattern(best->sequence, pattern), static_cast<double>(pattern.rims.size()));
    };
    drillPatterns(closerOf(view));
    for (const CloseHole& close : closeHoles(best->sequence, csg::Solid(best->sequence), camera, view))
        believe(withHole(best->sequence, close.hole, close.hole.material), 1.0);
    for (const HoleEdge& hole : shown(placement.sequence, camera, view)) {
        const auto worth = [&](double depth) {
            auto one = tried(withHole(best->sequence, hole, depth * hole.material), placement.from, scorer,
                             best->edges + kEdgesGain);
            if (one && one->value < best->value - kMostLost) one.reset();
            return one;
        };
        std::optional<Tried> chosen;
        if (mayGoThrough(hole, camera, view)) chosen = worth(1.0);
        std::vector<double> depths(std::begin(kDepths), std::end(kDepths));
        if (const auto said = pocketDepth(hole, camera, view)) depths = {*said / hole.material};
        for (const double depth : depths) {
            auto blind = worth(depth);
            if (blind && (!chosen || blind->value > chosen->value + kBlindGain)) chosen = std::move(blind);
        }
        if (chosen) best = std::move(chosen);
    }
    drillPatterns(view);
    for (const CadSequence& more : withFourthHoles(best->sequence, placement.sequence)) believe(more, 1.0);
    placement.sequence = best->sequence;
    placement.value = best->value;
    return placement;
}

}  // namespace img2cadseq
