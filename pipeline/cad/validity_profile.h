#pragma once
// The rules for one profile. Private to cad/.

#include "cad/validity.h"

namespace img2cadseq {

/// Collects up to kMaxFindings errors and as many warnings, with the place they are at.
class Findings {
public:
    Finding at;  ///< block and profile of what is added next
    /// As many errors as are wanted: the search may end.
    bool full() const { return errors_ >= kMaxFindings; }
    void add(Severity severity, int loop, int curve, std::string reason);
    std::vector<Finding> take() { return std::move(found_); }

private:
    std::vector<Finding> found_;
    size_t errors_ = 0, warnings_ = 0;
};

/// Checks each loop for itself, then the loops against each other.
void checkProfile(const Profile& profile, Findings& findings);

}  // namespace img2cadseq
