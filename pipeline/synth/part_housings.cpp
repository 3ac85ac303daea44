// Boxes, trays, lids and holders, as they are printed.

#include <algorithm>
#include <numbers>

#include "synth/part_common.h"
#include "synth/part_families.h"

namespace img2cadseq::synth {
namespace {

struct Shell {
    Vec2 size;
    double height, wall, floor, corner;
    CornerKind kind;
    Vec2 inside() const { return size - Vec2{2.0 * wall, 2.0 * wall}; }
    double innerCorner() const { return corner > wall + 2.0 ? corner - wall : 0.0; }
};

Shell shell(Random& random) {
    const double width = stepped(random, 35.0, 100.0, 2.0), wall = random.logUniform(2.5, 9.0);
    const CornerKind kind = random.chance(0.5) ? CornerKind::Sharp : CornerKind::Round;
    return {{100.0, width},
            random.logUniform(15.0, 90.0),
            wall,
            wall * random.uniform(0.8, 1.5),
            random.uniform(0.08, 0.3) * width,
            kind};
}

Loop outside(const Shell& s) { return rectangle(Vec2{}, s.size, s.kind, s.corner); }
Loop cavity(const Shell& s) {
    return rectangle(Vec2{}, s.inside(), s.innerCorner() > 0.0 ? s.kind : CornerKind::Sharp, s.innerCorner());
}

void hollow(Draft& draft, const Shell& s) {
    draft.base(Axis::Z, 0.0, s.height, outside(s));
    draft.cut(Axis::Z, s.floor, s.height, cavity(s));
}

void openBox(Draft& draft, Random& random) {
    const Shell s = shell(random);
    hollow(draft, s);
    if (random.chance(0.3))
        draft.cut(Axis::Z, 0.0, s.floor,
                  screwHoles(random, {s.inside() * -0.4, s.inside() * 0.4}, random.uniform(2.0, 5.0)));
}

void windowedBox(Draft& draft, Random& random) {
    const Shell s = shell(random);
    hollow(draft, s);
    const double middle = 0.5 * (s.floor + s.height), room = s.height - s.floor;
    const auto window = [&](double across) -> Loop {
        const double place = coin(random) ? 0.0 : random.uniform(-0.25, 0.25) * across;
        const double r = std::min(0.5 * room, across * 0.5) * random.uniform(0.3, 0.7);
        if (coin(random)) return circle({place, middle}, r);
        return rectangle(Vec2{place, middle}, {across * random.uniform(0.15, 0.45), room * random.uniform(0.3, 0.7)},
                         CornerKind::Round, coin(random) ? 0.0 : 2.0);
    };
    const bool both = random.chance(0.3);
    draft.cut(Axis::X, both ? -50.0 : 50.0 - s.wall, 50.0, window(s.inside().y));
    if (random.chance(0.5)) draft.cut(Axis::Y, -0.5 * s.size.y, -0.5 * s.size.y + s.wall, window(s.inside().x));
}

void notchedBox(Draft& draft, Random& random) {  // walls with openings from above
    const Shell s = shell(random);
    hollow(draft, s);
    const double deep = (s.height - s.floor) * random.uniform(0.3, 1.0), wide = s.inside().y * random.uniform(0.3, 0.8);
    const bool both = coin(random);
    const double bottom = s.height - deep;
    const Loop opening =
        random.chance(0.6) || deep < wide * 0.6
            ? rectangle(Box2{{-0.5 * wide, bottom}, {0.5 * wide, s.height}})
            : Loop{{Line{{0.5 * wide, s.height}, {-0.5 * wide, s.height}},
                    Line{{-0.5 * wide, s.height}, {-0.5 * wide, bottom + 0.5 * wide}},
                    Arc{{-0.5 * wide, bottom + 0.5 * wide}, {0.0, bottom}, {0.5 * wide, bottom + 0.5 * wide}},
                    Line{{0.5 * wide, bottom + 0.5 * wide}, {0.5 * wide, s.height}}}};
    draft.cut(Axis::X, both ? -50.0 : 50.0 - s.wall, 50.0, opening);
}

void lid(Draft& draft, Random& random) {
    Shell s = shell(random);
    const double thick = random.uniform(2.5, 8.0), rise = random.uniform(3.0, 14.0),
                 inset = s.wall + random.uniform(0.0, 3.0);
    s.corner = std::max(s.corner, 4.0);
    const Vec2 lipSize = s.size - Vec2{2 * inset, 2 * inset};
    draft.base(Axis::Z, 0.0, thick, outside(s));
    if (coin(random))
        draft.join(Axis::Z, thick, thick + rise,
                   rectangle(Vec2{}, lipSize, s.kind, s.corner - std::min(inset, s.corner * 0.7)));
    else
        draft.join(Axis::Z, thick, thick + rise,
                   ringWall({}, lipSize, s.wall, s.kind, s.corner - std::min(inset, s.corner * 0.7)));
    if (random.chance(0.3)) draft.cut(Axis::Z, 0.0, thick + rise, circle({}, random.uniform(0.06, 0.16) * s.size.y));
}

void standoffTray(Draft& draft, Random& random) {
    const Shell s = shell(random);
    draft.base(Axis::Z, 0.0, s.floor, outside(s));
    const Vec2 inside = s.inside();
    const bool walled = random.chance(0.7);
    if (walled) draft.join(Axis::Z, s.floor, s.height * 0.6 + s.floor, plate(outside(s), {cavity(s)}));
    const double post = random.uniform(0.05, 0.1) * s.size.y + 1.5,
                 top = s.floor + random.uniform(4.0, walled ? 0.5 * s.height : s.height * 0.5);
    const Vec2 spacing = inside - Vec2{4 * post, 4 * post} * random.uniform(0.9, 1.5);
    const auto places = random.chance(0.8) ? cornerPlaces({}, spacing) : gridPlaces({}, 2, 1, spacing);
    draft.join(Axis::Z, s.floor, top, at(places, circle({}, post)));
    const double bore = post * random.uniform(0.4, 0.6);
    if (random.chance(0.75)) draft.cut(Axis::Z, coin(random) ? 0.0 : s.floor, top, at(places, circle({}, bore)));
}

void earedBox(Draft& draft, Random& random) {  // an open box with screw ears at its foot
    Shell s = shell(random);
    s.kind = CornerKind::Sharp;
    hollow(draft, s);
    const double ear = random.uniform(0.09, 0.16) * s.size.y + 3.0, thick = random.uniform(3.0, 7.0),
                 hole = ear * random.uniform(0.35, 0.55);
    const double place = random.chance(0.4) ? 0.0 : 0.5 * s.size.y - ear;
    std::vector<Profile> ears;
    for (const double side : {1.0, -1.0}) {
        for (const double y : {place, -place}) {
            const double x = side * 50.0, tip = x + side * ear * 1.2;
            const Loop shape{{Line{{x, y - side * ear}, {tip, y - side * ear}},
                              Arc{{tip, y - side * ear}, {tip + side * ear, y}, {tip, y + side * ear}},
                              Line{{tip, y + side * ear}, {x, y + side * ear}},
                              Line{{x, y + side * ear}, {x, y - side * ear}}}};
            ears.push_back(plate(shape, {circle({tip, y}, hole)}));
            if (place == 0.0) break;
        }
    }
    draft.add(BooleanOp::Join, Axis::Z, 0.0, thick, ears);
}

void compartments(Draft& draft, Random& random) {
    Shell s = shell(random);
    const int columns = random.integer(2, 4), rows = random.integer(1, 3);
    const Vec2 inside = s.inside();
    const Vec2 cell{(inside.x - (columns - 1) * s.wall) / columns, (inside.y - (rows - 1) * s.wall) / rows};
    draft.base(Axis::Z, 0.0, s.height, outside(s));
    draft.cut(Axis::Z, s.floor, s.height,
              at(gridPlaces({}, columns, rows, cell + Vec2{s.wall, s.wall}),
                 rectangle(Vec2{}, cell, CornerKind::Round, coin(random) ? 0.0 : 0.15 * std::min(cell.x, cell.y))));
}

void slotHolder(Draft& draft, Random& random) {  // a block with a row of slots or sockets
    const double width = random.uniform(22.0, 60.0), height = random.uniform(18.0, 60.0);
    const int count = random.integer(2, 6);
    const double pitch = 100.0 / (count + 0.3), along = pitch * random.uniform(0.35, 0.65),
                 across = width * random.uniform(0.4, 0.7);
    draft.base(Axis::Z, 0.0, height,
               rectangle(Vec2{}, {100.0, width}, edgeStyle(random), random.uniform(0.1, 0.3) * width));
    const Loop mark = random.chance(0.3)
                          ? circle({}, 0.5 * std::min(along, across))
                          : rectangle(Vec2{}, {along, across}, CornerKind::Round, coin(random) ? 0.0 : 0.2 * along);
    draft.cut(Axis::Z, random.chance(0.25) ? 0.0 : height * random.uniform(0.15, 0.6), height,
              at(gridPlaces({}, count, 1, {pitch, 0}), mark));
}

void cradle(Draft& draft, Random& random) {  // a plate that carries a wall round a place, with a gap in it
    const Vec2 size{100.0, stepped(random, 60.0, 100.0, 2.0)};
    const double thick = random.uniform(3.0, 8.0), wall = random.uniform(3.0, 6.0), rise = random.uniform(6.0, 35.0);
    const Vec2 seat{size.x * random.uniform(0.4, 0.75), size.y * random.uniform(0.3, 0.6)};
    draft.base(Axis::Z, 0.0, thick,
               rectangle(Vec2{}, size, CornerKind::Round, coin(random) ? 0.0 : random.uniform(4.0, 12.0)));
    draft.join(Axis::Z, thick, thick + rise, ringWall({}, seat, wall, CornerKind::Sharp, 0.0));
    if (random.chance(0.7)) {
        const double gap = (seat.x - 2 * wall) * random.uniform(0.25, 0.6);
        draft.cut(Axis::Z, thick, thick + rise,
                  rectangle(Box2{{-0.5 * gap, -0.5 * seat.y}, {0.5 * gap, -0.5 * seat.y + wall}}));
    }
    if (random.chance(0.4))
        draft.cut(Axis::Z, 0.0, thick, at(cornerPlaces({}, size - Vec2{16, 16}), circle({}, random.uniform(2.0, 4.0))));
}

void caseLid(Draft& draft, Random& random) {  // a flat lid whose corners step back, with posts
    const double width = stepped(random, 40.0, 80.0, 2.0), notch = random.uniform(0.12, 0.22) * width,
                 thick = random.uniform(3.0, 7.0);
    const double low = thick * random.uniform(0.35, 0.6), hole = notch * random.uniform(0.18, 0.3);
    draft.base(Axis::Z, 0.0, thick, rectangle(Vec2{}, {100.0, width}, CornerKind::Notch, notch));
    const Vec2 middle{50.0 - 0.5 * notch, 0.5 * (width - notch)};
    std::vector<Profile> ears;
    for (const Vec2& place : cornerPlaces({}, middle * 2.0))
        ears.push_back(plate(rectangle(place, {notch, notch}), {circle(place, hole)}));
    draft.add(BooleanOp::Join, Axis::Z, 0.0, low, ears);
    const double post = width * random.uniform(0.08, 0.2), reach = 50.0 - notch - post - 2.0;
    if (random.chance(0.7))
        draft.join(Axis::Z, thick, thick + random.uniform(4.0, 30.0),
                   circle({coin(random) ? 0.0 : reach * random.uniform(0.3, 0.9), 0}, post));
}

void facePanel(Draft& draft, Random& random) {
    const Vec2 size{100.0, stepped(random, 40.0, 80.0, 2.0)};
    const double thick = random.uniform(2.5, 8.0), edge = random.uniform(5.0, 8.0);
    auto holes = at(cornerPlaces({}, size - Vec2{2 * edge, 2 * edge}), circle({}, edge * random.uniform(0.25, 0.4)));
    const double share = random.uniform(0.35, 0.6), shift = random.uniform(0.05, 0.18) * size.x;
    const Vec2 window{size.x * share, size.y * random.uniform(0.35, 0.6)};
    holes.push_back(rectangle(Vec2{-shift, 0.0}, window, CornerKind::Round, coin(random) ? 0.0 : 3.0));
    const double left = -shift + 0.5 * window.x + 4.0, right = 0.5 * size.x - edge * 1.3;
    const double r = std::min(0.5 * (right - left), 0.1 * size.y) * random.uniform(0.5, 0.95);
    if (r > 2.0) {
        const int count = random.integer(1, 3);
        for (const Loop& button : at(gridPlaces({0.5 * (left + right), 0}, 1, count, {0, 3.2 * r}), circle({}, r)))
            holes.push_back(button);
    }
    draft.base(Axis::Z, 0.0, thick, plate(rectangle(Vec2{}, size, edgeStyle(random), edge * 0.9), holes));
}

void pocketPlate(Draft& draft, Random& random) {  // round seats sunk into a plate, open to the edge or not
    const double thick = random.uniform(8.0, 25.0), width = stepped(random, 34.0, 56.0, 2.0);
    const double r = width * random.uniform(0.33, 0.43), floor = thick * random.uniform(0.2, 0.6),
                 reach = 50.0 - width * 0.5;
    const Loop outer = rectangle(Vec2{}, {100.0, width}, edgeStyle(random), random.uniform(0.1, 0.3) * width);
    draft.base(Axis::Z, 0.0, thick, outer);
    draft.cut(Axis::Z, floor, thick, at({{-reach, 0}, {reach, 0}}, circle({}, r)));
    if (coin(random))
        draft.cut(Axis::Z, 0.0, floor, at({{-reach, 0}, {reach, 0}}, circle({}, random.uniform(2.0, 0.4 * r))));
    if (random.chance(0.3) && reach - r > 6.0)
        draft.join(Axis::Z, thick, thick + random.uniform(4.0, 15.0),
                   rectangle(Vec2{}, {2 * (reach - r) - 4.0, width}));
}

}  // namespace

FamilyList housingFamilies() {
    return {{"open box", openBox},
            {"windowed box", windowedBox},
            {"notched box", notchedBox},
            {"lid", lid},
            {"standoff tray", standoffTray},
            {"eared box", earedBox},
            {"compartments", compartments},
            {"slot holder", slotHolder},
            {"cradle", cradle},
            {"case lid", caseLid},
            {"face panel", facePanel},
            {"pocket plate", pocketPlate}};
}

}  // namespace img2cadseq::synth
