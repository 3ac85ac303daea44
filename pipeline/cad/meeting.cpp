#include "cad/meeting.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace img2cadseq {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

/// Points common to two unbounded carriers; a tangency is one point, marked shallow.
struct Candidate {
    Vec2 point;
    bool shallow;
};

std::vector<Candidate> lineAndLine(const CurvePiece& a, const CurvePiece& b) {
    const double sine = cross(a.direction, b.direction);
    if (std::abs(sine) < 1e-15) return {};
    return {{a.start + a.direction * (cross(b.start - a.start, b.direction) / sine), false}};
}

/// |q + t d|^2 - 2 (q + t d) . toCenter = 0 for the line's parameter t, both roots without cancellation.
std::vector<Candidate> lineAndCircle(const CurvePiece& line, const CurvePiece& circle, double tolerance) {
    const Vec2 q = line.start - circle.start;
    const double b = dot(line.direction, q - circle.toCenter);
    const double c = dot(q, q - circle.toCenter * 2.0);
    const Vec2 nearest = line.start - line.direction * b;
    if (std::abs(circle.offset(nearest)) <= tolerance) return {{nearest, true}};
    const double discriminant = b * b - c;
    if (discriminant <= 0.0) return {};
    const double far = -(b + std::copysign(std::sqrt(discriminant), b));
    return {{line.start + line.direction * far, false}, {line.start + line.direction * (c / far), false}};
}

std::vector<Candidate> circleAndCircle(const CurvePiece& a, const CurvePiece& b, double tolerance) {
    const Vec2 between = (b.start - a.start) + (b.toCenter - a.toCenter);
    const double distance = norm(between);
    if (distance <= tolerance) return {};
    const Vec2 axis = between / distance;
    const double outside = distance - (a.radius + b.radius);
    const double inside = std::abs(a.radius - b.radius) - distance;
    if (std::max(outside, inside) > tolerance) return {};
    if (std::abs(outside) <= tolerance || std::abs(inside) <= tolerance) {
        const double side = std::abs(outside) > tolerance && b.radius > a.radius ? -1.0 : 1.0;
        return {{a.center() + axis * (side * a.radius), true}};
    }
    const double along = 0.5 * (distance + (a.radius - b.radius) * (a.radius + b.radius) / distance);
    const double across = std::sqrt(std::max(0.0, (a.radius - along) * (a.radius + along)));
    const Vec2 middle = a.center() + axis * along;
    return {{middle + perpendicular(axis) * across, false}, {middle - perpendicular(axis) * across, false}};
}

std::vector<Candidate> carrierPoints(const CurvePiece& a, const CurvePiece& b, double tolerance) {
    if (a.straight && b.straight) return lineAndLine(a, b);
    if (a.straight) return lineAndCircle(a, b, tolerance);
    if (b.straight) return lineAndCircle(b, a, tolerance);
    return circleAndCircle(a, b, tolerance);
}

/// Whether the straight `b` lies on one side of the straight `a`'s line: the quick answer for most pairs.
bool onOneSide(const CurvePiece& a, const CurvePiece& b, double tolerance) {
    if (!a.straight || !b.straight) return false;
    const double first = a.offset(b.start), second = a.offset(b.end);
    return (first > tolerance && second > tolerance) || (first < -tolerance && second < -tolerance);
}

/// Whether all of `b` lies on the carrier of `a`, or the other way round.
bool sameCarrier(const CurvePiece& a, const CurvePiece& b, double tolerance) {
    if (a.straight != b.straight) return false;
    const auto lies = [&](const CurvePiece& on, const CurvePiece& p) {
        return std::abs(on.offset(p.start)) <= tolerance && std::abs(on.offset(p.at(0.5 * p.length))) <= tolerance &&
               std::abs(on.offset(p.at(0.75 * p.length))) <= tolerance && std::abs(on.offset(p.end)) <= tolerance;
    };
    return lies(a, b) && lies(b, a);
}

/// Meetings of curves on one carrier: pieces in common, or common ends.
std::vector<Meeting> alongCarrier(const CurvePiece& a, const CurvePiece& b, double tolerance) {
    const bool sameWay = a.straight ? dot(a.direction, b.direction) > 0.0 : a.sense == b.sense;
    const double period = a.straight ? 0.0 : kTwoPi * a.radius;
    // From the ends, which are exact, and not from the length, which for a short piece of a large circle is not.
    const double first = a.position(sameWay ? b.start : b.end, tolerance);
    double last = a.position(sameWay ? b.end : b.start, tolerance);
    if (!a.straight) last += period * std::round((first + b.length - last) / period);
    std::vector<Meeting> found;
    for (const int turn : {-1, 0, 1}) {
        if (turn != 0 && a.straight) continue;
        const double low = std::max(0.0, first + turn * period);
        const double high = std::min(a.length, last + turn * period);
        if (high < low - tolerance) continue;
        found.push_back({high - low > tolerance ? MeetingKind::Overlap : MeetingKind::Touch, a.at(0.5 * (low + high))});
    }
    return found;
}

/// Whether `piece` really leaves the carrier of `other` on both sides of the common point at `position`: how far it
/// gets before its end, or before it meets the carrier again.
bool passesThrough(const CurvePiece& piece, const CurvePiece& other, double position,
                   const std::vector<Candidate>& candidates, double tolerance) {
    if (piece.closed) return true;
    double low = 0.0, high = piece.length;
    for (const Candidate& candidate : candidates) {
        const double at = piece.position(candidate.point, tolerance);
        if (at < position - tolerance) low = std::max(low, at);
        if (at > position + tolerance) high = std::min(high, at);
    }
    const auto leaves = [&](double end) {
        return std::max(std::abs(other.offset(piece.at(0.5 * (position + end)))),
                        std::abs(other.offset(piece.at(end)))) > tolerance;
    };
    return leaves(low) && leaves(high);
}

}  // namespace

CurvePiece::CurvePiece(const Curve& curve) : start(startPoint(curve)), end(endPoint(curve)), box(boundingBox(curve)) {
    length = img2cadseq::length(curve);
    if (const auto* arc = std::get_if<Arc>(&curve)) {
        toCenter = arc->center() - arc->start;
        radius = arc->radius();
        sense = arc->sweep() < 0.0 ? -1.0 : 1.0;
    } else if (const auto* circle = std::get_if<Circle>(&curve)) {
        closed = true;
        radius = circle->radius;
        toCenter = {-radius, 0.0};
    } else {
        straight = true;
        direction = (end - start) / length;
    }
}

Vec2 CurvePiece::at(double position) const {
    if (straight) return start + direction * position;
    // The chord from the start: 2 r sin(angle / 2), turned by angle / 2 against the tangent.
    const double half = 0.5 * position / radius;
    const Vec2 tangent = perpendicular(toCenter) * (-sense / radius);
    return start + rotated(tangent, sense * half) * (2.0 * radius * std::sin(half));
}

double CurvePiece::offset(const Vec2& point) const {
    const Vec2 q = point - start;
    if (straight) return cross(direction, q);
    return dot(q, q - toCenter * 2.0) / (norm(q - toCenter) + radius);
}

double CurvePiece::position(const Vec2& point, double tolerance) const {
    const Vec2 q = point - start;
    if (straight) return dot(direction, q);
    const double angle = sense * std::atan2(cross(q, toCenter), dot(toCenter, toCenter - q));
    const double along = angle * radius;
    return along < -tolerance ? along + kTwoPi * radius : along;
}

double CurvePiece::distance(const Vec2& point) const {
    const double along = position(point, 0.0);
    if (along >= 0.0 && along <= length) return std::abs(offset(point));
    return std::min(norm(point - start), norm(point - end));
}

std::vector<Meeting> meetings(const CurvePiece& a, const CurvePiece& b, double tolerance) {
    if (onOneSide(a, b, tolerance) || onOneSide(b, a, tolerance)) return {};
    if (sameCarrier(a, b, tolerance)) return alongCarrier(a, b, tolerance);
    std::vector<Meeting> found;
    const std::vector<Candidate> candidates = carrierPoints(a, b, tolerance);
    for (const Candidate& candidate : candidates) {
        const double onA = a.position(candidate.point, tolerance), onB = b.position(candidate.point, tolerance);
        if (onA < -tolerance || onA > a.length + tolerance || onB < -tolerance || onB > b.length + tolerance) continue;
        const bool crossing = !candidate.shallow && passesThrough(a, b, onA, candidates, tolerance) &&
                              passesThrough(b, a, onB, candidates, tolerance);
        found.push_back({crossing ? MeetingKind::Cross : MeetingKind::Touch, candidate.point});
    }
    // An end that lies on the other curve may be lost above where the two are nearly tangent.
    if (!found.empty()) return found;
    const auto addEnds = [&](const CurvePiece& on, const CurvePiece& of) {
        if (of.closed) return;
        for (const Vec2& point : {of.start, of.end})
            if (on.distance(point) <= tolerance) found.push_back({MeetingKind::Touch, point});
    };
    addEnds(a, b);
    addEnds(b, a);
    return found;
}

}  // namespace img2cadseq
