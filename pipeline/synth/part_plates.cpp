// Flat parts: plates, frames, adapters.

#include <algorithm>
#include <numbers>

#include "synth/part_common.h"
#include "synth/part_families.h"

namespace img2cadseq::synth {
namespace {

constexpr double kPi = std::numbers::pi;

/// Length 100 by a plausible width.
Vec2 plateSize(Random& random) { return {100.0, stepped(random, 30.0, 100.0, 2.0)}; }

double sheet(Random& random) { return random.logUniform(3.0, 16.0); }

void plateWithHoles(Draft& draft, Random& random) {
    const Vec2 size = plateSize(random);
    const double edge = stepped(random, 7.0, 14.0), hole = random.uniform(0.2, 0.42) * edge;
    std::vector<Loop> holes;
    const Vec2 spacing = size - Vec2{2 * edge, 2 * edge};
    const int pattern = random.integer(0, 3);
    if (pattern == 0 || size.y < 36.0) {
        const int count = random.integer(2, 5);
        holes = at(gridPlaces({}, count, 1, {spacing.x / (count - 1), 0.0}), circle({}, hole * 1.3));
    } else if (pattern == 1) {
        holes = at(cornerPlaces({}, spacing), circle({}, hole));
    } else if (pattern == 2) {
        holes = at(cornerPlaces({}, spacing), circle({}, hole));
        holes.push_back(circle({}, random.uniform(0.15, 0.36) * size.y));
    } else {
        holes = at(gridPlaces({}, 3, 2, {0.5 * spacing.x, spacing.y}), circle({}, hole));
    }
    const Loop outer = rectangle(Vec2{}, size, edgeStyle(random), random.uniform(0.4, 1.1) * edge);
    draft.base(Axis::Z, 0.0, sheet(random), plate(outer, holes));
}

void perforatedPlate(Draft& draft, Random& random) {
    const int columns = random.integer(2, 5), rows = random.integer(1, 3);
    const double pitch = 100.0 / columns, share = random.uniform(0.24, 0.4);
    const Vec2 size{100.0, pitch * rows};
    const Loop mark = pick(random, {0, 0, 1, 2}) == 0 ? circle({}, share * pitch)
                      : random.chance(0.5)            ? rectangle(Vec2{}, {1.7 * share * pitch, 1.7 * share * pitch})
                                                      : regularPolygon({}, share * pitch, 6, kPi / 6);
    const auto places = gridPlaces({}, columns, rows, {pitch, pitch});
    const double thick = random.uniform(5.0, 30.0);
    const Loop outer = rectangle(Vec2{}, size, edgeStyle(random), random.uniform(2.0, 8.0));
    if (random.chance(0.5)) {
        draft.base(Axis::Z, 0.0, thick, plate(outer, at(places, mark)));
    } else {
        draft.base(Axis::Z, 0.0, thick, outer);
        draft.cut(Axis::Z, thick * random.uniform(0.15, 0.6), thick, at(places, mark));
    }
}

void squareFlange(Draft& draft, Random& random) {
    const double half = 50.0, bore = stepped(random, 14.0, 34.0, 1.0), edge = stepped(random, 9.0, 14.0);
    const double hole = random.uniform(0.25, 0.42) * edge, thick = random.uniform(5.0, 20.0);
    auto holes = at(cornerPlaces({}, {2 * (half - edge), 2 * (half - edge)}), circle({}, hole));
    const Loop outer = rectangle(Vec2{}, {100.0, 100.0}, edgeStyle(random), random.uniform(0.5, 1.1) * edge);
    if (random.chance(0.45)) {
        draft.base(Axis::Z, 0.0, thick, plate(outer, holes));
        const double collar = std::min(bore + stepped(random, 4.0, 10.0), half - edge * 0.4);
        draft.join(Axis::Z, thick, thick + random.uniform(6.0, 130.0), circle({}, collar));
        draft.cut(Axis::Z, random.chance(0.8) ? 0.0 : thick * 0.5, 200.0, circle({}, bore));
    } else {
        holes.push_back(circle({}, bore));
        draft.base(Axis::Z, 0.0, thick, plate(outer, holes));
        if (random.chance(0.3))
            draft.cut(Axis::Z, thick * random.uniform(0.4, 0.7), thick, circle({}, bore + random.uniform(3.0, 8.0)));
    }
}

void frame(Draft& draft, Random& random) {
    const Vec2 size = plateSize(random);
    const double rim = random.uniform(0.07, 0.28) * size.y, corner = random.uniform(0.5, 1.4) * rim;
    const CornerKind style = edgeStyle(random);
    const Loop outer = rectangle(Vec2{}, size, style, corner);
    const CornerKind inner = random.chance(0.6) ? style : CornerKind::Sharp;
    const Loop window = rectangle(Vec2{}, size - Vec2{2 * rim, 2 * rim}, inner, std::max(1.5, corner - rim));
    draft.base(Axis::Z, 0.0, random.logUniform(3.0, 40.0), plate(outer, {window}));
}

void eyePlate(Draft& draft, Random& random) {  // a plate with ears on two or four sides
    const Vec2 size = plateSize(random);
    const double ear = random.uniform(6.0, 11.0), hole = ear * random.uniform(0.35, 0.6),
                 thick = random.uniform(3.0, 14.0);
    const double offset = random.chance(0.5) ? 0.0 : random.uniform(0.2, 0.5) * (size.y - 2 * ear);
    std::vector<Vec2> places{{0.5 * size.x, offset}, {-0.5 * size.x, -offset}};
    if (offset > ear * 1.5)
        places = {{0.5 * size.x, offset}, {0.5 * size.x, -offset}, {-0.5 * size.x, offset}, {-0.5 * size.x, -offset}};
    draft.base(Axis::Z, 0.0, thick, rectangle(Vec2{}, size, edgeStyle(random), random.uniform(3.0, 0.2 * size.y)));
    const double earThick = random.chance(0.6) ? thick : thick * random.uniform(0.4, 0.7);
    for (const Vec2& place : places) {
        const double out = place.x > 0 ? 1.0 : -1.0;
        const Vec2 eye = place + Vec2{out * ear * 0.7, 0.0};
        const Loop shape{{Line{{place.x, place.y - out * ear}, {eye.x, eye.y - out * ear}},
                          Arc{{eye.x, eye.y - out * ear}, {eye.x + out * ear, eye.y}, {eye.x, eye.y + out * ear}},
                          Line{{eye.x, eye.y + out * ear}, {place.x, place.y + out * ear}},
                          Line{{place.x, place.y + out * ear}, {place.x, place.y - out * ear}}}};
        draft.join(Axis::Z, 0.0, earThick, plate(shape, {circle(eye, hole)}));
    }
}

}  // namespace

FamilyList plateFamilies() {
    return {{"plate with holes", plateWithHoles},
            {"perforated plate", perforatedPlate},
            {"square flange", squareFlange},
            {"frame", frame},
            {"plate with ears", eyePlate}};
}

}  // namespace img2cadseq::synth
