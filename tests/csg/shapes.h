#pragma once
// Small sequences that the tests are about.

#include <numbers>

#include "cad/sequence.h"

namespace img2cadseq::test {

constexpr double kPi = std::numbers::pi;

inline Loop rectangle(double u0, double v0, double u1, double v1) {
    return {{Line{{u0, v0}, {u1, v0}}, Line{{u1, v0}, {u1, v1}}, Line{{u1, v1}, {u0, v1}}, Line{{u0, v1}, {u0, v0}}}};
}

inline Loop circle(double u, double v, double r) { return {{Circle{{u, v}, r}}}; }

inline ExtrudeBlock block(std::vector<Profile> profiles, double low, double high, BooleanOp op = BooleanOp::New,
                          const Frame& frame = {}) {
    return {{frame, std::move(profiles)}, {low, high}, op};
}

inline ExtrudeBlock block(const Loop& outer, double low, double high, BooleanOp op = BooleanOp::New,
                          const Frame& frame = {}) {
    return block(std::vector<Profile>{{outer, {}}}, low, high, op, frame);
}

inline CadSequence sequence(std::vector<ExtrudeBlock> blocks) { return {"test", std::move(blocks)}; }

/// A frame square to nothing.
inline Frame obliqueFrame() {
    const Vec3 n = normalized(Vec3{0.3, -0.5, 0.8});
    const Vec3 x = normalized(cross(Vec3{0.1, 0.9, 0.2}, n));
    return {{1.5, -2.25, 0.75}, x, n};
}

}  // namespace img2cadseq::test
