#include "synth/part_outlines.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "synth/part_common.h"

namespace img2cadseq::synth {
namespace {

constexpr double kPi = std::numbers::pi;

CornerKind treatment(Random& random) {
    const CornerKind kinds[] = {CornerKind::Sharp, CornerKind::Round, CornerKind::Chamfer, CornerKind::Notch};
    return kinds[weighted(random, {7.0, 3.0, 1.0, 0.3})];
}

bool isSquareCorner(const std::vector<Vec2>& points, size_t i) {
    const size_t n = points.size();
    const Vec2 in = points[i] - points[(i + n - 1) % n], out = points[(i + 1) % n] - points[i];
    return std::abs(dot(in, out)) < 1e-9 * norm(in) * norm(out);
}

/// All corners alike, or only those at the top, or only one.
Loop treated(Random& random, const std::vector<Vec2>& points, double small) {
    const CornerKind kind = treatment(random);
    const double size = small * random.uniform(0.08, 0.4);
    const int which = random.integer(0, 3);
    const size_t lone = static_cast<size_t>(random.integer(0, static_cast<int>(points.size()) - 1));
    std::vector<Corner> corners;
    for (size_t i = 0; i < points.size(); ++i) {
        bool here = which < 2 || (which == 2 && points[i].y > 0.0) || (which == 3 && i == lone);
        if (kind == CornerKind::Notch && !isSquareCorner(points, i)) here = false;
        corners.push_back({points[i], here ? kind : CornerKind::Sharp, size});
    }
    return outline(corners);
}

std::vector<Vec2> rectilinear(Random& random, const Vec2& size) {
    const double x = 0.5 * size.x, y = 0.5 * size.y;
    const double a = x * random.uniform(0.25, 0.75), b = y * random.uniform(-0.6, 0.6),
                 c = y * random.uniform(0.2, 0.7);
    switch (random.integer(0, 9)) {
        case 0: return {{-x, -y}, {x, -y}, {x, b}, {-x + a, b}, {-x + a, y}, {-x, y}};          // L
        case 1: return mirroredPoints({{x, -y}, {x, b}, {a, b}, {a, y}});                       // T upside down
        case 2: return mirroredPoints({{x, -y}, {x, y}, {a, y}, {a, b}});                       // U
        case 3: return mirroredPoints({{a, -y}, {a, -c}, {x, -c}, {x, c}, {a, c}, {a, y}});     // plus
        case 4: return mirroredPoints({{x, -y}, {x, -c}, {a, -c}, {a, c}, {x, c}, {x, y}});     // I
        case 5: return {{-x, -y}, {a, -y}, {a, b}, {x, b}, {x, y}, {-a, y}, {-a, b}, {-x, b}};  // Z
        case 6: return {{-x, -y}, {x, -y}, {x, -c}, {a, -c}, {a, b * 0.3}, {0, b * 0.3}, {0, y}, {-x, y}};  // stairs
        case 7:
            return mirroredPoints(
                {{x, -y}, {x, b}, {a, b}, {a, y}, {0.45 * a, y}, {0.45 * a, c * 0.9}});           // T with a slot
        case 8: return {{-x, -y}, {x, -y}, {x, y}, {-x, y}, {-x, c}, {a, c}, {a, -c}, {-x, -c}};  // C
        default: return {{-x, -y}, {x, -y}, {x, y}, {a, y}, {a, b}, {-x, b}};                     // L, other hand
    }
}

/// Sections of sheet: L, U, lipped U, Z, T, I with one wall thickness.
std::vector<Vec2> thinSection(Random& random, const Vec2& size) {
    const double x = 0.5 * size.x, y = 0.5 * size.y, t = std::min(size.x, size.y) * random.logUniform(0.05, 0.3),
                 h = 0.5 * t;
    switch (random.integer(0, 5)) {
        case 0: return {{-x, -y}, {x, -y}, {x, -y + t}, {-x + t, -y + t}, {-x + t, y}, {-x, y}};
        case 1: return mirroredPoints({{x, -y}, {x, y}, {x - t, y}, {x - t, -y + t}});
        case 2:
            return mirroredPoints(
                {{x, -y}, {x, y}, {x - 2.2 * t, y}, {x - 2.2 * t, y - t}, {x - t, y - t}, {x - t, -y + t}});
        case 3: return {{-x, -y}, {h, -y}, {h, y - t}, {x, y - t}, {x, y}, {-h, y}, {-h, -y + t}, {-x, -y + t}};
        case 4: return mirroredPoints({{h, -y}, {h, y - t}, {x, y - t}, {x, y}});
        default: return mirroredPoints({{x, -y}, {x, -y + t}, {h, -y + t}, {h, y - t}, {x, y - t}, {x, y}});
    }
}

std::vector<Vec2> oblique(Random& random, const Vec2& size) {
    const double x = 0.5 * size.x, y = 0.5 * size.y;
    const double a = x * random.uniform(0.1, 0.8), b = y * random.uniform(-0.5, 0.6);
    switch (random.integer(0, 9)) {
        case 0: return mirroredPoints({{x, -y}, {a, y}});                                        // trapezium
        case 1: return {{-x, -y}, {x, -y}, {-x, y}};                                             // right triangle
        case 2: return {{-x, -y}, {x, -y}, {random.uniform(-0.3, 0.3) * x, y}};                  // triangle
        case 3: return {{-x, -y}, {a, -y}, {x, y}, {-a, y}};                                     // parallelogram
        case 4: return {{-x, -y}, {x, -y}, {x, b}, {0, y}, {-x, b}};                             // house
        case 5: return {{-x, -y}, {x, -y}, {x, b}, {a, y}, {-x, y}};                             // one corner off
        case 6: return {{-x, -y}, {x, -y}, {x, b}, {-a, y}, {-x, y}};                            // wedge
        case 7: return mirroredPoints({{a, -y}, {x, b}, {x, y}});                                // shield
        case 8: return {{-x, -y}, {x, -y}, {x, -y + 0.4 * (b + y)}, {-a, b}, {-a, y}, {-x, y}};  // L with a slope
        default: return mirroredPoints({{a, -y}, {x, 0.0}, {a, y}});                             // lozenge or hexagon
    }
}

/// A rectangle with recesses or bumps on its long edges, often mirrored.
std::vector<Vec2> steppedEdges(Random& random, const Vec2& size) {
    const double x = 0.5 * size.x, y = 0.5 * size.y;
    const double wide = x * random.uniform(0.15, 0.6), deep = y * random.uniform(0.12, 0.6);
    const double place = random.chance(0.6) ? 0.0 : random.uniform(-1.0, 1.0) * (x - wide) * 0.7;
    const bool bump = random.chance(0.4), both = random.chance(0.5), taper = random.chance(0.25);
    const double foot = taper ? wide * 0.6 : wide, top = bump ? y - deep : y, tip = bump ? y : y - deep;
    const double bottom = both ? -top : -y;
    std::vector<Vec2> points{{-x, bottom}};
    if (both) {
        for (const Vec2& p : {Vec2{place - wide, bottom}, Vec2{place - foot, -tip}, Vec2{place + foot, -tip},
                              Vec2{place + wide, bottom}})
            points.push_back(p);
    }
    for (const Vec2& p : {Vec2{x, bottom}, Vec2{x, top}, Vec2{place + wide, top}, Vec2{place + foot, tip},
                          Vec2{place - foot, tip}, Vec2{place - wide, top}, Vec2{-x, top}})
        points.push_back(p);
    return points;
}

/// Straight sides with a bulging or hollow arc at one end or both.
Loop archEnded(Random& random, const Vec2& size) {
    const double x = 0.5 * size.x, y = 0.5 * size.y;
    const bool both = random.chance(0.3), hollow = random.chance(0.2);
    const double rise = hollow ? -random.uniform(0.2, 0.6) * std::min(y, x) : random.uniform(0.3, 1.0) * std::min(y, x);
    const double top = hollow ? y : y - rise, bottom = both ? -top : -y;
    Loop loop;
    if (both)
        loop.curves.push_back(Arc{{-x, bottom}, {0, bottom - rise}, {x, bottom}});
    else
        loop.curves.push_back(Line{{-x, bottom}, {x, bottom}});
    loop.curves.push_back(Line{{x, bottom}, {x, top}});
    loop.curves.push_back(Arc{{x, top}, {0, top + rise}, {-x, top}});
    loop.curves.push_back(Line{{-x, top}, {-x, bottom}});
    return loop;
}

/// Shapes about a circle.
Loop roundish(Random& random, double r) {
    switch (random.integer(0, 9)) {
        case 0: return dShape({}, r, r * random.uniform(0.0, 0.75), 0.5 * kPi);
        case 1: return doubleD({}, r, r * random.uniform(0.4, 0.85), 0.5 * kPi);
        case 2: return sector({}, r * random.uniform(0.4, 0.95), r, 0.0, kPi * pick(random, {0.5, 1.0, 0.667, 1.5}));
        case 3: return sector({}, 0.0, r, 0.0, kPi * pick(random, {0.5, 1.0 / 3, 0.25, 1.5}));
        case 4: return regularPolygon({}, r, pick(random, {3, 5, 6, 6, 8, 12}), pick(random, {0.0, 0.5 * kPi}));
        case 5: return keyhole({}, r * 0.75, r * random.uniform(0.3, 0.8), r * random.uniform(0.95, 1.4), 0.5 * kPi);
        case 6: return arcSlot({}, r, r * random.logUniform(0.03, 0.35), 0.0, kPi * random.uniform(0.35, 1.5));
        case 7:
            return toothed({}, r * random.uniform(0.7, 0.9), r, random.integer(3, 11), random.uniform(0.35, 0.65),
                           random.uniform(0.25, 0.4), true);
        case 8: return star({}, r * random.uniform(0.35, 0.7), r, random.integer(3, 6), 0.5 * kPi);
        default: return circle({}, r);
    }
}

}  // namespace

Loop freeOutline(Random& random, const Vec2& size) {
    const double small = std::min(size.x, size.y);
    switch (weighted(random, {3.8, 1.2, 1.8, 1.1, 1.1, 2.0, 12.0, 1.0, 1.6})) {
        case 0:
            return treated(random,
                           {{-0.5 * size.x, -0.5 * size.y},
                            {0.5 * size.x, -0.5 * size.y},
                            size * 0.5,
                            {-0.5 * size.x, 0.5 * size.y}},
                           small);
        case 1: return treated(random, rectilinear(random, size), 0.5 * small);
        case 2: return treated(random, oblique(random, size), 0.7 * small);
        case 3: return treated(random, steppedEdges(random, size), 0.5 * small);
        case 4: return archEnded(random, size);
        case 5: return roundish(random, 0.5 * small);
        case 6: return circle({}, 0.5 * small);
        case 8: return outline(thinSection(random, size));
        default: {
            const double far = 0.5 * (size.x - small) + 0.1 * small, radius = 0.5 * small;
            return taperedSlot({-far, 0}, radius, {far, 0},
                               random.chance(0.5) ? radius : radius * random.uniform(0.4, 0.9));
        }
    }
}

Loop featureOutline(Random& random, const Vec2& size) {
    const double r = 0.5 * std::min(size.x, size.y);
    const bool lengthwise = size.x >= size.y;
    const double far = 0.5 * std::max(size.x, size.y) - r;
    switch (weighted(random, {6.0, 2.6, 1.2, 0.9, 0.5, 0.4, 0.7})) {
        case 0: return circle({}, r);
        case 1: return rectangle(Vec2{}, size);
        case 2: return rectangle(Vec2{}, size, CornerKind::Round, r * random.uniform(0.2, 0.7));
        case 3:
            if (far < 0.3 * r) return circle({}, r);
            return lengthwise ? slot({-far, 0}, {far, 0}, r) : slot({0, -far}, {0, far}, r);
        case 4: return regularPolygon({}, r, pick(random, {6, 6, 3, 8}), 0.0);
        case 5: return dShape({}, r, r * random.uniform(0.2, 0.7), 0.5 * kPi * random.integer(0, 3));
        default: return freeOutline(random, size);
    }
}

}  // namespace img2cadseq::synth
