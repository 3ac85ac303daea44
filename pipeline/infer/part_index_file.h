#pragma once
// The index of parts as a file. Private to infer/.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "infer/part_descriptor.h"

namespace img2cadseq::infer {

/// Changes where the generator's parts do: a hash of some of them.
uint64_t generatorMark(uint64_t seed);

/// None where there is no such file, or it is damaged, or it holds other parts.
std::optional<std::vector<PartDescriptor>> readPartIndex(const std::filesystem::path& file, uint64_t generator,
                                                         uint64_t seed, size_t parts);

/// Makes the folder where need be; the file is there whole or not at all. Throws Error(Io).
void writePartIndex(const std::filesystem::path& file, uint64_t generator, uint64_t seed,
                    const std::vector<PartDescriptor>& parts);

}  // namespace img2cadseq::infer
