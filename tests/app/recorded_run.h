#pragma once
// A run of which every part is known, for tests that are about the window and not about reconstruction.

#include "cad/sequence.h"
#include "document/recording.h"

namespace img2cadseq::test {

/// A plate 60 x 40 x 10 with a boss of radius `boss` and height 20 on it, and a hole through both. Millimetres.
CadSequence plateWithBoss(double boss = 10.0);
/// `count` points of its surface as x y z lines.
void writeXyz(const std::filesystem::path& file, const CadSequence& part, size_t count);

/// A photograph with its mask, both clouds, twelve denoising steps of one sample, and three candidates, the last of
/// which did not pass the gate. The events are `seconds` apart.
Recording recordedRun(double seconds = 0.0);
inline constexpr int kRecordedSteps = 12;

}  // namespace img2cadseq::test
