#include "fit/holes.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <numbers>
#include <optional>

namespace img2cadseq {
namespace {

constexpr int kArcs = 24;

/// Whether the camera sees the cap at the block's high end; the other one else.
bool seesHighCap(const ExtrudeBlock& block, const Camera& camera) {
    const Vec3 towards = camera.rotation.row[2];  // away from the camera; perspective turns it too little to matter
    return dot(towards, block.sketch.plane.normal) < 0.0;
}

/// The seen edges on the plane of a cap, in the sketch's coordinates.
std::vector<Vec2> laidOn(const ExtrudeBlock& block, const Camera& camera, const std::vector<EdgePoint>& edges) {
    const Frame& plane = block.sketch.plane;
    const double height = seesHighCap(block, camera) ? block.extent.high : block.extent.low;
    std::vector<Vec2> out;
    for (const EdgePoint& edge : edges) {
        const Camera::Ray ray = camera.ray(edge.position.x, edge.position.y);
        const double along = dot(ray.direction, plane.normal);
        if (std::abs(along) < 0.15 * norm(ray.direction)) continue;
        const double t = (height - dot(ray.origin - plane.origin, plane.normal)) / along;
        const Vec3 local = plane.toLocal(ray.origin + ray.direction * t);
        out.push_back({local.x, local.y});
    }
    return out;
}

std::optional<Circle> through(const Vec2& a, const Vec2& b, const Vec2& c) {
    const Vec2 u = b - a, v = c - a;
    const double area = 2.0 * cross(u, v);
    if (std::abs(area) < 1e-6) return std::nullopt;
    const double uu = squaredNorm(u), vv = squaredNorm(v);
    const Vec2 middle{(v.y * uu - u.y * vv) / area, (u.x * vv - v.x * uu) / area};
    return Circle{a + middle, norm(middle)};
}

double seenShare(const Circle& circle, const std::vector<Vec2>& points, double tolerance) {
    std::bitset<kArcs> seen;
    for (const Vec2& p : points) {
        const Vec2 d = p - circle.center;
        if (std::abs(norm(d) - circle.radius) > tolerance) continue;
        const double turn = std::atan2(d.y, d.x) / (2.0 * std::numbers::pi) + 0.5;
        seen.set(static_cast<size_t>(std::clamp(static_cast<int>(turn * kArcs), 0, kArcs - 1)));
    }
    return static_cast<double>(seen.count()) / kArcs;
}

/// Whether the circle lies in the profile, clear of its walls.
bool fits(const Circle& circle, const Profile& profile) {
    for (int i = 0; i < 12; ++i) {
        const double t = 2.0 * std::numbers::pi * i / 12;
        const Vec2 p = circle.center + Vec2{std::cos(t), std::sin(t)} * (1.15 * circle.radius + 0.004);
        if (!contains(profile.outer, p)) return false;
        for (const Loop& hole : profile.holes)
            if (contains(hole, p)) return false;
    }
    return std::none_of(profile.holes.begin(), profile.holes.end(),
                        [&](const Loop& hole) { return contains(hole, circle.center); });
}

bool alike(const RoundEdge& a, const RoundEdge& b) {
    return a.block == b.block &&
           norm(a.circle.center - b.circle.center) < 0.7 * std::max(a.circle.radius, b.circle.radius);
}

}  // namespace

std::vector<RoundEdge> roundEdges(const CadSequence& sequence, const Camera& camera,
                                  const std::vector<EdgePoint>& edges, const RoundEdgeOptions& options) {
    std::vector<RoundEdge> found;
    const double scale =
        camera.projection == Projection::Perspective ? camera.focal / camera.translation.z : camera.focal;
    const double tolerance = 0.8 / std::max(scale, 1e-9);  // of a pixel
    for (size_t b = 0; b < sequence.blocks.size(); ++b) {
        const ExtrudeBlock& block = sequence.blocks[b];
        if (block.op == BooleanOp::Cut || block.op == BooleanOp::Intersect) continue;
        const std::vector<Vec2> all = laidOn(block, camera, edges);
        for (size_t p = 0; p < block.sketch.profiles.size(); ++p) {
            const Profile& profile = block.sketch.profiles[p];
            std::vector<Vec2> points;
            for (const Vec2& point : all)
                if (contains(profile.outer, point)) points.push_back(point);
            if (points.size() < 12) continue;
            Random random(41, b * 64 + p);
            std::vector<Vec2> near;
            for (int draw = 0; draw < options.draws; ++draw) {
                // Three points no farther apart than a circle of some size is wide.
                const Vec2& a = points[static_cast<size_t>(random.integer(0, static_cast<int>(points.size()) - 1))];
                const double reach = 2.0 * random.logUniform(2.0 * options.smallest, options.largest);
                near.clear();
                for (const Vec2& q : points)
                    if (norm(q - a) < reach) near.push_back(q);
                const int last = static_cast<int>(near.size()) - 1;
                const auto circle = through(a, near[static_cast<size_t>(random.integer(0, last))],
                                            near[static_cast<size_t>(random.integer(0, last))]);
                if (!circle || circle->radius < options.smallest || circle->radius > options.largest) continue;
                if (!fits(*circle, profile)) continue;
                const double share = seenShare(*circle, points, tolerance);
                if (share >= options.leastShare) found.push_back({b, p, *circle, share});
            }
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const RoundEdge& x, const RoundEdge& y) { return x.share > y.share; });
    std::vector<RoundEdge> kept;
    for (const RoundEdge& one : found) {
        if (static_cast<int>(kept.size()) >= options.most) break;
        if (std::none_of(kept.begin(), kept.end(), [&](const RoundEdge& other) { return alike(one, other); }))
            kept.push_back(one);
    }
    return kept;
}

CadSequence withHole(const CadSequence& sequence, const RoundEdge& hole, const Camera& camera, double depth) {
    CadSequence out = sequence;
    ExtrudeBlock& block = out.blocks[hole.block];
    const Loop loop{{hole.circle}};
    if (depth <= 0.0) {
        block.sketch.profiles[hole.profile].holes.push_back(loop);
        return out;
    }
    ExtrudeBlock cut;
    cut.op = BooleanOp::Cut;
    cut.sketch.plane = block.sketch.plane;
    cut.sketch.profiles = {{loop, {}}};
    const bool high = seesHighCap(block, camera);
    cut.extent = high ? Extent{block.extent.high - depth, block.extent.high}
                      : Extent{block.extent.low, block.extent.low + depth};
    out.blocks.push_back(std::move(cut));
    return out;
}

}  // namespace img2cadseq
