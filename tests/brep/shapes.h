#pragma once
// Small sequences with known volumes.

#include "cad/sequence.h"

namespace img2cadseq::test {

inline Loop rectangle(double x0, double y0, double x1, double y1) {
    return {{Line{{x0, y0}, {x1, y0}}, Line{{x1, y0}, {x1, y1}}, Line{{x1, y1}, {x0, y1}}, Line{{x0, y1}, {x0, y0}}}};
}

inline Loop circle(double x, double y, double radius) { return {{Circle{{x, y}, radius}}}; }

/// A straight slot: two lines and two half circles about (-half, 0) and (half, 0).
inline Loop slot(double half, double radius) {
    return {{Line{{-half, -radius}, {half, -radius}}, Arc{{half, -radius}, {half + radius, 0}, {half, radius}},
             Line{{half, radius}, {-half, radius}}, Arc{{-half, radius}, {-half - radius, 0}, {-half, -radius}}}};
}

inline ExtrudeBlock block(BooleanOp op, std::vector<Profile> profiles, double low, double high, Frame plane = {}) {
    return {{plane, std::move(profiles)}, {low, high}, op};
}

inline ExtrudeBlock box(BooleanOp op, const Vec3& low, const Vec3& high) {
    return block(op, {{rectangle(low.x, low.y, high.x, high.y), {}}}, low.z, high.z);
}

/// The plane whose normal is the world's x (y) axis.
inline Frame facingX() { return {{}, {0, 1, 0}, {1, 0, 0}}; }
inline Frame facingY() { return {{}, {0, 0, 1}, {0, 1, 0}}; }

}  // namespace img2cadseq::test
