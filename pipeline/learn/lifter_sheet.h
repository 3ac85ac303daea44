#pragma once
// A contact sheet of what the lifter sees and says: most mistakes of learning are seen before they are measured.

#include <filesystem>
#include <vector>

#include "learn/lifter_sample.h"
#include "nn/lifter.h"

namespace img2cadseq::learn {

/// Writes a PPM with one row a sample; left to right: picture, given mask, then truth beside answer of mask, front
/// depth, thickness, normals, edges. Throws Error(Io).
void writeLifterSheet(const std::filesystem::path& file, nn::Lifter& lifter, const std::vector<LifterSample>& samples);

}  // namespace img2cadseq::learn
