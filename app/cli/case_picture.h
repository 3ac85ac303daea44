#pragma once
// One row of the contact sheet of `evaluate`: what went in, what was seen on the way, what came out, and the reference.

#include <string>
#include <vector>

#include "infer/reconstructor.h"

namespace img2cadseq::cli {

/// Tiles side by side under `caption`: picture with the mask's outline, mask, coarse cloud, refined cloud, result,
/// reference; clouds and solids from where the picture was taken (where there is none, from (1, 1, 1)), at one scale.
/// `result` is empty where nothing passed the gate; `reference` is in the result's frame.
Image casePicture(const Reconstruction& found, const Mesh& result, const Mesh& reference, const std::string& caption);

/// Pictures under each other.
Image stacked(const std::vector<Image>& rows);

}  // namespace img2cadseq::cli
