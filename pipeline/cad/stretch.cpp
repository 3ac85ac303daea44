#include "cad/stretch.h"

#include <algorithm>
#include <cmath>

#include "cad/transform.h"
#include "cad/validity.h"

namespace img2cadseq {
namespace {

/// Index of the world axis that `v` lies along; none where it is oblique.
std::optional<int> axisOf(const Vec3& v) {
    for (int i = 0; i < 3; ++i)
        if (std::abs(std::abs(v[i]) - 1.0) < 1e-9) return i;
    return std::nullopt;
}

Vec3 product(const Vec3& a, const Vec3& b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }

void stretch(Loop& loop, double u, double v) {
    const auto map = [&](const Vec2& p) { return Vec2{p.x * u, p.y * v}; };
    for (Curve& curve : loop.curves) {
        if (const auto* line = std::get_if<Line>(&curve))
            curve = Line{map(line->start), map(line->end)};
        else if (const auto* arc = std::get_if<Arc>(&curve))
            curve = Arc{map(arc->start), map(arc->mid), map(arc->end)};
        else if (const auto* circle = std::get_if<Circle>(&curve))
            curve = Circle{map(circle->center), circle->radius * std::sqrt(u * v)};
    }
}

/// False where the block's plane is oblique.
bool stretch(ExtrudeBlock& block, const Vec3& factors) {
    Frame& plane = block.sketch.plane;
    const auto u = axisOf(plane.xAxis), t = axisOf(plane.normal);
    if (!u || !t) return false;
    const int v = 3 - *u - *t;
    plane.origin = product(plane.origin, factors);
    block.extent = {block.extent.low * factors[*t], block.extent.high * factors[*t]};
    for (Profile& profile : block.sketch.profiles) {
        stretch(profile.outer, factors[*u], factors[v]);
        for (Loop& hole : profile.holes) stretch(hole, factors[*u], factors[v]);
    }
    return true;
}

}  // namespace

std::optional<CadSequence> stretched(const CadSequence& sequence, const Vec3& factors, double limit) {
    const auto [least, most] = std::minmax({factors.x, factors.y, factors.z});
    if (!(least > 0.0) || !std::isfinite(most) || most > limit * least) return std::nullopt;
    CadSequence out = sequence;
    for (ExtrudeBlock& block : out.blocks) {
        if (stretch(block, factors)) continue;
        if (most > kMostObliqueStretch * least) return std::nullopt;
        out = scaled(sequence, std::cbrt(factors.x * factors.y * factors.z));
        break;
    }
    if (!isValid(out)) return std::nullopt;
    return out;
}

}  // namespace img2cadseq
