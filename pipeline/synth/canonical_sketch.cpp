#include "synth/canonical_sketch.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <tuple>

#include "synth/canonical.h"
#include "synth/outline.h"

namespace img2cadseq::synth {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

void setStart(Curve& curve, const Vec2& p) {
    if (auto* line = std::get_if<Line>(&curve)) line->start = p;
    if (auto* arc = std::get_if<Arc>(&curve)) arc->start = p;
}

bool near(const Vec2& a, const Vec2& b, double tolerance) { return norm(a - b) <= tolerance; }

/// One curve in place of two neighbours, where they lie on one line or one circle.
std::optional<Curve> joined(const Curve& first, const Curve& second, double tolerance) {
    const auto *a = std::get_if<Line>(&first), *b = std::get_if<Line>(&second);
    if (a && b) {
        const Vec2 whole = b->end - a->start, part = a->end - a->start;
        const double reach = norm(whole);
        if (reach <= tolerance || std::abs(cross(part, whole)) / reach > tolerance) return {};
        if (dot(part, b->end - b->start) <= 0.0) return {};
        return Line{a->start, b->end};
    }
    const auto *p = std::get_if<Arc>(&first), *q = std::get_if<Arc>(&second);
    if (!p || !q) return {};
    const double sweep = p->sweep() + q->sweep();
    if (p->sweep() * q->sweep() <= 0.0 || !near(p->center(), q->center(), 10.0 * tolerance)) return {};
    if (std::abs(p->radius() - q->radius()) > 10.0 * tolerance) return {};
    if (near(p->start, q->end, tolerance) && std::abs(sweep) > std::numbers::pi)
        return Circle{p->center(), p->radius()};
    if (std::abs(sweep) > kTwoPi - 1e-3) return {};
    return Arc::fromSweep(p->start, q->end, sweep);
}

std::vector<Curve> withoutShort(const Loop& loop, double tolerance) {
    std::vector<Curve> curves;
    for (const Curve& curve : loop.curves) {
        if (length(curve) <= tolerance) continue;
        curves.push_back(curve);
        if (curves.size() > 1) setStart(curves.back(), endPoint(curves[curves.size() - 2]));
    }
    if (curves.size() > 1) setStart(curves.front(), endPoint(curves.back()));
    return curves;
}

void joinNeighbours(std::vector<Curve>& curves, double tolerance) {
    for (size_t i = 0; i < curves.size() && curves.size() > 1;) {
        const size_t next = (i + 1) % curves.size();
        if (auto one = joined(curves[i], curves[next], tolerance)) {
            curves[i] = *one;
            curves.erase(curves.begin() + static_cast<std::ptrdiff_t>(next));
            i = i > 1 ? i - 2 : 0;
        } else {
            ++i;
        }
    }
}

Curve withMiddle(const Curve& curve) {
    const auto* arc = std::get_if<Arc>(&curve);
    return arc ? Curve(Arc{arc->start, pointAt(curve, 0.5), arc->end}) : curve;
}

std::tuple<long long, long long, long long> orderKey(const Loop& loop, double scale) {
    const Vec2 center = boundingBox(loop).center();
    const auto raster = [](double value) { return std::llround(value * 1e5); };
    return {-raster(loopImportance(loop, scale)), raster(center.y / scale), raster(center.x / scale)};
}

bool isOpposite(const Curve& a, const Curve& b, double tolerance) {
    if (a.index() != b.index() || std::holds_alternative<Circle>(a)) return false;
    return near(startPoint(a), endPoint(b), tolerance) && near(endPoint(a), startPoint(b), tolerance) &&
           near(pointAt(a, 0.5), pointAt(b, 0.5), tolerance);
}

/// Chains directed curves into loops; nothing where some vertex has more than one way on.
std::optional<std::vector<Loop>> chained(std::vector<Curve> curves, double tolerance) {
    for (size_t i = 0; i < curves.size(); ++i)
        for (size_t j = 0; j < i; ++j)
            if (near(startPoint(curves[i]), startPoint(curves[j]), tolerance)) return {};
    std::vector<Loop> loops;
    while (!curves.empty()) {
        Loop loop{{curves.back()}};
        curves.pop_back();
        while (!near(endPoint(loop.curves.back()), startPoint(loop.curves.front()), tolerance)) {
            const auto next = std::find_if(curves.begin(), curves.end(), [&](const Curve& c) {
                return near(startPoint(c), endPoint(loop.curves.back()), tolerance);
            });
            if (next == curves.end()) return {};
            loop.curves.push_back(*next);
            curves.erase(next);
        }
        loops.push_back(loop);
    }
    return loops;
}

/// The loops of a region split into outlines and their holes.
std::optional<std::vector<Profile>> assembled(const std::vector<Loop>& outers, const std::vector<Loop>& holes) {
    std::vector<Profile> profiles;
    for (const Loop& outer : outers) profiles.push_back({outer, {}});
    for (const Loop& hole : holes) {
        Profile* home = nullptr;
        const Vec2 inside = pointAt(hole.curves[0], 0.37);
        for (Profile& profile : profiles) {
            if (!contains(profile.outer, inside)) continue;
            if (!home || signedArea(profile.outer) < signedArea(home->outer)) home = &profile;
        }
        if (!home) return {};
        home->holes.push_back(hole);
    }
    return profiles;
}

/// Takes circles that are an outline here and a hole there out of both lists.
bool cancelCircles(std::vector<Loop>& outers, std::vector<Loop>& holes, double tolerance) {
    bool any = false;
    for (size_t i = 0; i < outers.size(); ++i) {
        const auto* disc = std::get_if<Circle>(&outers[i].curves[0]);
        if (!disc) continue;
        const auto match = std::find_if(holes.begin(), holes.end(), [&](const Loop& hole) {
            const auto* other = std::get_if<Circle>(&hole.curves[0]);
            return other && near(other->center, disc->center, tolerance) &&
                   std::abs(other->radius - disc->radius) <= tolerance;
        });
        if (match == holes.end()) continue;
        holes.erase(match);
        outers.erase(outers.begin() + static_cast<std::ptrdiff_t>(i--));
        any = true;
    }
    return any;
}

/// Takes pairs of curves run in opposite directions out of the list.
bool cancelOpposites(std::vector<Curve>& curves, double tolerance) {
    bool any = false;
    for (size_t i = 0; i < curves.size(); ++i) {
        for (size_t j = 0; j < i; ++j) {
            if (!isOpposite(curves[i], curves[j], tolerance)) continue;
            curves.erase(curves.begin() + static_cast<std::ptrdiff_t>(i));
            curves.erase(curves.begin() + static_cast<std::ptrdiff_t>(j));
            i = j > 0 ? j - 1 : 0;
            any = true;
            break;
        }
    }
    return any;
}

}  // namespace

ExtrudeBlock inCanonicalFrame(const ExtrudeBlock& block) {
    const Frame& from = block.sketch.plane;
    const Frame to = canonicalPlane(from.normal);
    if (from == to) return block;
    const auto move = [&](const Vec2& p) {
        const Vec3 local = to.toLocal(from.toWorld({p.x, p.y, 0.0}));
        return Vec2{local.x, local.y};
    };
    ExtrudeBlock result{{to, {}}, {}, block.op};
    for (const Profile& profile : block.sketch.profiles) result.sketch.profiles.push_back(mapped(profile, move));
    const double offset = dot(from.origin, to.normal), sense = dot(from.normal, to.normal) > 0.0 ? 1.0 : -1.0;
    const double a = offset + sense * block.extent.low, b = offset + sense * block.extent.high;
    result.extent = {std::min(a, b), std::max(a, b)};
    return result;
}

Loop canonicalLoop(const Loop& loop, bool counterClockwise, double tolerance) {
    std::vector<Curve> curves = withoutShort(loop, tolerance);
    if (curves.size() == 1 && std::holds_alternative<Circle>(curves[0])) return {curves};
    joinNeighbours(curves, tolerance);
    Loop result{curves};
    if (curves.size() <= 1) return result;
    if ((signedArea(result) > 0.0) != counterClockwise) result = reversed(result);
    for (Curve& curve : result.curves) curve = withMiddle(curve);
    const auto lower = [&](const Curve& a, const Curve& b) {
        const Vec2 p = startPoint(a), q = startPoint(b);
        return std::abs(p.y - q.y) > tolerance ? p.y < q.y : p.x < q.x - tolerance;
    };
    std::rotate(result.curves.begin(), std::min_element(result.curves.begin(), result.curves.end(), lower),
                result.curves.end());
    return result;
}

bool comesBefore(const Loop& a, const Loop& b, double scale) { return orderKey(a, scale) < orderKey(b, scale); }

Profile canonicalProfile(const Profile& profile, double scale, double tolerance) {
    Profile result{canonicalLoop(profile.outer, true, tolerance), {}};
    for (const Loop& hole : profile.holes) result.holes.push_back(canonicalLoop(hole, false, tolerance));
    std::stable_sort(result.holes.begin(), result.holes.end(),
                     [&](const Loop& a, const Loop& b) { return comesBefore(a, b, scale); });
    return result;
}

std::vector<Profile> mergedProfiles(const std::vector<Profile>& profiles, double tolerance) {
    if (profiles.size() < 2) return profiles;
    std::vector<Curve> curves;
    std::vector<Loop> outers, holes;
    const auto gather = [&](const Loop& loop, bool hole) {
        const bool round = std::holds_alternative<Circle>(loop.curves[0]);
        if (round) return (hole ? holes : outers).push_back(loop);
        const Loop sensed = (signedArea(loop) > 0.0) != hole ? loop : reversed(loop);
        curves.insert(curves.end(), sensed.curves.begin(), sensed.curves.end());
    };
    for (const Profile& profile : profiles) {
        gather(profile.outer, false);
        for (const Loop& hole : profile.holes) gather(hole, true);
    }
    const bool circles = cancelCircles(outers, holes, tolerance);
    if (!cancelOpposites(curves, tolerance) && !circles) return profiles;
    const auto loops = chained(curves, tolerance);
    if (!loops) return profiles;
    for (const Loop& loop : *loops) {
        const Loop tidy = canonicalLoop(loop, signedArea(loop) > 0.0, tolerance);
        (signedArea(loop) > 0.0 ? outers : holes).push_back(tidy);
    }
    return assembled(outers, holes).value_or(profiles);
}

}  // namespace img2cadseq::synth
