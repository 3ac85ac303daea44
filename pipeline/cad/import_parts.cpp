#include "cad/import_parts.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace img2cadseq {
namespace {

/// Sources round to nine digits or store 32-bit floats.
constexpr double kSourceRounding = 1e-6;
/// Arcs that bulge less than this, relative to the coordinates, are lines: the source cannot tell.
constexpr double kFlatArc = 1e-8;

void setStart(Curve& curve, const Vec2& point) {
    if (auto* line = std::get_if<Line>(&curve)) line->start = point;
    if (auto* arc = std::get_if<Arc>(&curve)) arc->start = point;
}

/// Largest coordinate: what the source's rounding is relative to.
double magnitude(const std::vector<Curve>& curves) {
    double largest = 0.0;
    for (const Curve& curve : curves)
        for (const Vec2& p : {startPoint(curve), endPoint(curve)})
            largest = std::max({largest, std::abs(p.x), std::abs(p.y)});
    return largest;
}

void straighten(Curve& curve, double tolerance) {
    const auto* arc = std::get_if<Arc>(&curve);
    if (!arc) return;
    const Vec2 chord = arc->end - arc->start;
    if (std::abs(cross(chord, arc->mid - arc->start)) <= tolerance * norm(chord) &&
        norm(arc->mid - arc->start) <= norm(chord))
        curve = Line{arc->start, arc->end};
}

[[noreturn]] void failOpen(const JsonNode& node, double gap) {
    std::ostringstream complaint;
    complaint << "does not close: the nearest curve begins " << gap << " mm away";
    node.fail(complaint.str());
}

}  // namespace

Frame cleanFrame(const Vec3& origin, const Vec3& xAxis, const Vec3& normal, const JsonNode& node) {
    const double lengthX = norm(xAxis), lengthNormal = norm(normal);
    if (std::abs(lengthX - 1.0) > kSourceRounding || std::abs(lengthNormal - 1.0) > kSourceRounding)
        node.fail("has axes that are not of unit length");
    if (std::abs(dot(xAxis, normal)) > kSourceRounding) node.fail("has axes that are not perpendicular");
    // An exact axis stays exact: dividing by 1 and subtracting 0 change nothing.
    const Vec3 n = normal / lengthNormal;
    return {origin, normalized(xAxis - n * dot(xAxis, n)), n};
}

Loop chainLoop(std::vector<Curve> curves, const JsonNode& node) {
    if (curves.empty()) node.fail("has no curves");
    if (curves.size() == 1 && std::holds_alternative<Circle>(curves[0])) return {std::move(curves)};
    for (const Curve& curve : curves)
        if (std::holds_alternative<Circle>(curve)) node.fail("has a circle beside other curves");

    const double tolerance = kSourceRounding * magnitude(curves);
    const auto gapTo = [](const Curve& curve, const Vec2& head) {
        return std::min(norm(startPoint(curve) - head), norm(endPoint(curve) - head));
    };
    // The first curve may run either way; the second tells.
    if (curves.size() > 1 && gapTo(curves[1], endPoint(curves[0])) > tolerance &&
        gapTo(curves[1], startPoint(curves[0])) <= tolerance)
        curves[0] = reversed(curves[0]);
    for (size_t i = 0; i + 1 < curves.size(); ++i) {
        const Vec2 head = endPoint(curves[i]);
        size_t next = i + 1;
        // In order where the source is in order; otherwise the nearest.
        if (gapTo(curves[next], head) > tolerance)
            for (size_t j = i + 2; j < curves.size(); ++j)
                if (gapTo(curves[j], head) < gapTo(curves[next], head)) next = j;
        if (gapTo(curves[next], head) > tolerance) failOpen(node, gapTo(curves[next], head));
        std::swap(curves[i + 1], curves[next]);
        Curve& following = curves[i + 1];
        if (norm(startPoint(following) - head) > norm(endPoint(following) - head)) following = reversed(following);
        setStart(following, head);
    }
    const double gap = norm(startPoint(curves.front()) - endPoint(curves.back()));
    if (gap > tolerance) failOpen(node, gap);
    setStart(curves.front(), endPoint(curves.back()));
    const double flat = kFlatArc * magnitude(curves);
    for (Curve& curve : curves) straighten(curve, flat);
    return {std::move(curves)};
}

}  // namespace img2cadseq
