#include "fit/drilling.h"

#include <optional>

#include "cad/validity.h"
#include "core/error.h"
#include "fit/holes.h"

namespace img2cadseq {
namespace {

constexpr double kLeastShare = 0.8;
constexpr double kSmall = 0.03, kMostClutterOfSmall = 0.3, kMostClutter = 0.6;  ///< small: some three pixels
constexpr double kEdgesGain = 0.002;  ///< of the edges' agreement
constexpr double kMostLost = 0.02;    ///< of all evidence together
constexpr double kBlindGain = 0.004;  ///< by which half way must be better than through
constexpr double kLargest = 0.15;     ///< radius; larger ones are for the search to find, their evidence is plain

struct Tried {
    CadSequence sequence;
    double edges = -1.0, value = -1.0;
};

std::optional<Tried> tried(const CadSequence& sequence, const Standpoint& from, const Scorer& scorer) {
    if (!isValid(sequence)) return std::nullopt;
    try {
        const csg::Solid solid(sequence);
        return Tried{sequence, scorer.picture()->agreement(solid, from.camera).edges,
                     scorer.guide(sequence, solid, from)};
    } catch (const Error&) {
        return std::nullopt;
    }
}

}  // namespace

Placement drilled(Placement placement, const Scorer& scorer) {
    if (!scorer.picture()) return placement;
    const View& view = *scorer.observation().view;
    const Camera camera = placement.from.camera.resized(view.mask.width, view.mask.height);
    std::optional<Tried> best = tried(placement.sequence, placement.from, scorer);
    if (!best) return placement;
    RoundEdgeOptions options;
    options.largest = kLargest, options.leastShare = kLeastShare;
    for (const RoundEdge& round :
         roundEdges(placement.sequence, csg::Solid(placement.sequence), camera, view.edges, options)) {
        if (round.clutter > (round.circle.radius < kSmall ? kMostClutterOfSmall : kMostClutter)) continue;
        const auto worthIt = [&](const std::optional<Tried>& one) {
            return one && one->edges > best->edges + kEdgesGain && one->value > best->value - kMostLost;
        };
                   blind = tried(withHole(best->sequence, round, 0.5 * round.material), placement.from, scorer);
        if (worthIt(blind) && (!worthIt(through) || blind->value > through->value + kBlindGain))
            best = blind;
        else if (worthIt(through))
            best = through;
    }
    placement.sequence = best->sequence;
    placement.value = best->value;
    return placement;
}

}  // namespace img2cadseq
