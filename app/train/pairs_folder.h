#pragma once
// Photographs with known geometry on disk.

#include <filesystem>
#include <vector>

#include "learn/picture_pairs.h"

namespace img2cadseq::train {

/// A folder a pair, as `img2cadseq-cli synthesise` writes them: photo.png (or .jpg, .jpeg, .heic), sequence.json,
/// camera.json (projection, rotation, translation, focal, principal, width, height of a camera that sees the sequence
/// in its own frame; geometry/camera.h). By name. Throws Error (Io, BadInput) naming the file and what is wrong with
/// it, also where this program was built without what reads photographs.
std::vector<learn::PicturePair> readPairs(const std::filesystem::path& folder);

}  // namespace img2cadseq::train
