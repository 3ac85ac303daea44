// Free composition, by size. Proportions of the first prism follow those of parts that people drew.

#include <algorithm>
#include <cmath>

#include "synth/part_composer.h"
#include "synth/part_families.h"
#include "synth/part_outlines.h"

namespace img2cadseq::synth {
namespace {

/// Value of a distribution given by its quantiles at even shares.
double drawn(Random& random, std::initializer_list<double> quantiles) {
    const double place = random.uniform() * static_cast<double>(quantiles.size() - 1);
    const size_t low = static_cast<size_t>(place);
    const double a = quantiles.begin()[low], b = quantiles.begin()[low + 1];
    return a + (b - a) * (place - static_cast<double>(low));
}

struct Proportions {
    Vec2 face;
    double thick;
};

/// Sides of the first prism, longest 100: middle and short side, and which of them the sketch is drawn across.
Proportions proportions(Random& random) {
    const double middle = 100.0 * drawn(random, {0.025, 0.07, 0.16, 0.27, 0.38, 0.5, 0.65, 0.8, 0.95, 1.0, 1.0});
    const double thin = middle * drawn(random, {0.02, 0.04, 0.065, 0.1, 0.15, 0.22, 0.34, 0.5, 0.75, 1.0, 1.0});
    const double least = std::max(thin, 0.95);
    switch (weighted(random, {0.5, 0.28, 0.22})) {
        case 0: return {{100.0, middle}, least};
        case 1: return {{middle, least}, 100.0};
        default: return {{100.0, least}, middle};
    }
}

/// How often a single extrusion with so few parameters is kept: or parts would repeat before long.
double novelty(const Profile& profile) {
    const bool round = std::holds_alternative<Circle>(profile.outer.curves[0]);
    const bool bored = profile.holes.size() == 1 && std::holds_alternative<Circle>(profile.holes[0].curves[0]);
    if (round) return profile.holes.empty() ? 0.012 : (bored ? 0.3 : 1.0);
    const bool plain = profile.holes.empty() && profile.outer.curves.size() <= 4;
    return plain ? 0.3 : 1.0;
}

void compose(Draft& draft, Random& random, int additions, int removals) {
    Composer composer(draft, random);
    const Proportions p = proportions(random);
    composer.base(freeOutline(random, p.face), p.thick, additions + removals == 0 ? 0.55 : 0.36);
    int done = 0;
    const auto repeat = [&](int times, auto step) {
        for (int i = 0; i < times; ++i) {
            bool placed = false;
            for (int attempt = 0; attempt < 6 && !placed; ++attempt) placed = step();
            done += placed;
        }
    };
    repeat(additions, [&] { return composer.addition(); });
    repeat(removals, [&] { return composer.removal(); });
    const bool alone = additions + removals == 0;
    if (alone ? !random.chance(novelty(draft.sequence.blocks[0].sketch.profiles[0]))
              : done < (additions + removals + 1) / 2)
        draft.sequence.blocks.clear();
}

void singleExtrusion(Draft& draft, Random& random) { compose(draft, random, 0, 0); }
void twoBlocks(Draft& draft, Random& random) {
    const bool add = random.chance(0.6);
    compose(draft, random, add ? 1 : 0, add ? 0 : 1);
}
void fewBlocks(Draft& draft, Random& random) {
    const int additions = random.integer(0, 3);
    compose(draft, random, additions, random.integer(std::max(0, 2 - additions), 2));
}
void manyBlocks(Draft& draft, Random& random) { compose(draft, random, random.integer(2, 7), random.integer(1, 5)); }

/// A mechanical part with something added or taken away that its family does not have.
void variation(Draft& draft, Random& random) {
    const FamilyList& families = mechanicalFamilies();
    families[static_cast<size_t>(random.integer(0, static_cast<int>(families.size()) - 1))].draw(draft, random);
    if (draft.sequence.blocks.empty()) return;
    const size_t before = draft.sequence.blocks.size();
    Composer composer(draft, random);
    composer.adopt();
    for (int steps = random.integer(1, 2); steps > 0; --steps) {
        const bool add = random.chance(0.35);
        for (int attempt = 0; attempt < 6 && !(add ? composer.addition() : composer.removal()); ++attempt) {
        }
    }
    if (draft.sequence.blocks.size() == before) draft.sequence.blocks.clear();
}

}  // namespace

FamilyList freeFamilies() {
    return {{"free extrusion", singleExtrusion, 78.0},
            {"free pair", twoBlocks, 13.0},
            {"free composition", fewBlocks, 11.0},
            {"free assembly", manyBlocks, 8.0},
            {"free variation", variation, 20.0}};
}

}  // namespace img2cadseq::synth
