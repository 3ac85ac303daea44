#include "infer/judged.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "brep/mesh.h"
#include "cad/stretch.h"
#include "cad/validity.h"
#include "fit/details.h"
#include "fit/intent.h"
#include "fit/leftovers.h"
#include "fit/picture_fit.h"
#include "infer/candidate_source.h"
#include "infer/sized_part.h"

namespace img2cadseq::infer {
namespace {

/// What outlines traced from a blurred field pay beside drawn ones: they explain a picture better than they are right.
constexpr double kTracedPrice = 0.04;

Box3 gridBox(const Vec3& size) {
    Box3 box;
    box.add(size * 0.52);
    box.add(size * -0.52);
    return box;
}

/// Far beyond what a fit takes (a tenth of a second), so that the limit does not decide what comes out.
constexpr double kMeantCosts = 1.05;  ///< times the distance to the cloud
constexpr double kFitSeconds = 2.0;

void adopt(Candidate& candidate, Placement placement) {
    placement.sequence.name = candidate.sequence.name;
    candidate.sequence = std::move(placement.sequence);
    candidate.camera = placement.from.camera;
    candidate.boxSize = placement.from.boxSize;
}

void build(RankedCandidate& ranked, const csg::Solid& solid, double sizeMm, const std::optional<Mat3>& axes) {
    auto [sequence, exact] = sized(ranked.candidate.sequence, solid, sizeMm, axes);
    ranked.sequence = std::move(sequence);
    ranked.reason = exact.reason;
    if (!exact.solid) return;
    ranked.mesh = brep::mesh(*exact.solid);
    ranked.faces = static_cast<int>(exact.solid->faceCount());
    ranked.volume = exact.solid->massProperties().volume;
    ranked.size = axes ? solid.box().size() * (sizeMm / solid.box().longestSide()) : exact.solid->box().size();
    ranked.solid = std::move(exact.solid);
    ranked.valid = true;
}

/// The parameters, then what is left over and the parameters again, then details: each on from the one before.
std::vector<Candidate> fittedToCloud(const Candidate& start, const Scorer& scorer, const std::stop_token& stop) {
    const Observation& observation = scorer.observation();
    std::vector<CadSequence> versions{start.sequence};
    const auto add = [&](CadSequence next) {
        if (next != versions.back()) versions.push_back(std::move(next));
    };
    const auto moved = [&](const CadSequence& from) {
        return refined(from, observation, {.seconds = kFitSeconds}, {.seconds = kFitSeconds}, stop);
    };
    add(moved(start.sequence).sequence);
    if (observation.cloudMeasured) {
        const size_t before = versions.size();
        add(withLeftovers(versions.back(), observation, {}, stop));
        if (versions.size() > before) {
            // What the designer meant may cost a little; a fit that ran out of time is worth nothing.
            ParameterFit again = moved(versions.back());
            if (again.after < kMeantCosts * again.before) add(std::move(again.sequence));
        }
        add(withDetails(versions.back(), observation, {}, stop));
    }
    std::vector<Candidate> all;
    for (size_t i = versions.size(); i-- > 1;) {
        all.push_back(start);
        all.back().sequence = std::move(versions[i]);
    }
    return all;
}

std::vector<Candidate> fittedToPictures(const Candidate& start, const Scorer& scorer, std::stop_token stop) {
    try {
        Candidate moved = start;
        const Standpoint from = standpoint(start, scorer.observation());
        adopt(moved, fittedToPicture({start.sequence, from, 0.0}, scorer, {}, std::move(stop)));
        if (moved.sequence != start.sequence) return {moved};
    } catch (const Error&) {
        // No solid: it says so when it is judged.
    }
    return {};
}

}  // namespace

void place(Candidate& candidate, const Scorer& scorer) {
    if (!scorer.picture()) return;
    try {
        adopt(candidate, placed(candidate.sequence, standpoint(candidate, scorer.observation()), scorer));
    } catch (const Error&) {
        return;  // no solid: it says so when it is judged
    }
}

std::vector<Candidate> fitted(const Candidate& start, const Scorer& scorer, std::stop_token stop) {
    return scorer.picture() ? fittedToPictures(start, scorer, std::move(stop)) : fittedToCloud(start, scorer, stop);
}

bool giveSides(Candidate& candidate, const Vec3& sides) {
    try {
        const Vec3 own = csg::Solid(candidate.sequence).box().size();
        Vec3 factors = {sides.x / own.x, sides.y / own.y, sides.z / own.z};
        factors = factors / std::cbrt(factors.x * factors.y * factors.z);  // as large in the picture as before
        auto moved = stretched(candidate.sequence, factors);
        if (!moved) return false;
        candidate.sequence = std::move(*moved);
        candidate.boxSize = sides;
        return true;
    } catch (const Error&) {
        return false;
    }
}

Judged judge(Candidate candidate, int slot, const Reading& reading, const Vec3& gridSize, double sizeMm,
             const std::optional<Mat3>& axes) {
    Judged judged;
    RankedCandidate& ranked = judged.ranked;
    ranked.candidate = std::move(candidate);
    ranked.slot = slot;
    try {
        requireValid(ranked.candidate.sequence);
        const csg::Solid solid(ranked.candidate.sequence);
        ranked.candidate.score = reading.score(ranked.candidate, solid);
        if (ranked.candidate.source == fieldSource()->name()) ranked.candidate.score.total -= kTracedPrice;
        judged.inside = insideGrid(solid, gridBox(gridSize));
        build(ranked, solid, sizeMm, axes);
    } catch (const Error& error) {
        ranked.reason = error.what();
    }
    return judged;
}

void rank(std::vector<Judged>& judged) {
    std::stable_sort(judged.begin(), judged.end(), [](const Judged& a, const Judged& b) {
        const auto key = [](const Judged& j) {
            return std::tuple(!j.ranked.valid, -j.ranked.candidate.score.total, j.ranked.slot);
        };
        return key(a) < key(b);
    });
    for (size_t i = 0; i < judged.size(); ++i) {
        judged[i].ranked.duplicateOf = -1;
        for (size_t j = 0; j < i && judged[i].ranked.duplicateOf < 0; ++j)
            if (!judged[i].inside.empty() && judged[j].ranked.duplicateOf < 0 && judged[j].ranked.valid &&
                overlapOf(judged[i].inside, judged[j].inside) > kSamePart)
                judged[i].ranked.duplicateOf = judged[j].ranked.slot;
    }
}

}  // namespace img2cadseq::infer
