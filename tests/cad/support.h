#pragma once
// Small shapes and helpers for the tests of cad/.

#include <cmath>
#include <string>

#include "cad/sequence.h"
#include "core/random.h"

namespace img2cadseq::test {

inline Loop polygon(const std::vector<Vec2>& corners) {
    Loop loop;
    for (size_t i = 0; i < corners.size(); ++i)
        loop.curves.push_back(Line{corners[i], corners[(i + 1) % corners.size()]});
    return loop;
}

inline Loop rectangle(double u0, double v0, double u1, double v1) {
    return polygon({{u0, v0}, {u1, v0}, {u1, v1}, {u0, v1}});
}

inline Loop circle(double u, double v, double radius) { return {{Circle{{u, v}, radius}}}; }

/// Two half circles of `radius` about (-half, 0) and (half, 0), joined by lines; counter-clockwise.
inline Loop slot(double half, double radius) {
    return {{Line{{-half, -radius}, {half, -radius}}, Arc{{half, -radius}, {half + radius, 0}, {half, radius}},
             Line{{half, radius}, {-half, radius}}, Arc{{-half, radius}, {-half - radius, 0}, {-half, -radius}}}};
}

inline CadSequence plate(Profile profile, double low = 0.0, double high = 10.0) {
    ExtrudeBlock block;
    block.sketch.profiles.push_back(std::move(profile));
    block.extent = {low, high};
    return {"plate", {block}};
}

/// A rotation drawn uniformly enough for a test: three Euler angles.
inline Mat3 randomRotation(Random& random) {
    const double a = random.uniform(0, 6.28), b = random.uniform(0, 3.14), c = random.uniform(0, 6.28);
    const Mat3 z1{{{std::cos(a), -std::sin(a), 0}, {std::sin(a), std::cos(a), 0}, {0, 0, 1}}};
    const Mat3 x{{{1, 0, 0}, {0, std::cos(b), -std::sin(b)}, {0, std::sin(b), std::cos(b)}}};
    const Mat3 z2{{{std::cos(c), -std::sin(c), 0}, {std::sin(c), std::cos(c), 0}, {0, 0, 1}}};
    return z1 * x * z2;
}

/// Whether a world point lies in one block.
inline bool inBlock(const ExtrudeBlock& block, const Vec3& point) {
    const Vec3 local = block.sketch.plane.toLocal(point);
    if (local.z < block.extent.low || local.z > block.extent.high) return false;
    for (const Profile& profile : block.sketch.profiles) {
        bool inside = contains(profile.outer, {local.x, local.y});
        for (const Loop& hole : profile.holes) inside = inside && !contains(hole, {local.x, local.y});
        if (inside) return true;
    }
    return false;
}

}  // namespace img2cadseq::test
