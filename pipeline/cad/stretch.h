#pragma once
// A part brought to another box by its own parameters.

#include <optional>

#include "cad/sequence.h"

namespace img2cadseq {

/// Largest ratio between two of a stretch's three factors.
inline constexpr double kMostStretch = 1.6;
/// The same for parts with sketches on oblique planes, which are only scaled, by the factors' geometric mean.
inline constexpr double kMostObliqueStretch = 1.1;

/// The sequence stretched by `factors` along x, y, z about the origin. Circles stay circles (radius by the geometric
/// mean of their plane's two factors), arcs go through their three moved points. None where the factors differ by more
/// than `limit` (on oblique planes the one above) or validity.h refuses the outcome.
std::optional<CadSequence> stretched(const CadSequence& sequence, const Vec3& factors, double limit = kMostStretch);

}  // namespace img2cadseq
