#include "fit/simplify.h"

#include <algorithm>
#include <cmath>

#include "fit/outline.h"

namespace img2cadseq {
namespace {

void moveEnds(Curve& curve, const Vec2& start, const Vec2& end) {
    if (auto* line = std::get_if<Line>(&curve)) *line = {start, end};
    if (auto* arc = std::get_if<Arc>(&curve)) *arc = Arc::fromSweep(start, end, arc->sweep());
}

/// Joins what a left-out curve parted: its neighbours meet in the middle of it, an axis-aligned neighbour stays so.
void closeGap(Curve& before, Curve& after) {
    const Vec2 a = endPoint(before), b = startPoint(after);
    const auto along = [](const Curve& c, int axis) {
        const auto* line = std::get_if<Line>(&c);
        return line && std::abs(axis == 0 ? line->start.y - line->end.y : line->start.x - line->end.x) < 1e-9;
    };
    Vec2 meet = (a + b) * 0.5;
    if (along(before, 0)) meet.y = a.y;
    if (along(before, 1)) meet.x = a.x;
    if (along(after, 0)) meet.y = b.y;
    if (along(after, 1)) meet.x = b.x;
    moveEnds(before, startPoint(before), meet);
    moveEnds(after, meet, endPoint(after));
}

bool dropShortest(Loop& loop, double least) {
    if (loop.curves.size() < 3) return false;
    const auto shortest = std::min_element(loop.curves.begin(), loop.curves.end(),
                                           [](const Curve& a, const Curve& b) { return length(a) < length(b); });
    if (length(*shortest) >= least) return false;
    auto at = static_cast<size_t>(shortest - loop.curves.begin());
    loop.curves.erase(shortest);
    const size_t n = loop.curves.size();
    closeGap(loop.curves[(at + n - 1) % n], loop.curves[at % n]);
    return true;
}

/// Takes out one corner between two lines that is within `tolerance` of the line past it.
bool dropCorner(Loop& loop, double tolerance) {
    const size_t n = loop.curves.size();
    for (size_t i = 0; n > 3 && i < n; ++i) {
        const auto* a = std::get_if<Line>(&loop.curves[i]);
        const auto* b = std::get_if<Line>(&loop.curves[(i + 1) % n]);
        if (!a || !b || dot(a->end - a->start, b->end - b->start) <= 0.0) continue;
        const Vec2 across = b->end - a->start;
        if (std::abs(cross(across, a->end - a->start)) > tolerance * norm(across)) continue;
        loop.curves[i] = Line{a->start, b->end};
        loop.curves.erase(loop.curves.begin() + static_cast<std::ptrdiff_t>((i + 1) % n));
        return true;
    }
    return false;
}

/// The circle or rectangle that the loop is within the tolerance of, else the loop.
Loop named(const Loop& loop, double tolerance) {
    if (loop.curves.size() < 2) return loop;
    const Box2 box = boundingBox(loop);
    const double radius = 0.25 * (box.size().x + box.size().y);
    double offCircle = 0.0, offBox = 0.0;
    for (const Curve& curve : loop.curves)
        for (int k = 0; k < 8; ++k) {
            const Vec2 p = pointAt(curve, k / 8.0);
            offCircle = std::max(offCircle, std::abs(norm(p - box.center()) - radius));
            offBox = std::max(offBox, std::min({p.x - box.low.x, box.high.x - p.x, p.y - box.low.y, box.high.y - p.y}));
        }
    const double size = std::min(box.size().x, box.size().y);
    const bool clockwise = signedArea(loop) < 0.0;
    if (offCircle < std::min(tolerance, 0.12 * size)) return {{Circle{box.center(), radius}}};
    const bool full = std::abs(signedArea(loop)) > box.size().x * box.size().y - 4.0 * tolerance * tolerance;
    if (offBox < std::min(tolerance, 0.12 * size) && full) return clockwise ? reversed(rectangle(box)) : rectangle(box);
    return loop;
}

Loop simpler(Loop loop, double least, double tolerance) {
    while (dropShortest(loop, least)) {
    }
    while (dropCorner(loop, 0.5 * tolerance)) {
    }
    return named(loop, tolerance);
}

bool vanished(const Loop& loop, double least) {
    const Box2 box = boundingBox(loop);
    return loop.curves.empty() || std::abs(signedArea(loop)) < 0.5 * least * std::max(box.size().x, box.size().y) ||
           (loop.curves.size() == 1 && !std::holds_alternative<Circle>(loop.curves[0]));
}

}  // namespace

CadSequence simplified(const CadSequence& sequence, double least, double tolerance) {
    CadSequence out;
    out.name = sequence.name;
    for (const ExtrudeBlock& block : sequence.blocks) {
        ExtrudeBlock kept = block;
        kept.sketch.profiles.clear();
        for (const Profile& profile : block.sketch.profiles) {
            Profile simple{simpler(profile.outer, least, tolerance), {}};
            if (vanished(simple.outer, least)) continue;
            for (const Loop& hole : profile.holes)
                if (Loop h = simpler(hole, least, tolerance); !vanished(h, least)) simple.holes.push_back(std::move(h));
            kept.sketch.profiles.push_back(std::move(simple));
        }
        if (!kept.sketch.profiles.empty() && block.extent.high - block.extent.low >= least) out.blocks.push_back(kept);
    }
    if (!out.blocks.empty() && out.blocks[0].op != BooleanOp::New) return sequence;
    return out.blocks.empty() ? sequence : out;
}

}  // namespace img2cadseq
