// Clamps, clips, collars and supports for rods and small motors.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "synth/part_common.h"
#include "synth/part_families.h"

namespace img2cadseq::synth {
namespace {

constexpr double kPi = std::numbers::pi;

void shaftCollar(Draft& draft, Random& random) {
    const double r = 50.0, bore = r * random.uniform(0.3, 0.65), thick = random.uniform(15.0, 60.0);
    draft.base(Axis::Z, 0.0, thick, plate(circle({}, r), {circle({}, bore)}));
    if (random.chance(0.6)) {
        const double slit = random.uniform(3.0, 8.0);
        draft.sequence.blocks.clear();
        const double a = std::asin(0.5 * slit / r), b = std::asin(0.5 * slit / bore);
        const Arc rim = Arc::fromCenter({}, r, a, 2 * kPi - 2 * a),
                  hub = Arc::fromCenter({}, bore, 2 * kPi - b, -(2 * kPi - 2 * b));
        draft.base(Axis::Z, 0.0, thick, plate(Loop{{rim, Line{rim.end, hub.start}, hub, Line{hub.end, rim.start}}}));
    } else {
        draft.cut(Axis::X, 0.0, r, circle({0, 0.5 * thick}, thick * random.uniform(0.1, 0.25)));
    }
}

void earedClamp(Draft& draft, Random& random) {  // a split ring with two jaws and a screw through them
    const double r = random.uniform(24.0, 34.0), bore = r * random.uniform(0.55, 0.8), slit = random.uniform(3.0, 7.0),
                 jaw = random.uniform(7.0, 12.0), reach = r + random.uniform(12.0, 26.0),
                 thick = random.uniform(12.0, 40.0);
    const double h = 0.5 * slit + jaw;
    if (h > 0.8 * r) return;
    const double a = std::asin(h / r), b = std::asin(0.5 * slit / bore);
    const Arc rim = Arc::fromCenter({}, r, a, 2 * kPi - 2 * a),
              hub = Arc::fromCenter({}, bore, 2 * kPi - b, -(2 * kPi - 2 * b));
    draft.base(Axis::Z, 0.0, thick,
               plate(Loop{{rim, Line{rim.end, {reach, -h}}, Line{{reach, -h}, {reach, -0.5 * slit}},
                           Line{{reach, -0.5 * slit}, hub.start}, hub, Line{hub.end, {reach, 0.5 * slit}},
                           Line{{reach, 0.5 * slit}, {reach, h}}, Line{{reach, h}, rim.start}}}));
    draft.cut(Axis::Y, -h, h,
              circle({0.5 * (reach + r) + 1.0, 0.5 * thick},
                     std::min(0.5 * thick, 0.5 * (reach - r)) * random.uniform(0.4, 0.6)));
    if (random.chance(0.35))
        draft.join(Axis::X, -r - random.uniform(10.0, 40.0), -bore - 2.0, rectangle(Box2{{-h, 0.0}, {h, thick}}));
}

void pipeClip(Draft& draft, Random& random) {  // an open ring on a foot
    const double r = random.uniform(22.0, 32.0), wall = random.uniform(3.0, 8.0), bore = r - wall,
                 thick = random.uniform(8.0, 45.0), open = kPi * random.uniform(0.2, 0.45);
    const double foot = random.uniform(4.0, 9.0),
                 half = random.chance(0.5) ? r * random.uniform(0.6, 1.0) : r + random.uniform(12.0, 26.0);
    const Arc hub = Arc::fromCenter({}, bore, 0.5 * kPi + open, 2 * kPi - 2 * open),
              rim = Arc::fromCenter({}, r, 0.5 * kPi - open, -(2 * kPi - 2 * open));
    const Loop ring{{rim, Line{rim.end, hub.start}, hub, Line{hub.end, rim.start}}};
    draft.base(Axis::Y, 0.0, thick, plate(ring));
    draft.join(Axis::Z, -r - foot + 0.5 * wall, -r + 0.5 * wall,
               rectangle(Box2{{-half, 0.0}, {half, thick}}, CornerKind::Round, 0.0));
    if (half > r + 10.0) {
        const double x = 0.5 * (half + r);
        draft.cut(Axis::Z, -r - foot + 0.5 * wall, -r + 0.5 * wall,
                  at({{x, 0.5 * thick}, {-x, 0.5 * thick}}, circle({}, std::min(0.2 * (half - r), 0.3 * thick))));
    }
}

void saddleClamp(Draft& draft, Random& random) {  // half a pipe wall with flat ears
    const double r = random.uniform(18.0, 32.0), wall = random.uniform(3.0, 7.0), ear = 50.0 - r,
                 deep = random.uniform(12.0, 50.0);
    const double bore = r - wall, t = wall, x = std::sqrt(r * r - t * t);
    draft.base(Axis::Y, 0.0, deep,
               Loop{{Line{{bore, 0}, {50, 0}}, Line{{50, 0}, {50, t}}, Line{{50, t}, {x, t}},
                     Arc{{x, t}, {0, r}, {-x, t}}, Line{{-x, t}, {-50, t}}, Line{{-50, t}, {-50, 0}},
                     Line{{-50, 0}, {-bore, 0}}, Arc{{-bore, 0}, {0, bore}, {bore, 0}}}});
    const double place = r + 0.5 * ear;
    draft.cut(Axis::Z, 0.0, t,
              at({{place, 0.5 * deep}, {-place, 0.5 * deep}}, circle({}, std::min(0.25 * ear, 0.25 * deep))));
}

void rodSupport(Draft& draft, Random& random) {  // a block with a bore split open from above
    const double width = random.uniform(36.0, 60.0), height = stepped(random, 40.0, 80.0, 2.0),
                 thick = random.uniform(14.0, 40.0), bore = width * random.uniform(0.18, 0.3),
                 eye = height - bore - random.uniform(7.0, 14.0), slit = bore * random.uniform(0.25, 0.6);
    const double x = 0.5 * width, s = 0.5 * slit, touch = eye + std::sqrt(bore * bore - s * s);
    const double foot = random.uniform(6.0, 14.0), flange = random.chance(0.6) ? 50.0 : x;
    Loop shape{{Line{{-s, height}, {-x, height}}, Line{{-x, height}, {-x, flange > x ? foot : 0.0}}}};
    const auto line = [&](const Vec2& to) {
        const Vec2 from = endPoint(shape.curves.back());
        if (norm(to - from) > 1e-9) shape.curves.push_back(Line{from, to});
    };
    if (flange > x) {
        line({-flange, foot});
        line({-flange, 0});
        line({flange, 0});
        line({flange, foot});
        line({x, foot});
    } else
        line({x, 0});
    line({x, height});
    line({s, height});
    line({s, touch});
    shape.curves.push_back(Arc{{s, touch}, {0, eye - bore}, {-s, touch}});
    line({-s, height});
    draft.base(Axis::Y, 0.0, thick, shape);
    if (flange > x)
        draft.cut(Axis::Z, 0.0, foot,
                  at({{0.5 * (x + flange), 0.5 * thick}, {-0.5 * (x + flange), 0.5 * thick}},
                     circle({}, std::min(0.2 * (flange - x), 0.28 * thick))));
    if (random.chance(0.5))
        draft.cut(Axis::X, -x, x,
                  circle({0.5 * thick, 0.5 * (touch + height) + 1.0}, std::min(0.3 * (height - touch), 0.25 * thick)));
}

void servoBracket(Draft& draft,
                  Random& random) {  // a plate with a rectangular window and screw holes beside it, on a foot or walls
    const double t = random.uniform(3.0, 7.0), height = stepped(random, 36.0, 60.0, 2.0),
                 deep = random.uniform(20.0, 45.0);
    const Vec2 window{random.uniform(38.0, 52.0), height * random.uniform(0.4, 0.6)};
    const Vec2 center{50.0, t + 0.5 * (height - t)};
    std::vector<Loop> holes{rectangle(center, window)};
    const double x = 0.5 * window.x + random.uniform(4.5, 7.0), r = random.uniform(1.8, 2.8);
    const auto screws =
        coin(random) ? gridPlaces(center, 2, 1, {2 * x, 0}) : cornerPlaces(center, {2 * x, window.y * 0.55});
    for (const Vec2& place : screws) holes.push_back(circle(place, r));
    draft.base(Axis::Y, 0.0, t, plate(rectangle(Box2{{0, 0}, {100, height}}), holes));
    switch (random.integer(0, 2)) {
        case 0:
            draft.join(Axis::Z, 0.0, t, rectangle(Box2{{0, t}, {100, deep}}));
            draft.cut(Axis::Z, 0.0, t, at({{20, 0.6 * deep}, {80, 0.6 * deep}}, circle({}, random.uniform(2.0, 4.0))));
            break;
        case 1:
            draft.join(
                Axis::Z, 0.0, height,
                std::vector<Loop>{rectangle(Box2{{0, t}, {t, deep}}), rectangle(Box2{{100 - t, t}, {100, deep}})});
            break;
        default: break;
    }
}

void motorBox(Draft& draft, Random& random) {  // a U of three plates: round window in the middle, holes in the wings
    const double t = random.uniform(3.0, 8.0), height = stepped(random, 40.0, 80.0, 2.0),
                 deep = random.uniform(25.0, 70.0), r = random.uniform(0.2, 0.36) * height;
    const Vec2 eye{50.0 + (coin(random) ? 0.0 : random.uniform(-14.0, 14.0)), 0.5 * height};
    draft.base(Axis::Z, 0.0, height,
               outline(std::vector<Vec2>{
                   {0, 0}, {100, 0}, {100, deep}, {100 - t, deep}, {100 - t, t}, {t, t}, {t, deep}, {0, deep}}));
    std::vector<Loop> holes{circle(eye, r)};
    for (const Vec2& p : cornerPlaces(eye, {2 * (r * 0.75 + 5), 2 * (r * 0.75 + 5)}))
        holes.push_back(circle(p, random.uniform(1.8, 1.9)));
    if (random.chance(0.4)) holes.resize(1);
    draft.cut(Axis::Y, 0.0, t, holes);
    if (random.chance(0.7))
        draft.cut(Axis::X, coin(random) ? 0.0 : 100 - t, 100.0,
                  screwHoles(random, {{t + 6, 3}, {deep - 3, height - 3}}, random.uniform(2.0, 4.5)));
}

void cableComb(Draft& draft, Random& random) {  // a bar with round notches along one edge
    const int count = random.integer(2, 5);
    const double pitch = 100.0 / count, r = pitch * random.uniform(0.2, 0.32), height = r * random.uniform(2.2, 4.0),
                 mouth = r * random.uniform(0.6, 1.0), depth = height - r * random.uniform(1.0, 1.3);
    Loop shape{{Line{{0, 0}, {100, 0}}, Line{{100, 0}, {100, height}}}};
    Vec2 pen{100, height};
    const auto line = [&](const Vec2& to) {
        shape.curves.push_back(Line{pen, to});
        pen = to;
    };
    for (int i = count - 1; i >= 0; --i) {
        const double x = (i + 0.5) * pitch, rise = depth + std::sqrt(r * r - mouth * mouth);
        line({x + mouth, height});
        if (height - rise > 1.5)
            line({x + mouth, rise});
        else
            return;
        if (mouth > 0.98 * r) return;
        shape.curves.push_back(Arc{pen, {x, depth - r}, {x - mouth, rise}});
        pen = {x - mouth, rise};
        line({x - mouth, height});
    }
    line({0, height});
    line({0, 0});
    draft.base(Axis::Y, 0.0, random.uniform(6.0, 50.0), shape);
}

void springClip(Draft& draft, Random& random) {  // a snap arm on a plate
    const double plateThick = random.uniform(4.0, 9.0), width = random.uniform(20.0, 60.0),
                 rise = random.uniform(18.0, 60.0), arm = random.uniform(4.0, 9.0), barb = random.uniform(3.0, 9.0);
    const double x = random.uniform(0.0, 70.0);
    draft.base(Axis::Z, 0.0, plateThick, rectangle(Box2{{0, 0}, {100, width}}));
    const double from = width * (coin(random) ? 0.0 : 0.2);
    const double top = plateThick + rise;
    const Loop side = outline(std::vector<Vec2>{{x, plateThick},
                                                {x + arm, plateThick},
                                                {x + arm, top - 2.2 * barb},
                                                {x + arm + barb, top - 2.2 * barb},
                                                {x + arm * 0.6, top},
                                                {x, top}});
    draft.join(Axis::Y, from, width - from, side);
    if (coin(random)) draft.cut(Axis::Z, 0.0, plateThick, circle({x < 35.0 ? 75.0 : 15.0, 0.5 * width}, 0.18 * width));
}

void phoneStand(Draft& draft, Random& random) {  // a foot, a leaning back and a lip, seen from the side
    const double t = random.uniform(4.0, 9.0), lean = random.uniform(0.9, 1.3), back = random.uniform(50.0, 95.0);
    const double lip = random.uniform(10.0, 24.0), foot = random.uniform(60.0, 100.0),
                 heel = foot * random.uniform(0.3, 0.5);
    const Vec2 d{std::cos(lean), std::sin(lean)};
    const double wide = t / std::sin(lean);
    const Vec2 low{heel, t}, high = low + d * back;
    draft.base(Axis::Y, 0.0, random.uniform(20.0, 90.0),
               outline(std::vector<Vec2>{{0, 0},
                                         {foot, 0},
                                         {foot, t},
                                         low + Vec2{wide, 0},
                                         high + Vec2{wide, 0},
                                         high,
                                         low,
                                         {t, t},
                                         {t, lip},
                                         {0, lip}}));
}

}  // namespace

FamilyList clampFamilies() {
    return {{"shaft collar", shaftCollar},   {"eared clamp", earedClamp}, {"pipe clip", pipeClip},
            {"saddle clamp", saddleClamp},   {"rod support", rodSupport}, {"servo bracket", servoBracket},
            {"motor box", motorBox},         {"cable comb", cableComb},   {"snap arm", springClip},
            {"phone stand", phoneStand, 0.6}};
}

}  // namespace img2cadseq::synth
