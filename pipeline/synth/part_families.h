#pragma once
// The families by kind. A family draws one part into a draft; it may draw badly now and then: what fails the check is
// drawn anew.

#include <vector>

#include "synth/part_draft.h"

namespace img2cadseq::synth {

struct Family {
    const char* name;
    void (*draw)(Draft& draft, Random& random);
    double weight = 1.0;  ///< share in the mixture, relative to the others
};

using FamilyList = std::vector<Family>;
FamilyList plateFamilies();
FamilyList bracketFamilies();
FamilyList turnedFamilies();
FamilyList housingFamilies();
FamilyList leverFamilies();
FamilyList profileFamilies();
FamilyList blockFamilies();
FamilyList clampFamilies();
FamilyList wheelFamilies();
FamilyList freeFamilies();
/// All but the free ones.
const FamilyList& mechanicalFamilies();

}  // namespace img2cadseq::synth
