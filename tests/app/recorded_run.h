#pragma once
// A run of which every part is known, for tests that are about the window and not about reconstruction.

#include "document/recording.h"
#include "infer/support.h"

namespace img2cadseq::test {

/// A photograph with its mask, both clouds, twelve denoising steps of one sample, and three candidates, the last of
/// which did not pass the gate. The events are `seconds` apart.
Recording recordedRun(double seconds = 0.0);
inline constexpr int kRecordedSteps = 12;

}  // namespace img2cadseq::test
