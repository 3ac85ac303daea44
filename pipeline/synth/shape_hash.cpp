#include "synth/shape_hash.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/random.h"
#include "geometry/rotations.h"

namespace img2cadseq::synth {
namespace {

/// A drawn point on both end faces of its prism, with what it belongs to. Of a box, which can be drawn along any axis:
/// its middle and its sides.
struct Mark {
    Vec3 low, high;
    uint64_t kind = 0;  ///< operation, type of curve, size of circle
    bool box = false;   ///< low is the middle, high the sides
};

uint64_t mixed(uint64_t value) { return hashBytes(&value, sizeof value); }

void addMarks(const ExtrudeBlock& block, const Loop& loop, bool hole, double raster, std::vector<Mark>& marks) {
    const Frame& plane = block.sketch.plane;
    for (const Curve& curve : loop.curves) {
        Vec2 p = pointAt(curve, 0.5);
        uint64_t kind = 8 * curve.index() + (block.op == BooleanOp::Cut ? 1 : 0) + (hole ? 2 : 0);
        if (const auto* whole = std::get_if<Circle>(&curve)) {
            p = whole->center;
            kind += 64 * static_cast<uint64_t>(std::llround(whole->radius / raster));
        }
        marks.push_back(
            {plane.toWorld({p.x, p.y, block.extent.low}), plane.toWorld({p.x, p.y, block.extent.high}), mixed(kind)});
    }
}

bool isBox(const ExtrudeBlock& block, const Profile& profile) {
    const Frame& plane = block.sketch.plane;
    const bool straight =
        std::max({std::abs(plane.normal.x), std::abs(plane.normal.y), std::abs(plane.normal.z)}) > 1.0 - 1e-9;
    if (!straight || !profile.holes.empty() || profile.outer.curves.size() != 4) return false;
    return std::all_of(profile.outer.curves.begin(), profile.outer.curves.end(), [](const Curve& curve) {
        const Vec2 d = endPoint(curve) - startPoint(curve);
        return std::holds_alternative<Line>(curve) && std::min(std::abs(d.x), std::abs(d.y)) < 1e-6;
    });
}

uint64_t cellOf(const Vec3& p, double raster) {
    uint64_t cell = 0;
    for (int i = 0; i < 3; ++i) cell = cell * 4099 + static_cast<uint64_t>(std::llround(p[i] / raster) + 2048);
    return mixed(cell);
}

}  // namespace

uint64_t shapeHash(const CadSequence& part, double raster) {
    std::vector<Mark> marks;
    for (const ExtrudeBlock& block : part.blocks) {
        for (const Profile& profile : block.sketch.profiles) {
            if (isBox(block, profile)) {
                const Box3 box = boundingBox(ExtrudeBlock{{block.sketch.plane, {profile}}, block.extent, block.op});
                marks.push_back({box.center(), box.size(), block.op == BooleanOp::Cut ? 1u : 0u, true});
                continue;
            }
            addMarks(block, profile.outer, false, raster, marks);
            for (const Loop& hole : profile.holes) addMarks(block, hole, true, raster, marks);
        }
    }
    uint64_t least = ~uint64_t{0};
    for (const Mat3& turn : axisRotations()) {
        uint64_t sum = 0;  // of a set: order does not matter, nor which end of the prism is low
        for (const Mark& mark : marks) {
            const Vec3 low = turn * mark.low, high = turn * mark.high;
            const Vec3 sides{std::abs(high.x), std::abs(high.y), std::abs(high.z)};
            const uint64_t ends =
                mark.box ? cellOf(low, raster) + 3 * cellOf(sides, raster) : cellOf(low, raster) + cellOf(high, raster);
            sum += mixed(ends * 31 + mark.kind);
        }
        least = std::min(least, sum);
    }
    return least;
}

}  // namespace img2cadseq::synth
