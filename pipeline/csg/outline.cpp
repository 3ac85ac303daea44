#include "csg/outline.h"

#include <cmath>

#include "csg/simplify.h"

namespace img2cadseq::csg {
namespace {

constexpr double kOpen = 1e-4;      ///< gap between curves that still counts as closed, relative to the loop's box
constexpr double kStraight = 1e-7;  ///< sagitta below which an arc is a line, relative to its chord
constexpr double kTogether = 5e-7;  ///< distance at which corners of neighbouring loops are one, relative to the sketch

bool isFinite(const Curve& curve) {
    const Box2 box = boundingBox(curve);
    return std::isfinite(box.low.x) && std::isfinite(box.low.y) && std::isfinite(box.high.x) &&
           std::isfinite(box.high.y);
}

void addCurve(const Curve& curve, const Vec2& start, const Vec2& end, int face, std::vector<Piece>& out) {
    if (const auto* circle = std::get_if<Circle>(&curve)) {
        out.push_back({startPoint(curve), startPoint(curve), circle->center, circle->radius, 1, true, face});
        return;
    }
    const auto* arc = std::get_if<Arc>(&curve);
    const double chord = norm(end - start);
    const double sagitta = arc ? std::abs(cross(arc->end - arc->start, arc->mid - arc->start)) : 0.0;
    if (!arc || sagitta <= kStraight * chord * norm(arc->mid - arc->start)) {
        if (!(start == end)) out.push_back({start, end, {}, 0.0, 0, false, face});
        return;
    }
    const Vec2 center = arc->center();
    const double radius = arc->radius(), sweep = arc->sweep();
    const int turn = sweep > 0 ? 1 : -1;
    if (std::abs(sweep) <= 3.1415) {
        out.push_back({start, end, center, radius, turn, false, face});
        return;
    }
    const Vec2 middle = center + rotated(arc->start - center, 0.5 * sweep);
    out.push_back({start, middle, center, radius, turn, false, face});
    out.push_back({middle, end, center, radius, turn, false, face});
}

Piece reversed(Piece piece) {
    std::swap(piece.start, piece.end);
    piece.turn = -piece.turn;
    return piece;
}

/// Appends the loop's pieces, counter-clockwise or clockwise; says what is wrong or nothing.
const char* addLoop(const Loop& loop, bool counterClockwise, int& face, std::vector<Piece>& out) {
    if (loop.curves.empty()) return "a loop is empty";
    for (const Curve& curve : loop.curves)
        if (!isFinite(curve)) return "a curve has a number that is not finite, or no size";
    const double tolerance = kOpen * boundingBox(loop).diagonal();
    if (!(tolerance > 0.0)) return "a loop has no size";
    const size_t count = loop.curves.size(), first = out.size();
    const bool flip = (signedArea(loop) > 0.0) != counterClockwise;
    for (size_t i = 0; i < count; ++i) {
        const Curve& curve = loop.curves[i];
        if (std::holds_alternative<Circle>(curve) && count > 1) return "a circle shares its loop with other curves";
        const Vec2 next = startPoint(loop.curves[(i + 1) % count]);
        if (norm(endPoint(curve) - next) > tolerance) return "a loop is open";
        addCurve(curve, startPoint(curve), next, face++, out);
    }
    if (flip)
        for (size_t i = first; i < out.size(); ++i) out[i] = reversed(out[i]);
    return nullptr;
}

}  // namespace

std::vector<Piece> outlinePieces(const Sketch& sketch, std::string& problem) {
    std::vector<Piece> pieces;
    int face = 2;
    if (sketch.profiles.empty()) problem = "its sketch has no profile";
    for (const Profile& profile : sketch.profiles) {
        const char* wrong = addLoop(profile.outer, true, face, pieces);
        for (const Loop& hole : profile.holes)
            if (!wrong) wrong = addLoop(hole, false, face, pieces);
        if (wrong) {
            problem = wrong;
            return {};
        }
    }
    size_t loops = 0;
    Box2 box;
    for (const Profile& profile : sketch.profiles)
        loops += 1 + profile.holes.size(), box.add(boundingBox(profile.outer));
    return loops == 1 ? pieces : simplified(std::move(pieces), kTogether * box.diagonal());
}

}  // namespace img2cadseq::csg
