#pragma once
// Inside brep/ only: how a part is built, and what counts as one point by its size.

#include <algorithm>

namespace img2cadseq::brep {

/// Lengths in millimetres. Real sketches come with about nine digits, so that points meant to be one lie up to 1e-8 of
/// the part's size apart; what is drawn on purpose is a thousand times larger. OCCT's own tolerance, 1e-7, is the
/// floor.
struct BuildSettings {
    double point;           ///< points nearer than this are one; shorter curves are left out
    double gap;             ///< gap between the ends of consecutive curves that is closed without a word
    double bridge;          ///< what Booleans may bridge beyond the shapes' own tolerances
    double seamTurn = 0.0;  ///< radians by which the seams of cylinders are turned from the axis they lie along

    explicit BuildSettings(double size)
        : point(std::max(1e-7, 1e-7 * size)), gap(std::max(1e-7, 1e-5 * size)), bridge(point) {}
};

}  // namespace img2cadseq::brep
