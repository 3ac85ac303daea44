#pragma once
// Parts of known volume, as construction sequences.

#include <filesystem>

#include "cad/sequence.h"

namespace img2cadseq::test {

/// Plate of w x h x t with a round hole of radius r in its middle.
CadSequence plate(double w, double h, double t, double r);
double plateVolume(double w, double h, double t, double r);

/// A star-shaped disc of `teeth` teeth, two lines each: heavy for the kernel where there are thousands.
CadSequence gear(int teeth);

/// `count` different plates as DIR/plate-000.json and so on.
void writePlates(const std::filesystem::path& folder, int count);

}  // namespace img2cadseq::test
