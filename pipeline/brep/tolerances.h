#pragma once
// Inside brep/ only: what counts as one point, by the size of the part.

#include <algorithm>

namespace img2cadseq::brep {

/// Millimetres. Real sketches come with about nine digits, so that points meant to be one lie up to 1e-8 of the part's
/// size apart; what is drawn on purpose is a thousand times larger. OCCT's own tolerance, 1e-7, is the floor.
struct Tolerances {
    double point;  ///< points nearer than this are one: Booleans may bridge it, shorter curves are left out
    double gap;    ///< gap between the ends of consecutive curves that is closed without a word

    explicit Tolerances(double size) : point(std::max(1e-7, 1e-7 * size)), gap(std::max(1e-7, 1e-5 * size)) {}
};

}  // namespace img2cadseq::brep
