#pragma once
// Private to document/: one event in one file.

#include <filesystem>

#include "infer/reconstructor.h"

namespace img2cadseq {

/// Transactional. Throws Error(Io).
void writeEvent(const ReconstructEvent& event, const std::filesystem::path& file);
/// Throws Error(Io, BadInput).
ReconstructEvent readEvent(const std::filesystem::path& file);

}  // namespace img2cadseq
