#pragma once
// The rules for one profile. Private to cad/.

#include "cad/validity.h"

namespace img2cadseq {

/// Collects findings up to kMaxFindings, with the place they are at.
class Findings {
public:
    Finding at;  ///< block and profile of what is added next
    bool full() const { return found_.size() >= kMaxFindings; }
    void add(Severity severity, int loop, int curve, std::string reason);
    std::vector<Finding> take() { return std::move(found_); }

private:
    std::vector<Finding> found_;
};

/// Checks each loop for itself, then the loops against each other.
void checkProfile(const Profile& profile, Findings& findings);

}  // namespace img2cadseq
