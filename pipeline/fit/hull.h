#pragma once
// Proposals from one picture: the largest prism along an axis whose every section stays inside the silhouette (its
// visual hull). Exact for a prism under the right camera; background seen through a hole carves the hole.

#include "fit/observation.h"
#include "fit/outline.h"

namespace img2cadseq {

struct HullOptions {
    int resolution = 112;  ///< cells along the longest side of the section
    int sections = 9;      ///< heights at which a point must lie in the mask
    double margin = 0.25;  ///< how far beyond the predicted box a section may reach, longest side 1
};

/// The prism along `axis` between heights low and high, with holes. Empty where nothing fits. `camera` sees canonical
/// axes.
CadSequence hullProposal(const Mask& mask, const Camera& camera, int axis, double low, double high, const Vec3& boxSize,
                         const HullOptions& options = {});

/// The silhouette extruded along the line of sight, half as deep as its rectangle is wide or high, whichever is less;
/// what needs no knowledge of the part at all. Empty for an empty mask.
CadSequence silhouetteProposal(const Mask& mask, const Camera& camera);

}  // namespace img2cadseq
