#include "synth/part.h"

#include <algorithm>

#include "cad/transform.h"
#include "core/error.h"
#include "synth/canonical.h"
#include "synth/part_check.h"
#include "synth/part_families.h"

namespace img2cadseq::synth {
namespace {

constexpr int kAttempts = 200;

const FamilyList& families() {
    static const FamilyList list = [] {
        FamilyList all = mechanicalFamilies();
        const FamilyList free = freeFamilies();
        all.insert(all.end(), free.begin(), free.end());
        return all;
    }();
    return list;
}

bool drawn(const Family& family, Random random, CadSequence& sequence) {
    Draft draft;
    family.draw(draft, random);
    if (draft.sequence.blocks.empty()) return false;
    sequence = normalisedCanonical(turned(draft.sequence, random.integer(0, 23)));
    return checkPart(sequence).ok();
}

/// Attempts until the check is passed; `choose` names the family of an attempt.
template <class Choose>
Part firstSound(uint64_t seed, uint64_t index, Choose choose) {
    const Random stream(seed, index);
    Part part{{}, {}, seed, index};
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        Random random = stream.child(static_cast<uint64_t>(attempt));
        const Family& family = choose(random);
        if (!drawn(family, random, part.sequence)) continue;
        part.family = family.name;
        part.sequence.name = part.family;
        return part;
    }
    throw Error(ErrorCode::Internal,
                "no sound part for seed " + std::to_string(seed) + ", index " + std::to_string(index));
}

}  // namespace

const FamilyList& mechanicalFamilies() {
    static const FamilyList list = [] {
        FamilyList all;
        for (const FamilyList& kind :
             {plateFamilies(), bracketFamilies(), turnedFamilies(), housingFamilies(), leverFamilies(),
              profileFamilies(), blockFamilies(), clampFamilies(), wheelFamilies()})
            all.insert(all.end(), kind.begin(), kind.end());
        return all;
    }();
    return list;
}

const std::vector<std::string>& familyNames() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list;
        for (const Family& family : families()) list.emplace_back(family.name);
        return list;
    }();
    return names;
}

Part makePart(uint64_t seed, uint64_t index) {
    static const std::vector<double> weights = [] {
        std::vector<double> list;
        for (const Family& family : families()) list.push_back(family.weight);
        return list;
    }();
    // The family is drawn once, so that families hard to draw keep their share.
    Random chooser = Random(seed, index).child(~uint64_t{0});
    const Family& family = families()[weighted(chooser, weights)];
    return firstSound(seed, index, [&](Random&) -> const Family& { return family; });
}

Part makePart(const std::string& name, uint64_t seed, uint64_t index) {
    const auto found =
        std::find_if(families().begin(), families().end(), [&](const Family& f) { return f.name == name; });
    if (found == families().end())
        throw Error(ErrorCode::Usage, "no family of parts is called " + name, "see the list of families");
    return firstSound(seed, index, [&](Random&) -> const Family& { return *found; });
}

}  // namespace img2cadseq::synth
