#pragma once
// A part to reconstruct, as a file of points, and a run of the reconstructor with all its events.

#include <filesystem>
#include <vector>

#include "cad/sequence.h"
#include "infer/loader.h"

namespace img2cadseq::test {

/// A plate 60 x 40 x 10 with a boss of this radius and height 20 on it, and a hole of radius 5 through both.
/// Millimetres.
CadSequence plateWithBoss(double boss = 10.0);

/// `count` points of its surface as x y z lines.
void writeXyz(const std::filesystem::path& file, const CadSequence& part, size_t count);

/// IoU of two solids, both centred and scaled to the longest side 1, best of the 24 axis rotations of the first.
double bestOverlap(const CadSequence& part, const CadSequence& reference);

/// All events of a run, in their order.
std::vector<ReconstructEvent> eventsOf(Reconstructor& reconstructor, const ReconstructInput& input,
                                       const ReconstructOptions& options, const StopTokens& stop = {});

}  // namespace img2cadseq::test
