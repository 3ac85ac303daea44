#pragma once
// Which pixels are the part. A network's probability, a box, a click or nothing at all starts it; GrabCut sharpens it.

#include <optional>

#include "geometry/box.h"
#include "geometry/raster.h"

namespace img2cadseq {

/// What the user says of the object meant; all optional, in the photograph's pixels.
struct MaskPrompt {
    std::optional<Mask> given;  ///< of the photograph's size: taken as it is
    std::optional<Box2> box;    ///< the object lies inside
    std::optional<Vec2> click;  ///< a point on the object

    bool empty() const { return !given && !box && !click; }
};

/// Sharpens a probability map (0..1, any size, stretched over the picture) to the picture's edges.
Mask sharpenMask(const Image& image, const FloatMap& probability, const MaskPrompt& prompt = {});

/// For a weak map: the colours it favours are weighed against those it does not (Bayes, both taken as independent),
/// then sharpened. Recovers what a blurred or partly wrong map misses; sharpenMask keeps closer to a good one.
Mask fuseMask(const Image& image, const FloatMap& probability, const MaskPrompt& prompt = {});

/// Without any network: colours commoner in the middle (of the picture or of the box) than along the border (or outside
/// the box), sharpened; ground in shade counts as ground. Good on plain grounds; skin near the part may be taken for
/// it.
Mask segmentByBorder(const Image& image, const MaskPrompt& prompt = {});

/// Whether the picture's ground is one colour or a gradient, as CAD programs show it: segmentByBorder is then sure.
bool hasDrawnGround(const Image& image);

/// Keeps the largest component and others at least `share` of its size; holes stay.
Mask keepMainComponents(const Mask& mask, double share = 0.15);

/// Share of the picture's pixels in the mask.
double coverage(const Mask& mask);

}  // namespace img2cadseq
