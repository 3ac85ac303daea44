#pragma once
// What a file holds, as a record: "kind" and its facts. One function a kind; all throw Error where the file is damaged.

#include <filesystem>

#include "app/cli/report.h"

namespace img2cadseq::cli {

Record inspectStep(const std::filesystem::path& file);
Record inspectSequence(const std::filesystem::path& file);
/// Header of a safetensors file: every tensor's name, type and shape, and the free metadata. The tensors themselves are
/// not read.
Record inspectWeights(const std::filesystem::path& file);

}  // namespace img2cadseq::cli
