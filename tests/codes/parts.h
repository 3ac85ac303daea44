#pragma once
// Small parts the tests of codes/ share.

#include "cad/sequence.h"

namespace img2cadseq::codes::test {

inline Loop rectangle(Vec2 center, Vec2 size, double angle = 0.0) {
    const Vec2 h = size * 0.5;
    const Vec2 corners[] = {{-h.x, -h.y}, {h.x, -h.y}, {h.x, h.y}, {-h.x, h.y}};
    Loop loop;
    for (int i = 0; i < 4; ++i)
        loop.curves.push_back(Line{center + rotated(corners[i], angle), center + rotated(corners[(i + 1) % 4], angle)});
    return loop;
}

/// A slot with round ends, lying along u before it is turned.
inline Loop slot(Vec2 center, double length, double radius, double angle = 0.0) {
    const double x = 0.5 * length - radius;
    const Vec2 a = center + rotated(Vec2{-x, -radius}, angle), b = center + rotated(Vec2{x, -radius}, angle);
    const Vec2 c = center + rotated(Vec2{x, radius}, angle), d = center + rotated(Vec2{-x, radius}, angle);
    const double half = 3.14159265358979323846;
    return {{Line{a, b}, Arc::fromSweep(b, c, half), Line{c, d}, Arc::fromSweep(d, a, half)}};
}

inline Loop circle(Vec2 center, double radius) { return {{Circle{center, radius}}}; }

inline ExtrudeBlock block(const Frame& plane, std::vector<Profile> profiles, double low, double high, BooleanOp op) {
    return {{plane, std::move(profiles)}, {low, high}, op};
}

/// A plate with a turned slot and holes, a boss on it, and a cut across: every level and every curve type.
inline CadSequence bracket() {
    const Frame top{{0.0, 0.0, -0.2}, {1.0, 0.0, 0.0}, {0.0, 0.0, 1.0}};
    const Frame front{{0.0, -0.3, 0.0}, {1.0, 0.0, 0.0}, {0.0, -1.0, 0.0}};
    CadSequence s{"bracket", {}};
    s.blocks.push_back(
        block(top, {{rectangle({0, 0}, {1.0, 0.6}), {slot({-0.2, 0.05}, 0.3, 0.04, 0.4), circle({0.35, 0.2}, 0.05)}}},
              0.0, 0.1, BooleanOp::New));
    s.blocks.push_back(
        block(top, {{circle({0.3, -0.1}, 0.12), {}}, {slot({-0.3, -0.2}, 0.2, 0.05), {}}}, 0.1, 0.4, BooleanOp::Join));
    s.blocks.push_back(block(front, {{rectangle({0.3, 0.1}, {0.1, 0.1}, 0.3), {}}}, -0.6, 0.0, BooleanOp::Cut));
    return s;
}

}  // namespace img2cadseq::codes::test
