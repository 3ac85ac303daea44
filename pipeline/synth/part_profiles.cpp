// Extruded sections: bars, angles, channels, rails, tubes.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "synth/part_common.h"
#include "synth/part_families.h"

namespace img2cadseq::synth {
namespace {

constexpr double kPi = std::numbers::pi;

/// Length of a bar whose section is about 40 across.
double barLength(Random& random) { return random.logUniform(15.0, 600.0); }

void holesAlong(Draft& draft, Random& random, Axis through, double level, double thick, double length, double across,
                double room) {
    const int count = random.integer(1, 5);
    const double r = std::min(room * 0.28, length / (3.2 * count)) * random.uniform(0.5, 1.0);
    if (r < 0.012 * length || r < 1.0) return;
    std::vector<Loop> holes;
    for (int i = 0; i < count; ++i) {
        const double along = length * (i + 0.5) / count;
        holes.push_back(circle(through == Axis::X ? Vec2{along, across} : Vec2{across, along}, r));
    }
    // The bar runs along Y: natural (x, y) on Z, (y, z) on X.
    draft.cut(through, level, level + thick, holes);
}

void bar(Draft& draft, Random& random) {
    const double length = random.logUniform(30.0, 900.0);
    const int kind = random.integer(0, 5);
    double height = 40.0;
    Loop section = circle({}, 20.0);
    if (kind == 1) section = regularPolygon({}, 22.0, 6);
    if (kind >= 2) height = random.uniform(6.0, 40.0);
    if (kind == 2) section = rectangle(Vec2{}, {40.0, height}, CornerKind::Round, random.uniform(2.0, 3.0));
    if (kind == 3) section = rectangle(Vec2{}, {40.0, height}, CornerKind::Chamfer, random.uniform(1.5, 2.4));
    if (kind == 4) section = dShape({}, 20.0, 20.0 * random.uniform(0.3, 0.8), 0.5 * kPi);
    if (kind == 5) section = rectangle(Vec2{}, {40.0, height});
    draft.base(Axis::Y, 0.0, length, section);
    const bool few = kind == 0 || kind == 1;  // a bare rod has one parameter only
    if (random.chance(few ? 0.95 : 0.35)) {
        const double r = std::min(8.0, 0.12 * length) * random.uniform(0.4, 1.0),
                     end = random.uniform(0.08, 0.3) * length;
        std::vector<Vec2> places{{0.0, end}};
        if (coin(random)) places.push_back({0.0, length - end});
        draft.cut(Axis::Z, -40.0, 40.0, at(places, circle({}, std::max(r, 0.011 * length))));
    }
    if (few && coin(random))
        draft.join(Axis::Y, length, length * random.uniform(1.05, 1.5), circle({}, random.uniform(8.0, 16.0)));
}

void angleBar(Draft& draft, Random& random) {
    const double a = 40.0, b = stepped(random, 15.0, 40.0), t = random.uniform(2.5, 8.0), length = barLength(random);
    const bool soft = coin(random);
    draft.base(Axis::Y, 0.0, length,
               outline({{{0, 0}},
                        {{a, 0}},
                        {{a, t}},
                        {{t, t}, soft ? CornerKind::Round : CornerKind::Sharp, t},
                        {{t, b}},
                        {{0, b}}}));
    if (random.chance(0.4)) holesAlong(draft, random, Axis::Z, 0.0, t, length, 0.5 * (a + t), a - t);
    if (random.chance(0.3)) holesAlong(draft, random, Axis::X, 0.0, t, length, 0.5 * (b + t), b - t);
}

void channelBar(Draft& draft, Random& random) {
    const double x = 20.0, h = stepped(random, 12.0, 40.0), t = random.uniform(2.5, 7.0), length = barLength(random);
    std::vector<Vec2> right{{x, 0}, {x, h}, {x - t, h}, {x - t, t}};
    if (random.chance(0.25))
        right = {{x, 0}, {x, h}, {x - 2.2 * t, h}, {x - 2.2 * t, h - t}, {x - t, h - t}, {x - t, t}};
    const double corner = random.chance(0.3) ? 0.5 * t : 0.0;
    draft.base(Axis::Y, 0.0, length, outline(mirroredPoints(right), CornerKind::Round, corner));
    if (random.chance(0.4)) holesAlong(draft, random, Axis::Z, 0.0, t, length, 0.0, 2 * (x - t));
}

void teeBar(Draft& draft, Random& random) {
    const double x = 20.0, h = stepped(random, 16.0, 40.0), t = random.uniform(3.0, 7.0),
                 w = random.uniform(3.0, 9.0) * 0.5;
    draft.base(Axis::Y, 0.0, barLength(random), outline(mirroredPoints({{w, 0}, {w, h - t}, {x, h - t}, {x, h}})));
}

void beam(Draft& draft, Random& random) {
    const double x = stepped(random, 12.0, 24.0), h = 40.0, t = random.uniform(3.0, 7.0),
                 w = random.uniform(2.5, 6.0) * 0.5;
    const bool soft = random.chance(0.4);
    const CornerKind kind = soft ? CornerKind::Round : CornerKind::Sharp;
    draft.base(
        Axis::Y, 0.0, barLength(random),
        outline(mirroredCorners(
            {{{x, 0}}, {{x, t}}, {{w, t}, kind, 0.7 * t}, {{w, h - t}, kind, 0.7 * t}, {{x, h - t}}, {{x, h}}})));
}

void zedBar(Draft& draft, Random& random) {
    const double a = stepped(random, 14.0, 30.0), h = stepped(random, 16.0, 40.0), t = random.uniform(2.5, 7.0);
    draft.base(Axis::Y, 0.0, barLength(random),
               outline(std::vector<Vec2>{
                   {0, 0}, {a, 0}, {a, h - t}, {2 * a - t, h - t}, {2 * a - t, h}, {a - t, h}, {a - t, t}, {0, t}}));
}

void hatBar(Draft& draft, Random& random) {
    const double x = random.uniform(9.0, 16.0), brim = random.uniform(7.0, 14.0), h = random.uniform(12.0, 32.0),
                 t = random.uniform(2.0, 5.0);
    const double lean = random.chance(0.4) ? random.uniform(2.0, 6.0) : 0.0, length = barLength(random);
    draft.base(
        Axis::Y, 0.0, length,
        outline(mirroredPoints(
            {{x - t, h - t}, {x - t + lean, 0}, {x + lean + brim, 0}, {x + lean + brim, t}, {x + lean, t}, {x, h}})));
}

void tube(Draft& draft, Random& random) {
    const double wall = random.uniform(1.5, 7.0), length = barLength(random), height = stepped(random, 18.0, 40.0);
    switch (random.integer(0, 3)) {
        case 0: draft.base(Axis::Y, 0.0, length, plate(circle({}, 20.0), {circle({}, 20.0 - wall)})); break;
        case 1:
            draft.base(Axis::Y, 0.0, length,
                       plate(regularPolygon({}, 22.0, 6),
                             {random.chance(0.5) ? circle({}, 18.0 - wall) : regularPolygon({}, 21.0 - wall, 6)}));
            break;
        default:
            draft.base(Axis::Y, 0.0, length,
                       ringWall({}, {40.0, height}, wall, CornerKind::Round,
                                coin(random) ? 0.0 : wall + random.uniform(1.0, 3.0)));
    }
}

void halfPipe(Draft& draft, Random& random) {
    const double outer = 30.0, inner = outer * random.uniform(0.5, 0.9);
    const double sweep = kPi * pick(random, {1.0, 1.0, 0.5, 0.667, 1.333});
    draft.base(Axis::Y, 0.0, barLength(random), sector({}, inner, outer, 0.5 * (kPi - sweep), sweep));
}

void slottedProfile(Draft& draft, Random& random) {  // the square profile with a T-slot in each side
    const double half = 20.0, mouth = random.uniform(3.0, 5.0), lip = random.uniform(2.0, 4.5),
                 deep = random.uniform(9.5, 13.0), wide = random.uniform(7.0, 10.0);
    const bool undercut = random.chance(0.7);
    std::vector<Vec2> points;
    for (int side = 0; side < 4; ++side) {
        std::vector<Vec2> one{{half, -half}, {half, -mouth}};
        if (undercut)
            for (const Vec2& p : {Vec2{half - lip, -mouth}, Vec2{half - lip, -wide}, Vec2{deep, -mouth * 0.9},
                                  Vec2{deep, mouth * 0.9}, Vec2{half - lip, wide}, Vec2{half - lip, mouth}})
                one.push_back(p);
        else
            for (const Vec2& p : {Vec2{deep, -mouth}, Vec2{deep, mouth}}) one.push_back(p);
        one.push_back({half, mouth});
        for (const Vec2& p : one) points.push_back(rotated(p, 0.5 * kPi * side));
    }
    std::vector<Loop> holes;
    if (random.chance(0.8)) holes.push_back(circle({}, random.uniform(2.5, 4.5)));
    draft.base(Axis::Y, 0.0, random.logUniform(20.0, 300.0), plate(outline(points), holes));
}

void rail(Draft& draft, Random& random) {  // dovetail or stepped guide
    const double x = 20.0, foot = random.uniform(5.0, 10.0), h = foot + random.uniform(6.0, 16.0),
                 neck = random.uniform(7.0, 12.0), head = neck + random.uniform(2.5, 6.0);
    const double length = barLength(random);
    std::vector<Vec2> right{{x, 0}, {x, foot}, {neck, foot}, {head, h}};
    if (coin(random))
        right = {{x, 0}, {x, foot}, {neck, foot}, {neck, 0.5 * (foot + h)}, {head, 0.5 * (foot + h)}, {head, h}};
    draft.base(Axis::Y, 0.0, length, outline(mirroredPoints(right)));
    if (random.chance(0.4)) holesAlong(draft, random, Axis::Z, 0.0, h, length, 0.0, neck);
}

void wedge(Draft& draft, Random& random) {
    const double length = 100.0, tall = random.uniform(12.0, 90.0),
                 tip = random.chance(0.4) ? random.uniform(2.0, 0.4 * tall) : 0.0;
    std::vector<Vec2> points{{0, 0}, {length, 0}};
    if (tip > 0.0) points.push_back({length, tip});
    points.push_back({random.chance(0.3) ? random.uniform(15.0, 60.0) : 0.0, tall});
    if (points.back().x > 0.0) points.push_back({0, random.chance(0.5) ? tall : tip + 1.0});
    draft.base(Axis::Y, 0.0, random.logUniform(5.0, 90.0), outline(points));
}

void gusset(Draft& draft, Random& random) {
    const double a = 100.0, b = stepped(random, 50.0, 100.0, 2.0), blunt = random.uniform(6.0, 22.0);
    std::vector<Corner> corners{{{0, 0}, coin(random) ? CornerKind::Sharp : CornerKind::Chamfer, blunt * 0.8},
                                {{a, 0}},
                                {{a, blunt}},
                                {{blunt, b}},
                                {{0, b}}};
    std::vector<Loop> holes;
    const double r = random.uniform(2.5, 5.0);
    if (random.chance(0.6))
        holes = {circle({0.5 * blunt + 3, 0.8 * b}, r), circle({0.8 * a, 0.5 * blunt + 3}, r), circle({12.0, 12.0}, r)};
    else if (coin(random))
        holes = {circle({0.3 * a, 0.3 * b}, 0.12 * b)};
    draft.base(Axis::Z, 0.0, random.logUniform(3.0, 14.0), plate(outline(corners), holes));
}

void stairs(Draft& draft, Random& random) {
    const int steps = random.integer(2, 5);
    const double run = 100.0 / steps, rise = random.uniform(0.3, 1.0) * run;
    std::vector<Vec2> points{{0, 0}, {100.0, 0}};
    for (int i = 0; i < steps; ++i) {
        points.push_back({100.0 - i * run, (i + 1) * rise});
        points.push_back({100.0 - (i + 1) * run, (i + 1) * rise});
    }
    draft.base(Axis::Y, 0.0, random.logUniform(10.0, 90.0), outline(points));
}

}  // namespace

FamilyList profileFamilies() {
    return {{"bar", bar, 1.5},
            {"angle bar", angleBar},
            {"channel bar", channelBar},
            {"tee bar", teeBar, 0.6},
            {"beam", beam, 0.6},
            {"zed bar", zedBar, 0.5},
            {"hat bar", hatBar, 0.6},
            {"tube", tube, 1.5},
            {"half pipe", halfPipe},
            {"slotted profile", slottedProfile, 0.7},
            {"rail", rail},
            {"wedge", wedge},
            {"gusset", gusset},
            {"stairs", stairs, 0.6}};
}

}  // namespace img2cadseq::synth
