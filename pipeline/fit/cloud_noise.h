#pragma once
// How noisy a measured cloud is, told from the cloud alone.

#include "metrics/nearest.h"

namespace img2cadseq {

/// Deviation of the points from their surface, where that is small beside their spacing: by planes through neighbours.
/// Infinite where it is not, or nothing flat is seen.
double slightNoise(const metrics::PointTree& cloud);

/// Whether the points lie on their surface, as those drawn from a mesh do: slight noise under 3e-4, longest side 1.
bool isExact(const metrics::PointTree& cloud);

}  // namespace img2cadseq
