#include "fit/picture_fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cad/validity.h"
#include "core/error.h"
#include "fit/carving.h"
#include "fit/drilling.h"
#include "fit/hole_edges.h"
#include "fit/opening_holes.h"
#include "fit/parameter_space.h"
#include "fit/pocket_cuts.h"

namespace img2cadseq {
namespace {

constexpr double kHoleGain = 3e-3;  ///< what a hole must explain

/// The best so far under one camera, and what is left of the evaluations.
class Search {
public:
    Search(const Placement& start, const Scorer& scorer, const PictureFitOptions& options, const std::stop_token& stop)
        : best_(start.sequence), from_(start.from), scorer_(scorer), options_(options), stop_(stop) {
        value_ = valueOf(best_);
        left_ = options.evaluations;
    }

    const CadSequence& best() const { return best_; }
    bool spent() const { return left_ <= 0 || stop_.stop_requested(); }

    /// Takes the change where it is worth its while.
    bool offer(const CadSequence& changed, double least = 0.0) {
        if (spent()) return false;
        --left_;
        const double value = valueOf(changed);
        if (value < value_ + std::max(least, options_.gain) || !isValid(changed)) return false;
        best_ = changed;
        value_ = value;
        return true;
    }

    void moveParameters(double step) {
        ParameterSpace space(best_);
        std::vector<double> x = space.start();
        for (size_t i = 0; i < x.size() && !spent(); ++i) {
            const ParameterKind kind = space.parameters()[i].kind;
            for (const double sign : {1.0, -1.0}) {
                bool moved = false;
                for (int stride = 0; stride < 4; ++stride) {
                    std::vector<double> y = x;
                    y[i] += sign * step;
                    if (kind == ParameterKind::Radius && y[i] < 0.3 * x[i]) break;
                    if (kind == ParameterKind::Bulge) y[i] = x[i] * (1.0 + 4.0 * sign * step);
                    if (!offer(space.apply(y))) break;
                    x = y;
                    moved = true;
                }
                if (moved) break;
            }
        }
    }

    /// Where openings are predicted, holes of their outline go through.
    void openHoles() {
        const View& view = *scorer_.observation().view;
        for (const OpeningHole& hole : openingHoles(best_, csg::Solid(best_), from_.camera, view.openings))
            offer(withHole(best_, hole), kHoleGain);
    }

    /// Where pockets are predicted, they are cut, by the outline that explains more.
    void cutPockets() {
        const View& view = *scorer_.observation().view;
        for (const PocketCut& cut : pocketCuts(best_, csg::Solid(best_), from_.camera, view)) {
            const CadSequence traced = withPocket(best_, cut), plain = withPlainPocket(best_, cut);
            offer(cut.plain && valueOf(plain) > valueOf(traced) ? plain : traced);
        }
    }

    /// Round edges on the faces that are seen become holes, through or half way, where that explains more.
    void addHoles() {
        const View& view = *scorer_.observation().view;
        const Camera camera = from_.camera.resized(view.mask.width, view.mask.height);
        for (const HoleEdge& round : roundHoles(best_, csg::Solid(best_), camera, view.edges)) {
            if (spent()) return;
            const bool through = mayGoThrough(round, camera, view.openings);
            const double blind = pocketDepth(round, camera, view).value_or(0.5 * round.material);
            if (!through || !offer(withHole(best_, round, round.material), kHoleGain))
                offer(withHole(best_, round, blind), kHoleGain);
        }
    }

    void leaveOut() {
        for (size_t b = 1; b < best_.blocks.size() && !spent();) {
            CadSequence without = best_;
            without.blocks.erase(without.blocks.begin() + static_cast<std::ptrdiff_t>(b));
            if (!offer(without)) ++b;
        }
        for (size_t b = 0; b < best_.blocks.size(); ++b)
            for (size_t p = 0; p < best_.blocks[b].sketch.profiles.size(); ++p)
                for (size_t h = 0; h < best_.blocks[b].sketch.profiles[p].holes.size() && !spent();) {
                    CadSequence without = best_;
                    auto& holes = without.blocks[b].sketch.profiles[p].holes;
                    holes.erase(holes.begin() + static_cast<std::ptrdiff_t>(h));
                    if (!offer(without)) ++h;
                }
    }

private:
    double valueOf(const CadSequence& sequence) const {
        try {
            return scorer_.guide(sequence, csg::Solid(sequence), from_);
        } catch (const Error&) {
            return kNoSolid;
        }
    }

    CadSequence best_;
    const Standpoint from_;
    const Scorer& scorer_;
    const PictureFitOptions& options_;
    const std::stop_token& stop_;
    double value_ = 0.0;
    int left_ = 0;
};

}  // namespace

Placement fittedToPicture(const Placement& start, const Scorer& scorer, const PictureFitOptions& options,
                          std::stop_token stop) {
    if (!scorer.picture() || !isValid(start.sequence)) return start;
    Search search(start, scorer, options, stop);
    search.openHoles();  // first: moving what is there may spend all evaluations
    search.cutPockets();
    search.openHoles();  // in the floors of pockets
    search.addHoles();
    double step = options.step;
    for (int round = 0; round <= options.halvings && !search.spent(); ++round, step *= 0.5) {
        search.moveParameters(step);
        if (round == 0) search.leaveOut();  // what is only misplaced has had its chance
    }
    if (stop.stop_requested()) return start;
    PlacementOptions again;
    again.coarse = 0, again.fine = 80;
    return drilled(carved(placed(search.best(), start.from, scorer, again), scorer), scorer);
}

}  // namespace img2cadseq
