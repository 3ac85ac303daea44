// Bent and folded parts with holes to screw them down.

#include <algorithm>
#include <numbers>

#include "synth/part_common.h"
#include "synth/part_families.h"

namespace img2cadseq::synth {
namespace {

void angleBracket(Draft& draft, Random& random) {
    const double length = stepped(random, 50.0, 100.0, 2.0), height = stepped(random, 30.0, 100.0, 2.0);
    const double width = stepped(random, 15.0, 90.0, 2.0), t = random.uniform(3.0, 12.0);
    std::vector<Corner> corners{{{0, 0}}, {{length, 0}}, {{length, t}}, {{t, t}}, {{t, height}}, {{0, height}}};
    const double bend = random.chance(0.5) ? random.uniform(0.5, 2.0) * t : 0.0;
    if (bend > 0.0) {
        corners[3] = {{t, t}, CornerKind::Round, bend};
        if (random.chance(0.6)) corners[0] = {{0, 0}, CornerKind::Round, bend + t};
    }
    draft.base(Axis::Y, 0.0, width, outline(corners));
    const double radius = random.uniform(2.0, 6.0);
    draft.cut(Axis::Z, 0.0, t, screwHoles(random, {{t + bend + 2, 2}, {length - 2, width - 2}}, radius));
    if (random.chance(0.8))
        draft.cut(Axis::X, 0.0, t, screwHoles(random, {{2, t + bend + 2}, {width - 2, height - 2}}, radius));
    if (random.chance(0.3)) {
        const double rib = std::min(length, height) * random.uniform(0.4, 0.8), thick = std::min(t, width * 0.3);
        draft.join(Axis::Y, 0.5 * (width - thick), 0.5 * (width + thick),
                   outline(std::vector<Vec2>{{t, t}, {rib, t}, {t, rib}}));
    }
}

void channelBracket(Draft& draft, Random& random) {
    const double length = 100.0, height = stepped(random, 25.0, 80.0, 2.0), width = stepped(random, 15.0, 80.0, 2.0);
    const double t = random.uniform(3.0, 10.0), bend = random.chance(0.4) ? random.uniform(0.4, 1.5) * t : 0.0;
    const CornerKind kind = bend > 0.0 ? CornerKind::Round : CornerKind::Sharp;
    draft.base(Axis::Y, 0.0, width,
               outline({{{0, 0}, kind, bend + t},
                        {{length, 0}, kind, bend + t},
                        {{length, height}},
                        {{length - t, height}},
                        {{length - t, t}, kind, bend},
                        {{t, t}, kind, bend},
                        {{t, height}},
                        {{0, height}}}));
    const double radius = random.uniform(2.0, 6.0);
    draft.cut(Axis::Z, 0.0, t, screwHoles(random, {{t + bend + 2, 2}, {length - t - bend - 2, width - 2}}, radius));
    if (random.chance(0.6))
        draft.cut(Axis::X, 0.0, length, screwHoles(random, {{2, t + bend + 2}, {width - 2, height - 2}}, radius));
}

void stepBracket(Draft& draft, Random& random) {
    const double foot = stepped(random, 20.0, 50.0, 2.0), top = stepped(random, 20.0, 60.0, 2.0),
                 t = random.uniform(3.0, 9.0);
    const double height = stepped(random, 20.0, 80.0, 2.0), width = stepped(random, 15.0, 80.0, 2.0);
    draft.base(Axis::Y, 0.0, width,
               outline(std::vector<Vec2>{{0, 0},
                                         {foot, 0},
                                         {foot, height - t},
                                         {foot + top, height - t},
                                         {foot + top, height},
                                         {foot - t, height},
                                         {foot - t, t},
                                         {0, t}}));
    const double radius = random.uniform(2.0, 5.0);
    draft.cut(Axis::Z, 0.0, t, screwHoles(random, {{2, 2}, {foot - t - 2, width - 2}}, radius));
    draft.cut(Axis::Z, height - t, height, screwHoles(random, {{foot + 2, 2}, {foot + top - 2, width - 2}}, radius));
}

void motorMount(Draft& draft, Random& random) {  // an upright plate with a round window on a foot
    const double width = 100.0, height = stepped(random, 50.0, 110.0, 2.0), depth = stepped(random, 20.0, 70.0, 2.0);
    const double t = random.uniform(4.0, 12.0), radius = random.uniform(0.18, 0.32) * std::min(width, height - t);
    const Vec2 eye{50.0, t + 0.5 * (height - t)};
    const CornerKind kind = pick(random, {CornerKind::Round, CornerKind::Chamfer, CornerKind::Sharp});
    const double corner = random.uniform(5.0, 20.0);
    auto holes = at(circlePlaces(eye, radius + random.uniform(7.0, 11.0), 4, std::numbers::pi / 4),
                    circle({}, random.uniform(2.0, 4.0)));
    if (random.chance(0.3)) holes.clear();
    holes.push_back(circle(eye, radius));
    draft.base(
        Axis::Y, 0.0, t,
        plate(outline({{{0, 0}}, {{width, 0}}, {{width, height}, kind, corner}, {{0, height}, kind, corner}}), holes));
    draft.join(Axis::Z, 0.0, t, rectangle(Box2{{0, t}, {width, depth}}));
    draft.cut(Axis::Z, 0.0, t, screwHoles(random, {{4, t + 4}, {width - 4, depth - 2}}, random.uniform(2.0, 4.5)));
    if (random.chance(0.35)) {
        const double reach = (depth - t) * random.uniform(0.5, 0.95), rise = (height - t) * random.uniform(0.3, 0.8);
        const Loop rib = outline(std::vector<Vec2>{{t, t}, {t + reach, t}, {t, t + rise}});
        draft.join(Axis::X, 0.0, t, rib);
        draft.join(Axis::X, width - t, width, rib);
    }
}

}  // namespace

FamilyList bracketFamilies() {
    return {{"angle bracket", angleBracket},
            {"channel bracket", channelBracket},
            {"step bracket", stepBracket},
            {"motor mount", motorMount}};
}

}  // namespace img2cadseq::synth
