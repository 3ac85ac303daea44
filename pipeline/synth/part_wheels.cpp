// Wheels, knobs, pulleys, discs and rings with something cut or set on a circle.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "synth/part_common.h"
#include "synth/part_families.h"

namespace img2cadseq::synth {
namespace {

constexpr double kPi = std::numbers::pi;

void pulley(Draft& draft, Random& random) {
    const double rim = 50.0, groove = rim * random.uniform(0.6, 0.88), flange = random.uniform(4.0, 12.0),
                 wide = random.uniform(5.0, 40.0), bore = random.uniform(5.0, 0.5 * groove);
    draft.base(Axis::Z, 0.0, flange, circle({}, rim));
    draft.join(Axis::Z, flange, flange + wide, circle({}, groove));
    draft.join(Axis::Z, flange + wide, 2 * flange + wide, circle({}, rim));
    draft.cut(Axis::Z, 0.0, 2 * flange + wide,
              random.chance(0.75) ? circle({}, bore) : keyhole({}, bore, 0.5 * bore, 1.35 * bore, 0.5 * kPi));
    if (random.chance(0.3) && groove - bore > 16.0)
        draft.cut(
            Axis::Z, 0.0, 2 * flange + wide,
            at(circlePlaces({}, 0.5 * (groove + bore), random.integer(3, 6)), circle({}, 0.25 * (groove - bore))));
}

void spokedWheel(Draft& draft, Random& random) {
    const double r = 50.0, rim = random.uniform(5.0, 10.0), hub = random.uniform(9.0, 16.0),
                 bore = hub * random.uniform(0.35, 0.6), thick = random.uniform(6.0, 24.0),
                 wide = random.uniform(4.0, 9.0);
    const int spokes = random.integer(3, 6);
    // Windows between the spokes: sectors whose sides keep the spokes parallel enough.
    std::vector<Loop> holes{circle({}, bore)};
    const double inner = hub, outer = r - rim, pitch = 2 * kPi / spokes;
    const double a = std::asin(0.5 * wide / inner), b = std::asin(0.5 * wide / outer);
    if (pitch - 2 * a < 0.3) return;
    for (int i = 0; i < spokes; ++i) {
        const Arc out = Arc::fromCenter({}, outer, i * pitch + b, pitch - 2 * b),
                  in = Arc::fromCenter({}, inner, (i + 1) * pitch - a, -(pitch - 2 * a));
        holes.push_back(Loop{{out, Line{out.end, in.start}, in, Line{in.end, out.start}}});
    }
    draft.base(Axis::Z, 0.0, thick, plate(circle({}, r), holes));
    if (random.chance(0.4))
        draft.join(Axis::Z, thick, thick + random.uniform(4.0, 20.0),
                   plate(circle({}, hub * 0.95), {circle({}, bore)}));
}

/// Disc with round bites out of its rim.
Loop scalloped(double r, int count, double bite, double at) {
    Loop loop;
    const double pitch = 2 * kPi / count;
    const double half = std::acos((r * r + at * at - bite * bite) / (2 * r * at));  // where the bite meets the rim
    for (int i = 0; i < count; ++i) {
        const double phi = i * pitch;
        const auto on = [&](double radius, double angle) { return Vec2{std::cos(angle), std::sin(angle)} * radius; };
        loop.curves.push_back(Arc{on(r, phi - half), on(at - bite, phi), on(r, phi + half)});
        loop.curves.push_back(Arc{on(r, phi + half), on(r, phi + 0.5 * pitch), on(r, phi + pitch - half)});
    }
    for (size_t i = 0; i < loop.curves.size(); ++i)
        std::get<Arc>(loop.curves[i]).end = startPoint(loop.curves[(i + 1) % loop.curves.size()]);
    return loop;
}

void knob(Draft& draft, Random& random) {
    const double r = 50.0, thick = random.uniform(14.0, 40.0);
    const int count = random.integer(4, 10);
    const double bite = r * std::sin(kPi / count) * random.uniform(0.45, 0.75), place = r * random.uniform(1.0, 1.08);
    draft.base(Axis::Z, 0.0, thick, scalloped(r, count, bite, place));
    const double hub = (place - bite) * random.uniform(0.4, 0.7), rise = thick + random.uniform(5.0, 25.0);
    const bool stem = random.chance(0.6);
    if (stem) draft.join(Axis::Z, thick, rise, circle({}, hub));
    const Loop bore = random.chance(0.6) ? circle({}, hub * 0.45)
                                         : (coin(random) ? dShape({}, hub * 0.45, hub * 0.28, 0.5 * kPi)
                                                         : regularPolygon({}, hub * 0.5, 6));
    const double top = stem ? rise : thick;
    draft.cut(Axis::Z, coin(random) ? 0.0 : top * random.uniform(0.3, 0.6), top, bore);
}

void controlKnob(Draft& draft, Random& random) {
    const double r = 50.0, skirt = random.uniform(6.0, 14.0), body = r * random.uniform(0.6, 0.85),
                 height = skirt + random.uniform(20.0, 70.0);
    draft.base(Axis::Z, 0.0, skirt, circle({}, r));
    draft.join(Axis::Z, skirt, height,
               coin(random) ? circle({}, body) : toothed({}, body * 0.92, body, random.integer(6, 11), 0.5, 0.4, true));
    const double shaft = body * random.uniform(0.18, 0.35);
    draft.cut(Axis::Z, 0.0, height * random.uniform(0.4, 0.75),
              coin(random) ? dShape({}, shaft, shaft * 0.6, 0.5 * kPi) : circle({}, shaft));
    if (random.chance(0.3))
        draft.cut(Axis::Z, height - 4.0, height, rectangle(Box2{{0.2 * body, -3.0}, {0.75 * body, 3.0}}));
}

void grooveDisc(Draft& draft, Random& random) {  // a disc with a ring sunk into its face
    const double r = 50.0, thick = random.uniform(8.0, 40.0), outer = r * random.uniform(0.6, 0.88),
                 inner = outer * random.uniform(0.6, 0.9);
    draft.base(Axis::Z, 0.0, thick, circle({}, r));
    draft.cut(Axis::Z, thick * random.uniform(0.3, 0.8), thick, plate(circle({}, outer), {circle({}, inner)}));
    if (random.chance(0.5)) draft.cut(Axis::Z, 0.0, thick, circle({}, inner * random.uniform(0.2, 0.7)));
}

void slottedDisc(Draft& draft, Random& random) {
    const double r = 50.0, thick = random.uniform(3.0, 20.0);
    const int count = random.integer(2, 6);
    std::vector<Loop> holes;
    const double ring = r * random.uniform(0.55, 0.75), half = random.uniform(3.0, 7.0),
                 sweep = 2 * kPi / count * random.uniform(0.35, 0.65);
    const Loop one = coin(random) ? arcSlot({}, ring, half, -0.5 * sweep, sweep)
                                  : slot({ring - 2.2 * half, 0}, {ring + 1.2 * half, 0}, half * 0.8);
    for (const Loop& copy : onCircle(one, {}, count)) holes.push_back(copy);
    if (random.chance(0.7)) holes.push_back(circle({}, random.uniform(4.0, ring - half * 3.2 - 4.0)));
    draft.base(Axis::Z, 0.0, thick, plate(circle({}, r), holes));
}

void tabbedRing(Draft& draft, Random& random) {  // a ring with lugs outside, with or without holes
    const double r = random.uniform(34.0, 42.0), bore = r * random.uniform(0.5, 0.9), lug = random.uniform(6.0, 9.0),
                 thick = random.uniform(3.0, 24.0), place = r + lug * 0.5;
    const int count = random.integer(2, 4);
    draft.base(Axis::Z, 0.0, thick, circle({}, r));
    std::vector<Profile> lugs;
    const double half = std::asin(lug / r), back = r * std::cos(half);
    const Loop ear{{Line{{back, -lug}, {place, -lug}}, Arc{{place, -lug}, {place + lug, 0}, {place, lug}},
                    Line{{place, lug}, {back, lug}}, Arc::fromCenter({}, r, half, -2 * half)}};
    for (const Loop& copy : onCircle(ear, {}, count)) lugs.push_back(plate(copy));
    const double ears = coin(random) ? thick : thick * random.uniform(0.35, 0.7);
    draft.add(BooleanOp::Join, Axis::Z, 0.0, ears, lugs);
    draft.cut(Axis::Z, 0.0, thick, circle({}, bore));
    if (random.chance(0.8))
        draft.cut(Axis::Z, 0.0, ears, at(circlePlaces({}, place, count), circle({}, lug * random.uniform(0.35, 0.55))));
}

void counterboredSpacer(Draft& draft, Random& random) {
    const double r = 50.0, thick = random.uniform(20.0, 160.0), seat = r * random.uniform(0.55, 0.85),
                 bore = seat * random.uniform(0.3, 0.75), deep = thick * random.uniform(0.12, 0.5);
    draft.base(Axis::Z, 0.0, thick,
               random.chance(0.7) ? circle({}, r)
                                  : (coin(random) ? regularPolygon({}, r * 1.1, 6)
                                                  : rectangle(Vec2{}, {90, 90}, CornerKind::Round, 12.0)));
    draft.cut(Axis::Z, 0.0, thick, circle({}, bore));
    draft.cut(Axis::Z, thick - deep, thick, circle({}, seat * 0.9));
    if (random.chance(0.25)) draft.cut(Axis::Z, 0.0, deep, circle({}, seat * 0.9));
}

void pinWithFlats(Draft& draft, Random& random) {
    const double r = random.uniform(7.0, 16.0), length = 100.0, flat = r * random.uniform(0.45, 0.8);
    const double run = random.uniform(14.0, 40.0);
    const int kind = random.integer(0, 2);
    draft.base(Axis::Z, 0.0, kind == 2 ? length - run : length, circle({}, r));
    if (kind == 2) draft.join(Axis::Z, length - run, length, circle({}, r * random.uniform(0.4, 0.75)));
    if (coin(random)) draft.join(Axis::Z, -random.uniform(5.0, 10.0), 0.0, circle({}, r * random.uniform(1.3, 2.0)));
    std::vector<Loop> flats{rectangle(Box2{{flat, -r}, {r, r}})};
    if (kind == 1) flats.push_back(rectangle(Box2{{-r, -r}, {-flat, r}}));
    if (kind < 2) draft.cut(Axis::Z, length - run, length, flats);
    if (random.chance(0.3)) draft.cut(Axis::X, -r, r, circle({0, 0.5 * (length - run)}, r * 0.3));
}

void crossHandle(Draft& draft, Random& random) {  // a star grip: bars across a hub
    const int arms = random.integer(2, 5);
    const double hub = random.uniform(12.0, 20.0), tip = random.uniform(6.0, 10.0), thick = random.uniform(8.0, 20.0);
    draft.base(Axis::Z, 0.0, thick, circle({}, hub));
    const double h = tip * 0.9, back = std::sqrt(hub * hub - h * h);
    const Loop arm{{Line{{back, -h}, {50 - h, -h}}, Arc{{50 - h, -h}, {50, 0}, {50 - h, h}},
                    Line{{50 - h, h}, {back, h}},
                    Arc::fromCenter({}, hub, std::asin(h / hub), -2 * std::asin(h / hub))}};
    if (h * arms > 2.7 * hub) return;
    draft.join(Axis::Z, 0.0, coin(random) ? thick : thick * 0.6, onCircle(arm, {}, arms));
    const double top = random.chance(0.5) ? thick : thick + random.uniform(4.0, 24.0);
    if (top > thick) draft.join(Axis::Z, thick, top, circle({}, hub * 0.75));
    draft.cut(Axis::Z, 0.0, top, random.chance(0.7) ? circle({}, hub * 0.4) : regularPolygon({}, hub * 0.45, 4));
}

void hexStandoff(Draft& draft, Random& random) {
    const double r = random.uniform(10.0, 26.0), body = random.uniform(20.0, 100.0),
                 stud = r * random.uniform(0.4, 0.6), reach = random.uniform(8.0, 40.0);
    draft.base(Axis::Z, 0.0, body, regularPolygon({}, r, 6));
    if (random.chance(0.7)) draft.join(Axis::Z, body, body + reach, circle({}, stud));
    if (random.chance(0.7))
        draft.cut(Axis::Z, 0.0, body * random.uniform(0.2, 0.6), circle({}, stud * random.uniform(0.8, 1.1)));
}

void roundLid(Draft& draft, Random& random) {
    const double r = 50.0, top = random.uniform(3.0, 10.0), lip = r - random.uniform(3.0, 9.0),
                 rise = random.uniform(4.0, 25.0);
    draft.base(Axis::Z, 0.0, top, circle({}, r));
    if (coin(random))
        draft.join(Axis::Z, top, top + rise, plate(circle({}, lip), {circle({}, lip - random.uniform(3.0, 8.0))}));
    else
        draft.join(Axis::Z, top, top + rise, circle({}, lip));
    if (random.chance(0.35))
        draft.join(Axis::Z, -random.uniform(5.0, 25.0), 0.0, circle({}, random.uniform(6.0, 16.0)));
}

void starPart(Draft& draft, Random& random) {
    const int points = random.integer(3, 7);
    std::vector<Loop> holes;
    const double inner = 50.0 * random.uniform(0.3, 0.65);
    if (coin(random)) holes.push_back(circle({}, inner * random.uniform(0.2, 0.6)));
    draft.base(Axis::Z, 0.0, random.logUniform(4.0, 40.0), plate(star({}, inner, 50.0, points, 0.5 * kPi), holes));
}

void baseTube(Draft& draft, Random& random) {  // a tube standing on a flat base with holes
    const double half = 50.0, r = random.uniform(18.0, 36.0), wall = random.uniform(3.0, 8.0),
                 base = random.uniform(4.0, 10.0), height = random.uniform(25.0, 160.0),
                 edge = random.uniform(6.0, 9.0);
    const bool round = random.chance(0.3);
    const auto places =
        round ? circlePlaces({}, 0.5 * (r + half), 4) : cornerPlaces({}, {2 * (half - edge), 2 * (half - edge)});
    const Loop foot = round ? circle({}, half) : rectangle(Vec2{}, {2 * half, 2 * half}, edgeStyle(random), edge);
    draft.base(Axis::Z, 0.0, base,
               plate(foot, at(places, circle({}, round ? std::min(4.0, 0.25 * (half - r)) : edge * 0.4))));
    draft.join(Axis::Z, base, base + height, circle({}, r));
    draft.cut(Axis::Z, random.chance(0.6) ? 0.0 : base, base + height, circle({}, r - wall));
    if (random.chance(0.3))
        draft.cut(Axis::Y, -r, coin(random) ? r : 0.0,
                  circle({0, base + 0.6 * height}, std::min(0.2 * height, 0.4 * r)));
}

}  // namespace

FamilyList wheelFamilies() {
    return {{"pulley", pulley},          {"spoked wheel", spokedWheel},
            {"scalloped knob", knob},    {"control knob", controlKnob},
            {"groove disc", grooveDisc}, {"slotted disc", slottedDisc},
            {"lugged ring", tabbedRing}, {"counterbored spacer", counterboredSpacer},
            {"pin", pinWithFlats},       {"star grip", crossHandle},
            {"standoff", hexStandoff},   {"round lid", roundLid},
            {"star", starPart, 0.4},     {"base tube", baseTube}};
}

}  // namespace img2cadseq::synth
