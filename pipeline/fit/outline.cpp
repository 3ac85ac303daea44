#include "fit/outline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

namespace img2cadseq {
namespace {

using Points = std::vector<Vec2>;

constexpr double kStanding = 0.6;  ///< share of a border at which walls are found that is drawn by them
constexpr double kSure = 2.0;      ///< tolerance over the walls' scatter,
constexpr double kFinest = 0.5;    ///< and over what it is without them, at least

/// `count` points at equal distances along the closed polygon.
Points evenly(const Points& polygon, int count) {
    std::vector<double> along{0.0};
    for (size_t i = 0; i < polygon.size(); ++i)
        along.push_back(along.back() + norm(polygon[(i + 1) % polygon.size()] - polygon[i]));
    Points out;
    size_t k = 0;
    for (int i = 0; i < count; ++i) {
        const double at = along.back() * i / count;
        while (k + 2 < along.size() && along[k + 1] < at) ++k;
        const double span = along[k + 1] - along[k];
        const Vec2 a = polygon[k], b = polygon[(k + 1) % polygon.size()];
        out.push_back(span > 0.0 ? a + (b - a) * ((at - along[k]) / span) : a);
    }
    return out;
}

/// Each point the mean of itself and its neighbours: takes the steps of pixels off.
Points smoothed(const Points& points) {
    Points out(points.size());
    const size_t n = points.size();
    for (size_t i = 0; i < n; ++i) out[i] = (points[(i + n - 1) % n] + points[i] * 2.0 + points[(i + 1) % n]) / 4.0;
    return out;
}

/// Least-squares circle (Kasa); empty for points in line.
std::optional<Circle> fitCircle(const Points& points) {
    Vec2 mean;
    for (const Vec2& p : points) mean += p / static_cast<double>(points.size());
    double xx = 0, xy = 0, yy = 0, xr = 0, yr = 0, rr = 0;
    for (const Vec2& p : points) {
        const Vec2 q = p - mean;
        const double r2 = squaredNorm(q);
        xx += q.x * q.x;
        xy += q.x * q.y;
        yy += q.y * q.y;
        xr += q.x * r2;
        yr += q.y * r2;
        rr += r2;
    }
    const double det = xx * yy - xy * xy;
    if (!(det > 1e-12 * rr * rr)) return std::nullopt;
    const Vec2 c{(xr * yy - yr * xy) / (2 * det), (yr * xx - xr * xy) / (2 * det)};
    const double r2 = squaredNorm(c) + rr / static_cast<double>(points.size());
    return Circle{c + mean, std::sqrt(r2)};
}

struct Piece {
    bool arc = false;
    double cost = std::numeric_limits<double>::infinity();
};

/// Costs of explaining points i .. i + n (indices around the loop) by a chord or by the arc through their middle.
class Explainer {
public:
    Explainer(const Points& points, const OutlineOptions& options) : points_(points), options_(options) {
        sums_.resize(2 * points.size() + 2);
        for (size_t k = 0; k + 1 < sums_.size(); ++k) {
            const Vec2 p = at(k) - points_[0];
            const Moments& m = sums_[k];
            sums_[k + 1] = {m.x + p.x, m.y + p.y, m.xx + p.x * p.x, m.xy + p.x * p.y, m.yy + p.y * p.y};
        }
    }

    Piece best(size_t i, size_t n) const {
        Piece piece;
        const double line = options_.cost + lineError(i, n);
        piece.cost = line;
        if (n >= 5) {
            const double arc = 1.5 * options_.cost + arcError(i, n);
            if (arc < line) piece = {true, arc};
        }
        return piece;
    }
    const Vec2& at(size_t i) const { return points_[i % points_.size()]; }

private:
    double squared(double deviation) const {
        const double t = deviation / options_.tolerance;
        return t * t;
    }
    /// Squared distances of points i .. i + n from their best line, by sums over ranges.
    double lineError(size_t i, size_t n) const {
        const Moments m = moments(i, i + n);
        const double count = static_cast<double>(n + 1);
        const double xx = m.xx - m.x * m.x / count, xy = m.xy - m.x * m.y / count, yy = m.yy - m.y * m.y / count;
        const double smaller = 0.5 * (xx + yy - std::hypot(xx - yy, 2.0 * xy));
        return std::max(0.0, smaller) / (options_.tolerance * options_.tolerance);
    }
    double arcError(size_t i, size_t n) const {
        const Arc arc{at(i), at(i + n / 2), at(i + n)};
        const Vec2 c = arc.center();
        const double r = norm(arc.start - c);
        if (!std::isfinite(r) || r > 2.0 * norm(arc.end - arc.start)) return std::numeric_limits<double>::infinity();
        double sum = 0.0;
        for (size_t k = 1; k < n; ++k) sum += squared(norm(at(i + k) - c) - r);
        return sum;
    }
    struct Moments {
        double x = 0, y = 0, xx = 0, xy = 0, yy = 0;
    };
    /// Sums over points from .. to, both included; to may pass the end.
    Moments moments(size_t from, size_t to) const {
        const size_t turn = from / points_.size() * points_.size();
        const Moments &a = sums_[from - turn], &b = sums_[to - turn + 1];
        return {b.x - a.x, b.y - a.y, b.xx - a.xx, b.xy - a.xy, b.yy - a.yy};
    }

    const Points& points_;
    const OutlineOptions& options_;
    std::vector<Moments> sums_;  ///< over the first k points, twice around
};

struct Break {
    size_t from, to;  ///< indices of points, to may pass the end
    bool arc;
};

/// Cheapest chain of pieces from point `start` once around.
std::vector<Break> chain(const Explainer& explain, size_t count, size_t start, double& cost) {
    std::vector<double> least(count + 1, std::numeric_limits<double>::infinity());
    std::vector<size_t> from(count + 1, 0);
    std::vector<bool> arc(count + 1, false);
    least[0] = 0.0;
    for (size_t end = 1; end <= count; ++end) {
        const size_t longest = std::min(end, count * 3 / 4);
        for (size_t n = 1; n <= longest; ++n) {
            const Piece piece = explain.best(start + end - n, n);
            if (least[end - n] + piece.cost < least[end]) {
                least[end] = least[end - n] + piece.cost;
                from[end] = end - n;
                arc[end] = piece.arc;
            }
        }
    }
    cost = least[count];
    std::vector<Break> out;
    for (size_t end = count; end > 0; end = from[end]) out.push_back({start + from[end], start + end, arc[end]});
    std::reverse(out.begin(), out.end());
    return out;
}

struct FittedLine {
    Vec2 point, direction;
};

/// Total least squares, laid along an axis where it is nearly so.
FittedLine fitLine(const Explainer& explain, const Break& piece, double snapAngle) {
    Vec2 mean;
    const double count = static_cast<double>(piece.to - piece.from + 1);
    for (size_t k = piece.from; k <= piece.to; ++k) mean += explain.at(k) / count;
    double xx = 0, xy = 0, yy = 0;
    for (size_t k = piece.from; k <= piece.to; ++k) {
        const Vec2 q = explain.at(k) - mean;
        xx += q.x * q.x;
        xy += q.x * q.y;
        yy += q.y * q.y;
    }
    double angle = 0.5 * std::atan2(2 * xy, xx - yy);
    const double quarter = 0.5 * std::numbers::pi;
    const double nearest = std::round(angle / quarter) * quarter;
    if (std::abs(angle - nearest) < snapAngle) angle = nearest;
    return {mean, {std::cos(angle), std::sin(angle)}};
}

Vec2 project(const FittedLine& line, const Vec2& p) {
    return line.point + line.direction * dot(p - line.point, line.direction);
}

/// Where two neighbouring lines meet, unless they are nearly parallel or it lies far off.
Vec2 corner(const FittedLine& a, const FittedLine& b, const Vec2& measured, double reach) {
    const double sine = cross(a.direction, b.direction);
    if (std::abs(sine) > 0.15) {
        const Vec2 meet = a.point + a.direction * (cross(b.point - a.point, b.direction) / sine);
        if (norm(meet - measured) < reach) return meet;
    }
    return (project(a, measured) + project(b, measured)) * 0.5;
}

Loop assemble(const Explainer& explain, const std::vector<Break>& pieces, const OutlineOptions& options) {
    const size_t n = pieces.size();
    std::vector<FittedLine> lines;
    for (const Break& piece : pieces) lines.push_back(fitLine(explain, piece, options.snapAngle));
    std::vector<Vec2> vertices;
    for (size_t i = 0; i < n; ++i) {
        const Break &before = pieces[(i + n - 1) % n], &after = pieces[i];
        const Vec2 measured = explain.at(after.from);
        if (!before.arc && !after.arc) {
            vertices.push_back(corner(lines[(i + n - 1) % n], lines[i], measured, 6.0 * options.tolerance));
        } else if (before.arc && after.arc) {
            vertices.push_back(measured);
        } else {
            vertices.push_back(project(before.arc ? lines[i] : lines[(i + n - 1) % n], measured));
        }
    }
    Loop loop;
    for (size_t i = 0; i < n; ++i) {
        const Vec2 a = vertices[i], b = vertices[(i + 1) % n];
        if (norm(b - a) < 0.5 * options.tolerance) continue;
        if (pieces[i].arc) {
            loop.curves.push_back(Arc{a, explain.at((pieces[i].from + pieces[i].to) / 2), b});
        } else {
            loop.curves.push_back(Line{a, b});
        }
    }
    // Leaving a curve out opens a gap of less than half the tolerance: close it at the next curve's start.
    for (size_t i = 0; i < loop.curves.size(); ++i) {
        const Vec2 next = startPoint(loop.curves[(i + 1) % loop.curves.size()]);
        if (auto* line = std::get_if<Line>(&loop.curves[i])) line->end = next;
        if (auto* arc = std::get_if<Arc>(&loop.curves[i])) arc->end = next;
    }
    return loop;
}

}  // namespace

Loop fitLoop(const Points& border, const OutlineOptions& given, const Walls* walls) {
    if (border.size() < 3) return {};
    OutlineOptions options = given;
    Points points = evenly(smoothed(smoothed(border)), options.samples);
    if (walls) {
        DrawnBorder drawn = walls->drawn(points);
        points = std::move(drawn.points);
        if (drawn.moved > kStanding)
            options.tolerance = std::clamp(kSure * drawn.scatter, kFinest * given.tolerance, given.tolerance);
    }
    const Explainer explain(points, options);

    // Any start cuts some piece in two; the second round starts at a break that the first one found.
    double cost = 0.0;
    std::vector<Break> pieces = chain(explain, points.size(), 0, cost);
    const size_t start = pieces[pieces.size() / 2].from % points.size();
    pieces = chain(explain, points.size(), start, cost);

    if (const auto circle = fitCircle(points)) {
        double error = 2.0 * options.cost;
        for (const Vec2& p : points) {
            const double t = (norm(p - circle->center) - circle->radius) / options.tolerance;
            error += t * t;
        }
        if (error <= cost) return Loop{{*circle}};
    }
    Loop loop = assemble(explain, pieces, options);
    if (loop.curves.size() < 2 || (loop.curves.size() == 2 && !std::holds_alternative<Arc>(loop.curves[0]) &&
                                   !std::holds_alternative<Arc>(loop.curves[1])))
        return {};
    if (signedArea(loop) < 0.0) loop = reversed(loop);
    return loop;
}

Loop rectangle(const Box2& box) {
    const Vec2 a = box.low, c = box.high, b{c.x, a.y}, d{a.x, c.y};
    return {{Line{a, b}, Line{b, c}, Line{c, d}, Line{d, a}}};
}

}  // namespace img2cadseq
