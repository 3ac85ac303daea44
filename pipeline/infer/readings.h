#pragma once
// What the lifter says of a crop, turned into ways to take the picture: how the part lies and how thin it is.

#include <optional>
#include <vector>

#include "fit/observation.h"
#include "nn/picture_lifter.h"

namespace img2cadseq::infer {

/// Ways to take the picture that are worth a try, the one that explains it best first (at least one). Each of the
/// lifter's hypotheses is taken as it is and with its least side smaller; a prism under the silhouette is laid on the
/// evidence of each, and tells how well it explains the picture. `view` has mask, segments and edges; camera, predicted
/// maps, the occupancy field and the cloud come in. Sides that are known, in any order and unit, are laid on those
/// predicted in the orders that are about as near to them as the nearest. The result is the same for any number of
/// threads (0: all cores).
std::vector<Observation> readingsOf(const nn::PictureLifter& lifter, const nn::LiftedPicture& lifted, const View& view,
                                    const std::optional<Vec3>& knownSides = {}, unsigned threads = 1);

}  // namespace img2cadseq::infer
