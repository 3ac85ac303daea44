#pragma once
// A run's results as files.

#include "infer/reconstructor.h"

namespace img2cadseq::infer {

/// See Reconstructor::write.
std::string writeReconstruction(const Reconstruction& result, const ReconstructOptions& options,
                                const std::filesystem::path& folder, bool best);

}  // namespace img2cadseq::infer
