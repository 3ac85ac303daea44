#include "csg/simplify.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>

namespace img2cadseq::csg {
namespace {

/// Corners sorted by u, each standing for those within the tolerance.
class Corners {
public:
    Corners(const std::vector<Piece>& pieces, double tolerance) : tolerance_(tolerance) {
        std::vector<Vec2> all;
        for (const Piece& p : pieces)
            if (!p.full) all.insert(all.end(), {p.start, p.end});
        std::sort(all.begin(), all.end(),
                  [](const Vec2& a, const Vec2& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
        for (const Vec2& p : all)
            if (find(p) == points_.size()) points_.push_back(p);
    }

    const Vec2& snapped(const Vec2& p) const {
        const size_t at = find(p);
        return at == points_.size() ? p : points_[at];
    }

    /// Calls f(corner) for those with u in [low, high].
    template <class F>
    void between(double low, double high, const F& f) const {
        for (auto it = from(low); it != points_.end() && it->x <= high; ++it) f(*it);
    }

private:
    std::vector<Vec2>::const_iterator from(double u) const {
        return std::lower_bound(points_.begin(), points_.end(), u, [](const Vec2& p, double x) { return p.x < x; });
    }
    size_t find(const Vec2& p) const {
        for (auto it = from(p.x - tolerance_); it != points_.end() && it->x <= p.x + tolerance_; ++it)
            if (norm(*it - p) <= tolerance_) return static_cast<size_t>(it - points_.begin());
        return points_.size();
    }

    double tolerance_;
    std::vector<Vec2> points_;
};

constexpr double kTurn = 2.0 * std::numbers::pi;

/// Angle from `from` to `to` around the piece's centre in its sense, in [0, 2 pi).
double turned(const Piece& piece, const Vec2& from, const Vec2& to) {
    const Vec2 a = from - piece.center, b = to - piece.center;
    const double angle = piece.turn * std::atan2(cross(a, b), dot(a, b));
    return angle < 0.0 ? angle + kTurn : angle;
}

/// Splits a piece at the corners on it (sorted along it) and where an arc would be more than half a turn.
void splitAt(const Piece& piece, const std::vector<Vec2>& corners, std::vector<Piece>& out) {
    Piece part = piece;
    part.full = false;
    const auto addTo = [&](const Vec2& end) {
        part.end = end;
        if (piece.turn != 0 && turned(part, part.start, end) > std::numbers::pi * (1.0 + 1e-9)) {
            part.end =
                piece.center + rotated(part.start - piece.center, 0.5 * piece.turn * turned(part, part.start, end));
            out.push_back(part);
            part.start = part.end;
            part.end = end;
        }
        out.push_back(part);
        part.start = end;
    };
    for (const Vec2& corner : corners) addTo(corner);
    if (!piece.full) addTo(piece.end);
}

void split(const Piece& piece, const Corners& corners, double tolerance, std::vector<Piece>& out) {
    std::vector<std::pair<double, Vec2>> on;
    const bool straight = piece.turn == 0;
    const double low = straight ? std::min(piece.start.x, piece.end.x) : piece.center.x - piece.radius;
    const double high = straight ? std::max(piece.start.x, piece.end.x) : piece.center.x + piece.radius;
    const Vec2 along = piece.end - piece.start;
    const double length = norm(along), sweep = piece.full ? kTurn : turned(piece, piece.start, piece.end);
    corners.between(low - tolerance, high + tolerance, [&](const Vec2& p) {
        if (!piece.full && (norm(p - piece.start) <= tolerance || norm(p - piece.end) <= tolerance)) return;
        if (straight) {
            const double at = dot(p - piece.start, along) / length;
            if (at > 0.0 && at < length && std::abs(cross(along, p - piece.start)) <= tolerance * length)
                on.push_back({at, p});
        } else if (std::abs(norm(p - piece.center) - piece.radius) <= tolerance) {
            const double at = turned(piece, piece.start, p);
            if (piece.full || at < sweep) on.push_back({at, p});
        }
    });
    if (on.empty()) {
        out.push_back(piece);
        return;
    }
    std::sort(on.begin(), on.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Vec2> order;
    for (const auto& [at, p] : on) order.push_back(p);
    Piece begun = piece;
    if (piece.full) {
        begun.start = order.front();
        std::rotate(order.begin(), order.begin() + 1, order.end());
        if (order.size() == 1) {  // one corner: two half circles
            const Vec2 opposite = piece.center * 2.0 - begun.start;
            order.insert(order.begin(), opposite);
        }
    }
    splitAt(begun, order, out);
}

/// Middle of an arc, for telling apart arcs between the same corners; of a line its middle; of a circle its centre.
Vec2 middle(const Piece& p) {
    if (p.full) return p.center;
    if (p.turn == 0) return (p.start + p.end) * 0.5;
    return p.center + rotated(p.start - p.center, 0.5 * p.turn * turned(p, p.start, p.end));
}

/// Pieces along each other, by sense.
struct Bundle {
    Piece shape;
    std::vector<size_t> forward, backward;
};

using Key = std::pair<std::pair<double, double>, std::pair<double, double>>;

Key keyOf(const Piece& p) {
    if (p.full) return {};
    const std::pair<double, double> a{p.start.x, p.start.y}, b{p.end.x, p.end.y};
    return a < b ? Key{a, b} : Key{b, a};
}

bool sameShape(const Piece& a, const Piece& b, double tolerance) {
    if (a.full != b.full || (a.full && std::abs(a.radius - b.radius) > tolerance)) return false;
    return norm(middle(a) - middle(b)) <= tolerance;
}

bool sameSense(const Piece& a, const Piece& b) { return a.full ? a.turn == b.turn : a.start == b.start; }

std::vector<Bundle> bundles(const std::vector<Piece>& parts, double tolerance) {
    std::vector<Bundle> list;
    std::map<Key, std::vector<size_t>> byEnds;
    for (size_t i = 0; i < parts.size(); ++i) {
        std::vector<size_t>& here = byEnds[keyOf(parts[i])];
        const auto known = std::find_if(here.begin(), here.end(),
                                        [&](size_t b) { return sameShape(list[b].shape, parts[i], tolerance); });
        const size_t bundle = known == here.end() ? list.size() : *known;
        if (known == here.end()) {
            here.push_back(bundle);
            list.push_back({parts[i], {}, {}});
        }
        (sameSense(list[bundle].shape, parts[i]) ? list[bundle].forward : list[bundle].backward).push_back(i);
    }
    return list;
}

/// Corners made one again, and pieces that lost their length dropped.
void snap(std::vector<Piece>& pieces, double tolerance) {
    const Corners corners(pieces, tolerance);
    for (Piece& p : pieces)
        if (!p.full) p.start = corners.snapped(p.start), p.end = corners.snapped(p.end);
    std::erase_if(pieces, [](const Piece& p) { return !p.full && p.start == p.end; });
}

}  // namespace

std::vector<Piece> simplified(std::vector<Piece> pieces, double tolerance) {
    snap(pieces, tolerance);
    const Corners corners(pieces, tolerance);
    std::vector<Piece> parts;
    for (const Piece& p : pieces) split(p, corners, tolerance, parts);
    snap(parts, tolerance);
    std::vector<bool> dropped(parts.size(), false);
    for (Bundle& bundle : bundles(parts, 2.0 * tolerance)) {
        const size_t pairs = std::min(bundle.forward.size(), bundle.backward.size());
        for (size_t i = 0; i < pairs; ++i) dropped[bundle.forward[i]] = dropped[bundle.backward[i]] = true;
        for (const std::vector<size_t>* side : {&bundle.forward, &bundle.backward})
            for (size_t i = pairs + 1; i < side->size(); ++i) parts[(*side)[i]].shadow = true;
    }
    std::vector<Piece> kept;
    for (size_t i = 0; i < parts.size(); ++i)
        if (!dropped[i]) kept.push_back(parts[i]);
    return kept;
}

}  // namespace img2cadseq::csg
