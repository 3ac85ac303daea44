#pragma once
// What of a Document changed, as a set of flags: what the window has to draw again.

#include <cstdint>

namespace img2cadseq {

using Changes = uint32_t;

enum Change : Changes {
    kInputChanged = 1u << 0,    ///< another input; everything else changed too
    kPromptChanged = 1u << 1,   ///< box or click
    kMaskChanged = 1u << 2,     ///< painted or found
    kOptionsChanged = 1u << 3,  ///< real size among them
    kCoarseChanged = 1u << 4,
    kRefinedChanged = 1u << 5,
    kStepsChanged = 1u << 6,       ///< denoising steps were added
    kCandidatesChanged = 1u << 7,  ///< arrived or ranked anew
    kProgressChanged = 1u << 8,
    kPhaseChanged = 1u << 9,    ///< began, ended, failed
    kChoiceChanged = 1u << 10,  ///< the candidate that the views show
    kPinsChanged = 1u << 11,
    kCompareChanged = 1u << 12,
    kAnalysisChanged = 1u << 13,  ///< of a candidate; see analysis.h
    kPreviewsChanged = 1u << 14,  ///< meshes of denoising steps
    kEverythingChanged = ~0u
};

}  // namespace img2cadseq
