#include "fit/carving.h"

#include <cmath>
#include <optional>
#include <vector>

#include "cad/validity.h"
#include "core/error.h"
#include "fit/pocket_cuts.h"

namespace img2cadseq {
namespace {

constexpr double kEven = 0.3;       ///< mean probability from which a patch is believed
constexpr double kMostLost = 0.03;  ///< of all evidence, times what the probability exceeds that by
constexpr double kVetoed = 0.025;   ///< of the evidence without the maps of pockets: so much more than blurred
constexpr double kMaybe = 0.35;     ///< share of openings, or of pockets, from which either is tried
/// Of the depth that is predicted. Where thickness and place are off as usual, twice as deep a pocket takes away more
/// that is right than it opens: the mean IoU of the candidates of a tray falls, with half of it it does not.
constexpr double kDepthTaken = 0.5;

/// None where it is no valid solid.
std::optional<double> valueOf(const CadSequence& sequence, const Standpoint& from, const Scorer& scorer,
                              Mouths mouths) {
    if (!isValid(sequence)) return std::nullopt;
    try {
        return scorer.guide(sequence, csg::Solid(sequence), from, Detail::Fine, mouths);
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// The candidate with a cut, and what the evidence makes of it.
struct Cut {
    CadSequence sequence;
    double others = 0.0;  ///< without pockets where levels show them
    double all = 0.0;
};

class Carver {
public:
    Carver(const Placement& start, const Scorer& scorer) : from_(start.from), scorer_(scorer) {
        if (auto cut = made(start.sequence, -INFINITY)) best_ = std::move(*cut);
    }
    bool ready() const { return !best_.sequence.blocks.empty(); }
    const Cut& best() const { return best_; }

    void offer(PocketCut cut) {
        cut.depth *= kDepthTaken;
        std::vector<CadSequence> ways;
        if (cut.through < 1.0 - kMaybe) ways.push_back(withPlainPocket(best_.sequence, cut));
        if (cut.through > kMaybe) ways.push_back(withPlainOpening(best_.sequence, cut));
        std::optional<Cut> chosen;
        for (const CadSequence& way : ways)
            if (auto now = made(way, best_.others - kVetoed); now && (!chosen || now->all > chosen->all))
                chosen = std::move(now);
        if (chosen && chosen->all > best_.all - kMostLost * (cut.likely - kEven)) best_ = std::move(*chosen);
    }

private:
    /// None where the other evidence falls below `least`, which saves the rest.
    std::optional<Cut> made(const CadSequence& sequence, double least) const {
        const auto others = valueOf(sequence, from_, scorer_, Mouths::Quick);
        if (!others || *others < least) return std::nullopt;
        const auto all = valueOf(sequence, from_, scorer_, Mouths::All);
        if (!all) return std::nullopt;
        return Cut{sequence, *others, *all};
    }

    const Standpoint from_;
    const Scorer& scorer_;
    Cut best_;
};

}  // namespace

Placement carved(Placement placement, const Scorer& scorer) {
    if (!scorer.picture()) return placement;
    std::vector<PocketCut> cuts = mouthCuts(placement.sequence, csg::Solid(placement.sequence), placement.from.camera,
                                            *scorer.observation().view);
    std::erase_if(cuts, [](const PocketCut& cut) { return cut.likely < kEven; });
    if (cuts.empty()) return placement;
    Carver carver(placement, scorer);
    if (!carver.ready()) return placement;
    for (PocketCut& cut : cuts) carver.offer(std::move(cut));
    placement.sequence = carver.best().sequence;
    placement.value = carver.best().others;
    return placement;
}

}  // namespace img2cadseq
