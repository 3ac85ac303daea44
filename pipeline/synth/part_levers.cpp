// Arms, links, forks, hooks: what turns about pins.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "synth/part_common.h"
#include "synth/part_families.h"

namespace img2cadseq::synth {
namespace {

constexpr double kPi = std::numbers::pi;

void linkArm(Draft& draft, Random& random) {
    const double big = random.uniform(8.0, 26.0), small = coin(random) ? big : big * random.uniform(0.45, 0.85);
    const Vec2 a{0, 0}, b{100.0 - big - small, 0};
    const double thick = random.logUniform(3.0, 30.0);
    std::vector<Loop> holes{circle(a, big * random.uniform(0.3, 0.65)), circle(b, small * random.uniform(0.3, 0.6))};
    if (random.chance(0.2)) holes.pop_back();
    if (random.chance(0.15)) holes.push_back(slot(a + Vec2{big + 6, 0}, b - Vec2{small + 6, 0}, 0.3 * small));
    draft.base(Axis::Z, 0.0, thick, plate(taperedSlot(a, big, b, small), holes));
}

void bossedLever(Draft& draft, Random& random) {  // two hubs and a thinner web
    const double big = random.uniform(12.0, 24.0), small = big * random.uniform(0.5, 1.0), span = 100.0 - big - small;
    const double web = random.uniform(4.0, 12.0), rise = web * random.uniform(1.5, 4.0),
                 half = small * random.uniform(0.4, 0.8);
    const double bore = big * random.uniform(0.35, 0.6), eye = small * random.uniform(0.35, 0.6);
    const double low = coin(random) ? 0.0 : 0.5 * (rise - web);
    draft.base(Axis::Z, 0.0, rise, circle({}, big));
    draft.join(Axis::Z, 0.0, coin(random) ? rise : std::max(web * 1.2 + low, 0.7 * rise), circle({span, 0}, small));
    draft.join(Axis::Z, low, low + web, rectangle(Box2{{0, -half}, {span, half}}));
    draft.cut(Axis::Z, 0.0, rise, circle({}, bore));
    draft.cut(Axis::Z, 0.0, rise, circle({span, 0}, eye));
}

void bellCrank(Draft& draft, Random& random) {
    const double angle = kPi * random.uniform(0.4, 0.8), hub = random.uniform(14.0, 20.0),
                 end = hub * random.uniform(0.5, 0.8);
    const double first = random.uniform(55.0, 80.0), second = random.uniform(40.0, 80.0),
                 thick = random.uniform(5.0, 16.0);
    const Vec2 a{first, 0}, b = rotated(Vec2{second, 0}, angle);
    // One outline: three rounded corners joined by straight sides, a round inner corner.
    const double lean = std::asin((hub - end) / first), lean2 = std::asin((hub - end) / second);
    const auto on = [](const Vec2& c, double r, double phi) { return c + Vec2{std::cos(phi), std::sin(phi)} * r; };
    const double right = -0.5 * kPi + lean, left = 0.5 * kPi - lean;
    const double right2 = angle - 0.5 * kPi + lean2, left2 = angle + 0.5 * kPi - lean2;
    // Where the inner sides of both arms meet.
    const Vec2 p = on(a, end, left), d = normalized(on({}, hub, left) - p);
    const Vec2 q = on(b, end, right2), e = normalized(on({}, hub, right2) - q);
    const double s = cross(q - p, e) / cross(d, e);
    const Vec2 meet = p + d * s;
    if (s < 8.0 || norm(meet) < hub * 0.7 || cross(q - p, d) / cross(d, e) < 8.0) return;
    const Loop shape{{Line{on({}, hub, right), on(a, end, right)}, Arc{on(a, end, right), on(a, end, 0.0), p},
                      Line{p, meet}, Line{meet, q}, Arc{q, on(b, end, angle), on(b, end, left2)},
                      Line{on(b, end, left2), on({}, hub, left2)},
                      Arc{on({}, hub, left2), on({}, hub, 0.5 * (left2 + right + 2 * kPi)), on({}, hub, right)}}};
    draft.base(Axis::Z, 0.0, thick,
               plate(shape, {circle({}, hub * 0.5), circle(a, end * 0.45), circle(b, end * 0.45)}));
    if (random.chance(0.4)) {
        draft.join(Axis::Z, thick, thick * random.uniform(1.5, 3.0),
                   plate(circle({}, hub * 0.85), {circle({}, hub * 0.5)}));
    }
}

void clevis(Draft& draft, Random& random) {
    const double width = stepped(random, 24.0, 60.0, 2.0), length = 100.0, thick = stepped(random, 24.0, 60.0, 2.0);
    const double gap = thick * random.uniform(0.3, 0.55), deep = width * 0.5 + random.uniform(8.0, 30.0),
                 r = 0.5 * width;
    const bool rounded = random.chance(0.7);
    if (rounded) {
        draft.base(Axis::Z, 0.0, thick,
                   plate(Loop{{Line{{0, -r}, {length - r, -r}}, Arc{{length - r, -r}, {length, 0}, {length - r, r}},
                               Line{{length - r, r}, {0, r}}, Line{{0, r}, {0, -r}}}}));
    } else {
        draft.base(Axis::Z, 0.0, thick, rectangle(Box2{{0, -r}, {length, r}}));
    }
    draft.cut(Axis::Z, 0.5 * (thick - gap), 0.5 * (thick + gap), rectangle(Box2{{length - deep, -r}, {length, r}}));
    draft.cut(Axis::Z, 0.0, thick, circle({length - r, 0}, r * random.uniform(0.35, 0.6)));
    if (random.chance(0.5))
        draft.join(Axis::X, -random.uniform(15.0, 70.0), 0.0,
                   circle({0, 0.5 * thick}, 0.5 * std::min(width, thick) * random.uniform(0.5, 0.9)));
}

void hook(Draft& draft, Random& random) {
    const double r = random.uniform(18.0, 26.0), w = r * random.uniform(0.25, 0.5), shank = random.uniform(30.0, 60.0),
                 thick = random.uniform(5.0, 20.0);
    const double lip = random.uniform(0.0, 0.5) * r;
    // A J: shank down the left, half turn, lip up the right.
    Loop shape{{Arc{{-r - w, 0}, {0, -r - w}, {r + w, 0}}}};
    Vec2 pen{r + w, 0};
    const auto line = [&](const Vec2& to) {
        if (norm(to - pen) > 1e-9) shape.curves.push_back(Line{pen, to});
        pen = to;
    };
    if (lip > 3.0) line({r + w, lip});
    line({r - w, lip > 3.0 ? lip : 0.0});
    line({r - w, 0});
    shape.curves.push_back(Arc{{r - w, 0}, {0, -(r - w)}, {-(r - w), 0}});
    pen = {-(r - w), 0};
    const bool plated = coin(random);
    const double wide = plated ? w : r * 0.6;
    line({-(r - w), shank});
    if (!plated) {
        line({-r + wide, shank});
        line({-r + wide, shank + 14});
        line({-r - wide, shank + 14});
        line({-r - wide, shank});
    }
    line({-r - w, shank});
    line({-r - w, 0});
    std::vector<Loop> holes;
    if (!plated && random.chance(0.6)) holes.push_back(circle({-r, shank + 7}, std::min(4.0, 0.4 * wide)));
    draft.base(Axis::Z, 0.0, thick, plate(shape, holes));
    if (plated)
        draft.join(Axis::X, -r - w - random.uniform(3.0, 6.0), -r - w,
                   rectangle(Box2{{0.3 * shank, 0.5 * thick - 15.0}, {shank + 10.0, 0.5 * thick + 15.0}}));
}

void spanner(Draft& draft, Random& random) {
    const double head = random.uniform(15.0, 22.0), jaw = head * random.uniform(0.45, 0.6),
                 handle = head * random.uniform(0.35, 0.6), thick = random.uniform(4.0, 12.0);
    const double joint = std::sqrt(head * head - handle * handle), open = std::sqrt(head * head - jaw * jaw);
    const double end = 100.0 - head - handle;
    // Head about the origin, mouth to the left, handle to the right.
    const Loop shape{
        {Line{{joint, -handle}, {end, -handle}}, Arc{{end, -handle}, {end + handle, 0}, {end, handle}},
         Line{{end, handle}, {joint, handle}},
         Arc::fromCenter({}, head, std::asin(handle / head), kPi - std::asin(jaw / head) - std::asin(handle / head)),
         Line{{-open, jaw}, {0.1 * head, jaw}}, Line{{0.1 * head, jaw}, {0.1 * head, -jaw}},
         Line{{0.1 * head, -jaw}, {-open, -jaw}},
         Arc::fromCenter({}, head, kPi + std::asin(jaw / head),
                         kPi - std::asin(jaw / head) - std::asin(handle / head))}};
    std::vector<Loop> holes;
    if (coin(random)) holes.push_back(circle({end, 0}, handle * 0.5));
    draft.base(Axis::Z, 0.0, thick, plate(shape, holes));
}

void hingeHalf(Draft& draft, Random& random) {
    const double length = 100.0, leaf = random.uniform(30.0, 70.0), thick = random.uniform(3.0, 8.0),
                 r = thick * random.uniform(0.9, 1.5), bore = r * random.uniform(0.4, 0.6);
    const int knuckles = random.integer(2, 4), slots = 2 * knuckles - coin(random);
    const double pitch = length / slots;
    draft.base(Axis::Z, 0.0, thick,
               plate(rectangle(Box2{{0, r * 1.2}, {length, leaf}}),
                     at(gridPlaces({0.5 * length, 0.5 * (leaf + r * 1.2)}, random.integer(2, 3), 1, {0.33 * length, 0}),
                        circle({}, random.uniform(2.0, 4.0)))));
    // Each knuckle: a round eye with a root to the leaf, drawn from the side.
    const Loop eye{{Line{{r * 1.2, thick}, {0, thick}}, Arc{{0, thick}, {-r, thick - r}, {0, thick - 2 * r}},
                    Arc{{0, thick - 2 * r}, {r * std::sqrt(0.5), thick - r - r * std::sqrt(0.5)}, {r, thick - r}},
                    Line{{r, thick - r}, {r * 1.2, thick - r}}, Line{{r * 1.2, thick - r}, {r * 1.2, thick}}}};
    for (int i = 0; i < knuckles; ++i)
        draft.join(Axis::X, 2 * i * pitch, (2 * i + 1) * pitch, plate(eye, {circle({0, thick - r}, bore)}));
}

void rocker(Draft& draft, Random& random) {  // a rounded triangle with an eye in each corner
    const double tall = random.uniform(45.0, 85.0), r = random.uniform(8.0, 13.0),
                 lean = coin(random) ? 0.0 : random.uniform(-30.0, 30.0), thick = random.uniform(4.0, 18.0);
    const std::vector<Vec2> tips{{-50, 0}, {50, 0}, {lean, tall}};
    const Vec2 middle = (tips[0] + tips[1] + tips[2]) / 3.0;
    std::vector<Corner> corners;
    std::vector<Loop> holes;
    for (size_t i = 0; i < 3; ++i) {
        corners.push_back({tips[i], CornerKind::Round, r});
        const Vec2 a = normalized(tips[(i + 1) % 3] - tips[i]), b = normalized(tips[(i + 2) % 3] - tips[i]);
        const double half = 0.5 * std::acos(dot(a, b));
        holes.push_back(circle(tips[i] + normalized(a + b) * (r / std::sin(half)), r * random.uniform(0.4, 0.5)));
    }
    if (random.chance(0.5)) holes.push_back(circle(middle, random.uniform(4.0, 9.0)));
    draft.base(Axis::Z, 0.0, thick, plate(outline(corners), holes));
}

void crankHandle(Draft& draft, Random& random) {
    const double big = random.uniform(12.0, 18.0), small = random.uniform(8.0, 12.0), thick = random.uniform(6.0, 14.0),
                 span = 100.0 - big - small;
    draft.base(Axis::Z, 0.0, thick, taperedSlot({}, big, {span, 0}, small));
    draft.join(Axis::Z, thick, thick + random.uniform(25.0, 70.0),
               circle({span, 0}, small * random.uniform(0.55, 0.85)));
    const double hub = thick + random.uniform(0.0, 20.0);
    if (hub > thick + 4.0) draft.join(Axis::Z, thick, hub, circle({}, big * 0.85));
    const Loop bore = coin(random) ? circle({}, big * 0.5) : regularPolygon({}, big * 0.5, 4, kPi / 4);
    draft.cut(Axis::Z, 0.0, hub > thick + 4.0 ? hub : thick, bore);
}

void cam(Draft& draft, Random& random) {
    const double big = random.uniform(28.0, 38.0), small = big * random.uniform(0.25, 0.6),
                 thick = random.uniform(6.0, 40.0);
    std::vector<Loop> holes{random.chance(0.7) ? circle({}, big * random.uniform(0.2, 0.45))
                                               : keyhole({}, big * 0.3, big * 0.2, big * 0.42, kPi)};
    draft.base(Axis::Z, 0.0, thick, plate(taperedSlot({}, big, {big * random.uniform(0.9, 1.6), 0}, small), holes));
}

void gripHandle(Draft& draft, Random& random) {  // a bow handle with feet
    const double height = random.uniform(25.0, 50.0), bar = random.uniform(6.0, 13.0),
                 foot = random.uniform(10.0, 20.0), deep = random.uniform(10.0, 26.0);
    const CornerKind kind = coin(random) ? CornerKind::Round : CornerKind::Chamfer;
    const double corner = random.uniform(5.0, 14.0), x = 50.0 - foot;
    draft.base(Axis::Y, 0.0, deep,
               outline(mirroredCorners({{{x - bar, height - bar}, kind, corner},
                                        {{x - bar, 0}},
                                        {{50, 0}},
                                        {{50, bar * 0.6}},
                                        {{x, bar * 0.6}},
                                        {{x, height}, kind, corner + bar}})));
    draft.cut(
        Axis::Z, 0.0, bar * 0.6,
        at({{x + 0.5 * foot, 0.5 * deep}, {-x - 0.5 * foot, 0.5 * deep}}, circle({}, std::min(foot, deep) * 0.25)));
}

}  // namespace

FamilyList leverFamilies() {
    return {{"link arm", linkArm},
            {"bossed lever", bossedLever},
            {"bell crank", bellCrank},
            {"clevis", clevis},
            {"hook", hook},
            {"spanner", spanner},
            {"hinge half", hingeHalf},
            {"rocker", rocker},
            {"crank handle", crankHandle},
            {"cam", cam},
            {"bow handle", gripHandle}};
}

}  // namespace img2cadseq::synth
