#include "fit/hole_edges.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <numbers>
#include <optional>

#include "core/random.h"
#include "fit/pose.h"

namespace img2cadseq {
namespace {

/// Flat places have more in 5 of 100 cases, edges in 10, small holes in 60 to 80.
constexpr double kLeastOpening = 0.05;
constexpr double kLeastPocket = 0.2;
constexpr double kThrough = 0.01;  ///< beyond the last surface
constexpr int kFewestArcs = 8, kMostArcs = 24;

/// The seen edges on the plane of a face, in its coordinates, that lie within its outline.
std::vector<Vec2> laidOn(const SeenFace& face, const Camera& camera, const std::vector<EdgePoint>& edges) {
    std::vector<Vec2> out;
    for (const EdgePoint& edge : edges)
        if (const auto p = laidOn(face, camera, edge.position); p && contains(face.region.outer, *p)) out.push_back(*p);
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

/// Share of the circumference that has a point at `low` to `high` times the circle's radius from its centre.
double seenShare(const Circle& circle, const std::vector<Vec2>& points, int arcs, double low, double high) {
    std::bitset<kMostArcs> seen;
    for (const Vec2& p : points) {
        const Vec2 d = p - circle.center;
        const double distance = norm(d);
        if (distance < low * circle.radius || distance > high * circle.radius) continue;
        const double turn = std::atan2(d.y, d.x) / (2.0 * std::numbers::pi) + 0.5;
        seen.set(static_cast<size_t>(std::clamp(static_cast<int>(turn * arcs), 0, arcs - 1)));
    }
    return static_cast<double>(seen.count()) / arcs;
}

/// `pixel`: its length on the face. A small circle shows fewer points than a large one, and nearer ones.
HoleEdge seenAlong(const Circle& circle, const SeenFace& face, const std::vector<Vec2>& points, double pixel) {
    const double radius = circle.radius / pixel;
    const int arcs = std::clamp(static_cast<int>(2.0 * std::numbers::pi * radius * 0.8), kFewestArcs, kMostArcs);
    const double tolerance = std::clamp(0.15 * radius, 0.4, 0.8) / radius;
    HoleEdge edge;
    edge.face = face, edge.circle = circle;
    edge.share = seenShare(circle, points, arcs, 1.0 - tolerance, 1.0 + tolerance);
    edge.clutter = std::max(seenShare(circle, points, arcs, 0.35, 0.7), seenShare(circle, points, arcs, 1.35, 1.7));
    return edge;
}

void findOn(const SeenFace& face, const std::vector<Vec2>& points, double pixel, const RoundHoleOptions& options,
            Random random, std::vector<HoleEdge>& found) {
    std::vector<Vec2> near;
    const int draws = std::min(options.draws, 4 * static_cast<int>(points.size()));
    for (int draw = 0; draw < draws; ++draw) {
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
        if (!liesWithin(*circle, face.region)) continue;
        HoleEdge edge = seenAlong(*circle, face, points, pixel);
        if (edge.share >= options.leastShare) found.push_back(std::move(edge));
    }
}

bool alike(const HoleEdge& a, const HoleEdge& b) {
    const Vec3 at = a.face.plane.toWorld({a.circle.center.x, a.circle.center.y, 0.0}),
               there = b.face.plane.toWorld({b.circle.center.x, b.circle.center.y, 0.0});
    return norm(at - there) < 0.7 * std::max(a.circle.radius, b.circle.radius);
}

/// The best of what was found, no two at one place, that are seen and have material behind them.
std::vector<HoleEdge> bestOf(std::vector<HoleEdge> found, const csg::Solid& solid, const Camera& camera, int most) {
    std::stable_sort(found.begin(), found.end(),
                     [](const HoleEdge& x, const HoleEdge& y) { return x.share - x.clutter > y.share - y.clutter; });
    std::vector<HoleEdge> kept;
    for (HoleEdge& one : found) {
        if (static_cast<int>(kept.size()) >= most) break;
        if (std::any_of(kept.begin(), kept.end(), [&](const HoleEdge& other) { return alike(one, other); })) continue;
        one.material = materialBehind(one.face, one.circle.center, solid);
        if (one.material > 0.0 && isSeenAt(one.face, one.circle.center, solid, camera)) kept.push_back(std::move(one));
    }
    return kept;
}

}  // namespace

bool liesWithin(const Circle& circle, const Profile& profile) {
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

std::vector<HoleEdge> roundHoles(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                 const std::vector<EdgePoint>& edges, const RoundHoleOptions& options) {
    std::vector<HoleEdge> found;
    const double pixel = 1.0 / poseOf(camera).scale;  // its length at the part's middle
    uint64_t number = 0;
    for (const SeenFace& face : seenFaces(sequence, camera)) {
        const std::vector<Vec2> points = laidOn(face, camera, edges);
        if (points.size() >= 8) findOn(face, points, pixel, options, Random(41, number), found);
        ++number;
    }
    return bestOf(std::move(found), solid, camera, options.most);
}

namespace {

/// Calls f(x, y) for the pixels of a map of that size that look into the rim, its middle among them.
template <class F>
void forPixelsWithin(const HoleEdge& hole, const Camera& camera, int width, int height, const F& f) {
    const Camera own = camera.resized(width, height);
    const Circle& rim = hole.circle;
    const Vec3 middle = own.project(hole.face.plane.toWorld({rim.center.x, rim.center.y, 0.0}));
    const double reach = 1.5 * rim.radius * poseOf(own).scale;
    const auto pixel = [](double at, int size) { return static_cast<int>(std::clamp(at, 0.0, size - 1.0)); };
    f(pixel(middle.x, width), pixel(middle.y, height));
    for (int y = pixel(middle.y - reach, height); y <= pixel(middle.y + reach, height); ++y)
        for (int x = pixel(middle.x - reach, width); x <= pixel(middle.x + reach, width); ++x) {
            const auto p = laidOn(hole.face, own, {x + 0.5, y + 0.5});
            if (p && norm(*p - rim.center) < rim.radius) f(x, y);
        }
}

}  // namespace

std::optional<Circle> rimNear(const SeenFace& face, const Circle& about, const Camera& camera,
                              const std::vector<EdgePoint>& edges) {
    constexpr double kReach = 2.2, kLeastShare = 0.5;
    const double pixel = 1.0 / poseOf(camera).scale;
    std::vector<Vec2> points = laidOn(face, camera, edges);
    std::erase_if(points, [&](const Vec2& p) { return norm(p - about.center) > kReach * about.radius; });
    Circle best = about;
    double most = -1.0;
    const auto search = [&](const Circle& from, double step, double stretch) {
        for (int k = -2; k <= 2; ++k)
            for (int v = -2; v <= 2; ++v)
                for (int u = -2; u <= 2; ++u) {
                    const Circle circle{from.center + Vec2{u * step * from.radius, v * step * from.radius},
                                        from.radius * std::pow(stretch, k)};
                    const HoleEdge edge = seenAlong(circle, face, points, pixel);
                    if (edge.share - 0.3 * edge.clutter <= most) continue;
                    most = edge.share - 0.3 * edge.clutter;
                    best = circle;
                }
    };
    search(about, 0.2, 1.18);
    search(best, 0.07, 1.05);
    if (seenAlong(best, face, points, pixel).share < kLeastShare) return std::nullopt;
    return best;
}

bool mayGoThrough(const HoleEdge& hole, const Camera& camera, const FloatMap& openings) {
    if (openings.empty()) return true;
    double sum = 0.0, count = 0.0;
    forPixelsWithin(hole, camera, openings.width, openings.height,
                    [&](int x, int y) { sum += openings.at(x, y), count += 1.0; });
    return sum > kLeastOpening * count;
}

std::optional<double> pocketDepth(const HoleEdge& hole, const Camera& camera, const View& view) {
    if (view.pockets.empty()) return std::nullopt;
    double weight = 0.0, depth = 0.0, count = 0.0;
    forPixelsWithin(hole, camera, view.pockets.width, view.pockets.height, [&](int x, int y) {
        const double p = view.pockets.at(x, y);
        weight += p, depth += p * view.pocketDepths.at(x, y), count += 1.0;
    });
    if (weight < kLeastPocket * count) return std::nullopt;
    return std::min(depth / weight, 1.0 - kLeastFloor) * hole.material;
}

CadSequence withHole(const CadSequence& sequence, const HoleEdge& hole, double depth) {
    return withHole(sequence, hole.face, Loop{{hole.circle}}, hole.material, depth);
}

CadSequence withHole(const CadSequence& sequence, const SeenFace& face, const Loop& rim, double material,
                     double depth) {
    CadSequence out = sequence;
    ExtrudeBlock& block = out.blocks[face.block];
    const bool through = depth > material - 1e-6;
    const double thickness = block.extent.high - block.extent.low;
    if (through && face.profile && std::abs(material - thickness) < 1e-6) {
        block.sketch.profiles[*face.profile].holes.push_back(rim);
        return out;
    }
    return withCut(sequence, face, {rim, {}}, through ? material + kThrough : depth);
}

}  // namespace img2cadseq
