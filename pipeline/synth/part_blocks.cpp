// Machined and moulded blocks: bearing blocks, manifolds, slides, supports.

#include <algorithm>
#include <cmath>

#include "synth/part_common.h"
#include "synth/part_families.h"

namespace img2cadseq::synth {
namespace {

/// An upright with a round top of radius r about (0, eye), standing on z = 0, half width w at the foot.
Loop arch(double w, double eye, double r) {
    if (w > r * 1.001) {
        const double d = std::hypot(w, eye), lean = std::asin(r / d), heading = std::atan2(eye, -w);
        const double side = heading - lean;  // the tangent from the foot (w, 0) to the right side of the head
        const Vec2 touch = Vec2{w, 0} + Vec2{std::cos(side), std::sin(side)} * std::sqrt(d * d - r * r);
        return {{Line{{-w, 0}, {w, 0}}, Line{{w, 0}, touch}, Arc{touch, {0, eye + r}, {-touch.x, touch.y}},
                 Line{{-touch.x, touch.y}, {-w, 0}}}};
    }
    return {{Line{{-r, 0}, {r, 0}}, Line{{r, 0}, {r, eye}}, Arc{{r, eye}, {0, eye + r}, {-r, eye}},
             Line{{-r, eye}, {-r, 0}}}};
}

void bearingBlock(Draft& draft, Random& random) {
    const double deep = random.uniform(15.0, 45.0), foot = random.uniform(6.0, 14.0), r = random.uniform(15.0, 26.0);
    const double eye = foot + r * random.uniform(0.6, 1.4), bore = r * random.uniform(0.45, 0.72),
                 thick = deep * (coin(random) ? 1.0 : random.uniform(0.5, 0.85));
    draft.base(
        Axis::Z, 0.0, foot,
        rectangle(Vec2{}, {100.0, deep}, CornerKind::Round, coin(random) ? 0.0 : random.uniform(3.0, 0.3 * deep)));
    const Loop upright = moved(arch(r * (coin(random) ? 1.0 : 1.3), eye - foot, r), {0.0, foot});
    draft.join(Axis::Y, -0.5 * thick, 0.5 * thick, upright);
    draft.cut(Axis::Y, -0.5 * thick, 0.5 * thick, circle({0, eye}, bore));
    const double place = 0.5 * (50.0 + 1.3 * r) - 1.0, hole = random.uniform(2.5, 4.5);
    if (coin(random))
        draft.cut(Axis::Z, 0.0, foot, at({{place, 0}, {-place, 0}}, circle({}, hole)));
    else
        draft.cut(Axis::Z, 0.0, foot, at({{place, 0}, {-place, 0}}, slot({-hole, 0}, {hole, 0}, hole)));
}

void uprightSupport(Draft& draft, Random& random) {  // one outline with a bore, drawn from the front, with a foot
    const double r = random.uniform(14.0, 24.0), eye = random.uniform(35.0, 75.0),
                 bore = r * random.uniform(0.35, 0.65);
    const double thick = random.uniform(8.0, 30.0), wide = random.uniform(1.0, 1.8) * r;
    draft.base(Axis::Y, 0.0, thick, plate(arch(wide, eye, r), {circle({0, eye}, bore)}));
    if (random.chance(0.6)) {
        const double foot = random.uniform(6.0, 10.0), reach = random.uniform(14.0, 40.0);
        draft.join(Axis::Z, -foot, 0.0, rectangle(Box2{{-wide, coin(random) ? 0.0 : -reach}, {wide, thick + reach}}));
        draft.cut(
            Axis::Z, -foot, 0.0,
            at({{-0.55 * wide, thick + 0.5 * reach}, {0.55 * wide, thick + 0.5 * reach}}, circle({}, 0.13 * wide)));
    }
    if (random.chance(0.25))
        draft.join(Axis::Y, thick, thick + random.uniform(3.0, 14.0),
                   plate(circle({0, eye}, 0.85 * r), {circle({0, eye}, bore)}));
}

void twinUprights(Draft& draft, Random& random) {  // a base with two lugs and a pin hole through both
    const double deep = random.uniform(25.0, 60.0), foot = random.uniform(6.0, 14.0),
                 r = deep * random.uniform(0.25, 0.45), eye = foot + r + random.uniform(6.0, 30.0);
    const double lug = random.uniform(6.0, 14.0), inner = random.uniform(8.0, 30.0);
    draft.base(Axis::Z, 0.0, foot, rectangle(Vec2{}, {100.0, deep}, edgeStyle(random), 0.15 * deep));
    const Loop upright = coin(random) ? arch(r, eye - foot, r) : rectangle(Box2{{-r, 0.0}, {r, eye - foot + r}});
    for (const double side : {1.0, -1.0})
        draft.join(Axis::X, side * inner, side * (inner + lug), moved(upright, {0, foot}));
    draft.cut(Axis::X, -inner - lug, inner + lug, circle({0, eye}, r * random.uniform(0.35, 0.6)));
    if (random.chance(0.7) && inner + lug < 36.0)
        draft.cut(Axis::Z, 0.0, foot, at({{43, 0}, {-43, 0}}, circle({}, random.uniform(2.5, 3.5))));
}

void manifold(Draft& draft, Random& random) {  // a block bored from several sides
    const double width = stepped(random, 35.0, 100.0, 2.0), height = stepped(random, 30.0, 90.0, 2.0),
                 small = std::min(width, height);
    const double main = small * random.uniform(0.15, 0.35);
    draft.base(Axis::Z, 0.0, height, rectangle(Vec2{}, {100.0, width}, edgeStyle(random), 0.12 * small));
    const double z = 0.5 * height;
    const bool through = coin(random);
    draft.cut(Axis::X, through ? -50.0 : -50.0 + random.uniform(20.0, 70.0), 50.0, circle({0, z}, main));
    const double x = coin(random) ? 0.0 : random.uniform(-25.0, 25.0);
    if (random.chance(0.7))
        draft.cut(Axis::Z, coin(random) ? z : 0.0, height, circle({x, 0}, main * random.uniform(0.6, 1.0)));
    if (random.chance(0.4)) draft.cut(Axis::Y, 0.0, 0.5 * width, circle({x, z}, main * random.uniform(0.5, 0.9)));
    if (random.chance(0.3))
        draft.cut(Axis::Z, 0.0, height,
                  at(cornerPlaces({}, {84.0, width - 16.0}), circle({}, random.uniform(2.5, 4.0))));
}

void elbow(Draft& draft, Random& random) {  // an L block with a concave quarter and a bore at each end
    const double arm = random.uniform(30.0, 50.0), deep = arm * random.uniform(0.8, 1.2),
                 bore = arm * random.uniform(0.25, 0.36), tall = stepped(random, 70.0, 100.0, 2.0);
    const bool hollow = random.chance(0.7);
    Loop shape;
    if (hollow) {
        const double r = std::min(100.0, tall) - arm;
        const Vec2 c{arm + r, arm + r};
        shape =
            outline(std::vector<Vec2>{{0, 0}, {100, 0}, {100, arm}, {c.x, arm}, {arm, c.y}, {arm, tall}, {0, tall}});
        Loop round;
        for (const Curve& curve : shape.curves) {
            const Vec2 a = startPoint(curve), b = endPoint(curve);
            if (norm(a - Vec2{c.x, arm}) < 1e-9 && norm(b - Vec2{arm, c.y}) < 1e-9)
                round.curves.push_back(Arc{a, c - Vec2{r, r} * std::sqrt(0.5), b});
            else
                round.curves.push_back(curve);
        }
        std::erase_if(round.curves, [](const Curve& curve) { return length(curve) < 1e-9; });
        shape = round;
        if (std::abs(tall - 100.0) > 1e-9 && 100.0 - c.x < 2.0) return;
    } else {
        shape = outline(std::vector<Vec2>{{0, 0}, {100, 0}, {100, arm}, {arm, arm}, {arm, tall}, {0, tall}},
                        CornerKind::Round, coin(random) ? 0.0 : 4.0);
    }
    draft.base(Axis::Y, 0.0, deep, shape);
    const bool meet = coin(random);
    draft.cut(Axis::Z, meet ? 0.5 * arm : tall * 0.5, tall, circle({0.5 * arm, 0.5 * deep}, bore));
    draft.cut(Axis::X, meet ? 0.5 * arm : 50.0, 100.0, circle({0.5 * deep, 0.5 * arm}, bore));
}

void pipeTee(Draft& draft, Random& random) {
    const double r = random.uniform(12.0, 24.0), wall = random.uniform(2.5, 6.0),
                 branch = r * (coin(random) ? 1.0 : random.uniform(0.5, 0.9)), reach = r + random.uniform(12.0, 50.0);
    const bool lips = coin(random), cross = random.chance(0.25);
    draft.base(Axis::X, -50.0, 50.0, circle({}, r));
    draft.join(Axis::Z, cross ? -reach : 0.0, reach, circle({}, branch - (branch == r ? 1.5 : 0.0)));
    if (lips) {
        const double rim = random.uniform(4.0, 8.0), more = random.uniform(2.0, 6.0);
        draft.join(Axis::X, -50.0, -50.0 + rim, circle({}, r + more));
        draft.join(Axis::X, 50.0 - rim, 50.0, circle({}, r + more));
        if (coin(random)) draft.join(Axis::Z, reach - rim, reach, circle({}, branch + more));
    }
    draft.cut(Axis::X, -50.0, 50.0, circle({}, r - wall));
    draft.cut(Axis::Z, cross ? -reach : 0.0, reach, circle({}, branch - 1.5 - wall));
}

void veeBlock(Draft& draft, Random& random) {
    const double width = 100.0, height = stepped(random, 40.0, 90.0, 2.0), mouth = random.uniform(22.0, 42.0),
                 deep = std::min(height * 0.7, mouth * random.uniform(0.8, 1.1));
    const double x = 0.5 * width, relief = random.uniform(1.8, 4.0);
    std::vector<Vec2> right{{x, 0}, {x, height}, {mouth, height}};
    if (coin(random)) {
        right.push_back({relief, height - deep + relief * deep / mouth});
        right.push_back({relief, height - deep - relief});
    } else {
        right.push_back({0.0, height - deep});
    }
    draft.base(Axis::Y, 0.0, random.uniform(25.0, 130.0), outline(mirroredPoints(right)));
}

void steppedBlock(Draft& draft, Random& random) {
    const double width = stepped(random, 40.0, 100.0, 2.0), first = random.uniform(10.0, 40.0),
                 second = random.uniform(8.0, 50.0);
    const Vec2 upper{100.0 * random.uniform(0.3, 0.7), width * (coin(random) ? 1.0 : random.uniform(0.4, 0.8))};
    const double shift = coin(random) ? 0.0 : 0.5 * (100.0 - upper.x) * (coin(random) ? 1.0 : 0.5);
    draft.base(Axis::Z, 0.0, first, rectangle(Vec2{}, {100.0, width}, edgeStyle(random), 0.12 * width));
    draft.join(
        Axis::Z, first, first + second,
        rectangle(Vec2{shift, 0}, upper, CornerKind::Round, upper.y < width && coin(random) ? 0.15 * upper.y : 0.0));
    if (random.chance(0.7))
        draft.cut(Axis::Z, random.chance(0.6) ? 0.0 : first + 0.3 * second, first + second,
                  circle({shift, 0}, 0.5 * std::min(upper.x, upper.y) * random.uniform(0.3, 0.7)));
    if (shift == 0.0 && random.chance(0.5)) {
        const double x = 0.25 * (100.0 + upper.x);
        draft.cut(Axis::Z, 0.0, first,
                  at({{x, 0}, {-x, 0}},
                     circle({}, std::min(0.15 * (100.0 - upper.x), 0.3 * width) * random.uniform(0.5, 0.9))));
    }
}

void dovetailSlide(Draft& draft, Random& random) {
    const double height = random.uniform(25.0, 60.0), mouth = random.uniform(14.0, 26.0),
                 spread = random.uniform(4.0, 12.0), deep = height * random.uniform(0.3, 0.55);
    const double length = random.uniform(40.0, 140.0);
    const bool tee = random.chance(0.4);
    std::vector<Vec2> right{{50, 0}, {50, height}, {mouth, height}, {mouth + spread, height - deep}};
    if (tee)
        right = {{50, 0},
                 {50, height},
                 {mouth, height},
                 {mouth, height - 0.5 * deep},
                 {mouth + spread, height - 0.5 * deep},
                 {mouth + spread, height - deep}};
    draft.base(Axis::Y, 0.0, length, outline(mirroredPoints(right)));
    if (random.chance(0.4))
        draft.cut(Axis::Z, 0.0, height - deep,
                  at({{0, 0.25 * length}, {0, 0.75 * length}}, circle({}, mouth * random.uniform(0.25, 0.5))));
}

void studBrick(Draft& draft, Random& random) {
    const int columns = random.integer(2, 5), rows = random.integer(1, 3);
    const double pitch = 100.0 / columns, r = pitch * random.uniform(0.25, 0.36),
                 height = pitch * random.uniform(0.4, 1.3);
    draft.base(Axis::Z, 0.0, height, rectangle(Vec2{}, {100.0, pitch * rows}));
    draft.join(Axis::Z, height, height + pitch * random.uniform(0.15, 0.4),
               at(gridPlaces({}, columns, rows, {pitch, pitch}), circle({}, r)));
    const double wall = pitch * random.uniform(0.12, 0.2);
    if (coin(random))
        draft.cut(Axis::Z, 0.0, height - wall, rectangle(Vec2{}, {100.0 - 2 * wall, pitch * rows - 2 * wall}));
}

void heatSink(Draft& draft, Random& random) {
    const int fins = random.integer(3, 9);
    const double foot = random.uniform(5.0, 16.0), height = foot + random.uniform(12.0, 60.0),
                 pitch = 100.0 / (fins - 0.5), fin = 0.5 * pitch;
    std::vector<Vec2> points{{0, 0}, {100, 0}};
    for (int i = fins - 1; i >= 0; --i) {
        const double left = i * pitch, right = i == fins - 1 ? 100.0 : left + fin;
        points.push_back({right, height});
        points.push_back({left, height});
        if (i > 0)
            for (const Vec2& p : {Vec2{left, foot}, Vec2{left - pitch + fin, foot}}) points.push_back(p);
    }
    draft.base(Axis::Y, 0.0, random.uniform(25.0, 130.0), outline(points));
}

void bridge(Draft& draft, Random& random) {
    const double height = random.uniform(25.0, 60.0), deck = random.uniform(6.0, 14.0), leg = random.uniform(8.0, 20.0),
                 x = 50.0 - leg, r = std::min(x, height - deck);
    const double foot = height - deck - r;
    Loop shape{{Line{{x, 0}, {50, 0}}, Line{{50, 0}, {50, height}}, Line{{50, height}, {-50, height}},
                Line{{-50, height}, {-50, 0}}, Line{{-50, 0}, {-x, 0}}}};
    if (random.chance(0.6) && x - r < 1e-9) {
        if (foot > 2.0)
            shape.curves.push_back(Line{{-x, 0}, {-x, foot}});
        else
            return;
        shape.curves.push_back(Arc{{-x, foot}, {0, foot + r}, {x, foot}});
        shape.curves.push_back(Line{{x, foot}, {x, 0}});
    } else {
        for (const auto& [a, b] : {std::pair{Vec2{-x, 0}, Vec2{-x, height - deck}},
                                   {Vec2{-x, height - deck}, Vec2{x, height - deck}},
                                   {Vec2{x, height - deck}, Vec2{x, 0}}})
            shape.curves.push_back(Line{a, b});
    }
    draft.base(Axis::Y, 0.0, random.uniform(10.0, 80.0), shape);
}

void legTable(Draft& draft, Random& random) {
    const Vec2 size{100.0, stepped(random, 40.0, 100.0, 2.0)};
    const double top = random.uniform(4.0, 16.0), height = random.uniform(20.0, 100.0),
                 leg = random.uniform(0.05, 0.13) * size.y + 2.0;
    const double inset = coin(random) ? 0.0 : random.uniform(2.0, 8.0);
    const bool round = coin(random) && inset > 0.0;
    const Vec2 spacing = size - Vec2{2 * (leg + inset), 2 * (leg + inset)};
    draft.base(Axis::Z, 0.0, top, rectangle(Vec2{}, size, CornerKind::Round, inset > 0.0 ? leg : 0.0));
    const auto places = cornerPlaces({}, spacing);
    draft.join(Axis::Z, -height, 0.0, at(places, round ? circle({}, leg) : rectangle(Vec2{}, {2 * leg, 2 * leg})));
    if (round && random.chance(0.6)) draft.cut(Axis::Z, -height, top, at(places, circle({}, leg * 0.5)));
}

void cornerBlock(Draft& draft, Random& random) {  // three walls that meet
    const double a = 100.0, b = stepped(random, 50.0, 100.0, 2.0), c = stepped(random, 40.0, 100.0, 2.0),
                 t = random.uniform(4.0, 10.0);
    draft.base(Axis::Z, 0.0, t, rectangle(Box2{{0, 0}, {a, b}}));
    draft.join(Axis::Z, t, c, rectangle(Box2{{0, 0}, {a, t}}));
    draft.join(Axis::Z, t, c, rectangle(Box2{{0, t}, {t, b}}));
    const double r = random.uniform(3.0, 6.0);
    if (random.chance(0.8)) draft.cut(Axis::Z, 0.0, t, screwHoles(random, {{t + 6, t + 6}, {a - 4, b - 4}}, r));
    if (random.chance(0.6)) draft.cut(Axis::Y, 0.0, t, screwHoles(random, {{t + 6, t + 6}, {a - 4, c - 4}}, r));
    if (random.chance(0.5)) draft.cut(Axis::X, 0.0, t, screwHoles(random, {{t + 6, t + 6}, {b - 4, c - 4}}, r));
}

void bevelledCube(Draft& draft, Random& random) {
    const double corner = random.uniform(6.0, 26.0);
    const Vec2 size{100.0, stepped(random, 60.0, 100.0, 5.0)};
    draft.base(Axis::Z, 0.0, random.logUniform(12.0, 100.0),
               rectangle(Vec2{}, size, coin(random) ? CornerKind::Chamfer : CornerKind::Round, corner));
}

}  // namespace

FamilyList blockFamilies() {
    return {{"bearing block", bearingBlock},
            {"upright support", uprightSupport},
            {"twin uprights", twinUprights},
            {"manifold", manifold},
            {"elbow block", elbow},
            {"pipe tee", pipeTee},
            {"vee block", veeBlock, 0.7},
            {"stepped block", steppedBlock},
            {"dovetail slide", dovetailSlide},
            {"stud brick", studBrick, 0.7},
            {"heat sink", heatSink, 0.7},
            {"bridge", bridge},
            {"leg table", legTable},
            {"corner bracket", cornerBlock},
            {"bevelled block", bevelledCube}};
}

}  // namespace img2cadseq::synth
