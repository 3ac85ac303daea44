#include "codes/loop_frame.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.h"

namespace img2cadseq::codes {
namespace {

constexpr double kPi = std::numbers::pi;

/// Angle modulo 90 degrees, in [-45, 45) degrees.
double quarterAngle(double angle) {
    angle -= 0.5 * kPi * std::round(angle / (0.5 * kPi));
    return angle >= 0.25 * kPi - 1e-9 ? angle - 0.5 * kPi : angle;
}

Curve moved(const Curve& curve, double angle) {
    if (const auto* line = std::get_if<Line>(&curve))
        return Line{rotated(line->start, angle), rotated(line->end, angle)};
    if (const auto* arc = std::get_if<Arc>(&curve))
        return Arc{rotated(arc->start, angle), rotated(arc->mid, angle), rotated(arc->end, angle)};
    const Circle& circle = std::get<Circle>(curve);
    return Circle{rotated(circle.center, angle), circle.radius};
}

Loop turnedBy(const Loop& loop, double angle) {
    Loop out;
    for (const Curve& curve : loop.curves) out.curves.push_back(moved(curve, angle));
    return out;
}

double sweepOf(const Curve& curve) {
    const auto* arc = std::get_if<Arc>(&curve);
    return arc ? arc->sweep() : 0.0;
}

void rejectOpen(const Loop& loop) {
    if (loop.curves.empty()) throw Error(ErrorCode::BadGeometry, "a loop without curves");
    const double tolerance = 1e-3 * (boundingBox(loop).diagonal() + 1e-9);
    for (size_t i = 0; i < loop.curves.size(); ++i) {
        if (std::holds_alternative<Circle>(loop.curves[i])) {
            if (loop.curves.size() > 1) throw Error(ErrorCode::BadGeometry, "a circle among other curves of a loop");
            return;
        }
        const Vec2 gap = startPoint(loop.curves[(i + 1) % loop.curves.size()]) - endPoint(loop.curves[i]);
        if (!(norm(gap) <= tolerance)) throw Error(ErrorCode::BadGeometry, "an open loop");
    }
    if (loop.curves.size() < 2) throw Error(ErrorCode::BadGeometry, "a loop of one open curve");
}

/// The lowest vertex, of those the leftmost, on a raster of a thousandth.
size_t firstVertex(const std::vector<Vec2>& vertices) {
    const auto key = [&](size_t i) {
        return std::pair{std::llround(vertices[i].y * 1000.0), std::llround(vertices[i].x * 1000.0)};
    };
    size_t best = 0;
    for (size_t i = 1; i < vertices.size(); ++i)
        if (key(i) < key(best)) best = i;
    return best;
}

Loop drawn(const Chain& chain, const Vec2& scale) {
    Loop loop;
    const size_t n = chain.vertices.size();
    std::vector<Vec2> p;
    for (const Vec2& v : chain.vertices) p.push_back({v.x * scale.x, v.y * scale.y});
    for (size_t i = 0; i < n; ++i) {
        const Vec2 &a = p[i], &b = p[(i + 1) % n];
        if (chain.sweeps[i] == 0.0)
            loop.curves.push_back(Line{a, b});
        else
            loop.curves.push_back(Arc::fromSweep(a, b, chain.sweeps[i]));
    }
    return loop;
}

/// Moves and scales the chain until its drawing fills the box; arcs bulge anew each time, so it takes a few rounds.
void fillBox(Chain& chain, const Vec2& size) {
    for (int round = 0; round < 12; ++round) {
        const Box2 box = boundingBox(drawn(chain, size));
        const Vec2 extent = box.size(), center = box.center();
        if (!(extent.x > 0.0 && extent.y > 0.0)) return;
        const Vec2 stretch{size.x / extent.x, size.y / extent.y};
        for (Vec2& v : chain.vertices)
            v = {(v.x - center.x / size.x) * stretch.x, (v.y - center.y / size.y) * stretch.y};
        if (std::abs(stretch.x - 1.0) + std::abs(stretch.y - 1.0) < 1e-13) return;
    }
}

void dropShort(Chain& chain) {
    for (size_t i = 0; i < chain.vertices.size() && chain.vertices.size() > 1;) {
        if (norm(chain.vertices[(i + 1) % chain.vertices.size()] - chain.vertices[i]) > 1e-6) {
            ++i;
            continue;
        }
        chain.vertices.erase(chain.vertices.begin() + static_cast<std::ptrdiff_t>(i));
        chain.sweeps.erase(chain.sweeps.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

}  // namespace

double loopAngle(const Loop& loop) {
    double best = 0.0, bestLength = 0.0, aligned = 0.0, total = 0.0;
    for (const Curve& candidate : loop.curves) {
        const auto* line = std::get_if<Line>(&candidate);
        if (!line) continue;
        const double angle = quarterAngle(std::atan2(line->end.y - line->start.y, line->end.x - line->start.x));
        double along = 0.0;
        for (const Curve& other : loop.curves) {
            const auto* o = std::get_if<Line>(&other);
            if (!o) continue;
            const double difference = quarterAngle(std::atan2(o->end.y - o->start.y, o->end.x - o->start.x) - angle);
            if (std::abs(difference) < 1e-3) along += length(other);
        }
        total += length(candidate);
        if (std::abs(angle) < 1e-3) aligned = along;
        // Among equals the smaller turn, so that symmetric shapes have one answer.
        const bool equal = std::abs(along - bestLength) < 1e-6 * (along + bestLength);
        if ((!equal && along > bestLength) || (equal && std::abs(angle) < std::abs(best) - 1e-6)) {
            best = angle;
            bestLength = along;
        }
    }
    return aligned >= 0.3 * total ? 0.0 : best;
}

PatchFeature patchOf(const Loop& loop) {
    PatchFeature patch;
    patch.angle = loopAngle(loop);
    const Box2 box = boundingBox(turnedBy(loop, -patch.angle));
    patch.center = rotated(box.center(), patch.angle);
    patch.size = box.size();
    if (!(patch.size.x > 1e-9 && patch.size.y > 1e-9)) throw Error(ErrorCode::BadGeometry, "a loop without extent");
    return patch;
}

Chain chainOf(const Loop& loop, const PatchFeature& patch) {
    rejectOpen(loop);
    if (std::holds_alternative<Circle>(loop.curves.front())) return {};
    const Loop turned = turnedBy(signedArea(loop) < 0.0 ? reversed(loop) : loop, -patch.angle);
    const Vec2 center = rotated(patch.center, -patch.angle);
    Chain chain;
    for (const Curve& curve : turned.curves) {
        const Vec2 p = startPoint(curve) - center;
        chain.vertices.push_back({p.x / patch.size.x, p.y / patch.size.y});
        chain.sweeps.push_back(sweepOf(curve));
    }
    dropShort(chain);
    const auto first = static_cast<std::ptrdiff_t>(firstVertex(chain.vertices));
    std::rotate(chain.vertices.begin(), chain.vertices.begin() + first, chain.vertices.end());
    std::rotate(chain.sweeps.begin(), chain.sweeps.begin() + first, chain.sweeps.end());
    return chain;
}

std::optional<Loop> loopFrom(const LoopFeature& feature, bool snapped) {
    const PatchFeature& patch = feature.patch;
    if (feature.curves.empty() || !(patch.size.x > 1e-6 && patch.size.y > 1e-6)) return {};
    if (feature.curves.front().type == CurveType::Circle) {
        return Loop{{Circle{patch.center, 0.25 * (patch.size.x + patch.size.y)}}};
    }
    Chain chain = walk(feature.curves);
    if (feature.corners.size() == chain.vertices.size()) chain.vertices = feature.corners;
    fillBox(chain, patch.size);
    if (snapped) {
        snap(chain);
        fillBox(chain, patch.size);
    }
    dropShort(chain);
    if (chain.vertices.size() < 2) return {};
    Loop loop = drawn(chain, patch.size);
    const double area = signedArea(loop);
    if (!(std::abs(area) > 1e-4 * patch.size.x * patch.size.y)) return {};
    if (area < 0.0) loop = reversed(loop);
    loop = turnedBy(loop, patch.angle);
    for (Curve& curve : loop.curves) {
        if (auto* line = std::get_if<Line>(&curve))
            curve = Line{line->start + patch.center, line->end + patch.center};
        else {
            const Arc& arc = std::get<Arc>(curve);
            curve = Arc{arc.start + patch.center, arc.mid + patch.center, arc.end + patch.center};
        }
    }
    return loop;
}

}  // namespace img2cadseq::codes
