// Parts that a lathe could make, and what stands on circles.

#include <algorithm>
#include <numbers>

#include "synth/part_families.h"

namespace img2cadseq::synth {
namespace {

constexpr double kPi = std::numbers::pi;

void washer(Draft& draft, Random& random) {
    const double outer = 50.0, inner = outer * random.uniform(0.2, 0.92);
    draft.base(Axis::Z, 0.0, random.logUniform(2.0, 140.0), plate(circle({}, outer), {circle({}, inner)}));
}

void flangedBushing(Draft& draft, Random& random) {
    const double bore = stepped(random, 10.0, 30.0, 1.0), barrel = bore + stepped(random, 4.0, 14.0),
                 flange = barrel + stepped(random, 5.0, 18.0);
    const double rim = random.uniform(4.0, 15.0), height = random.uniform(20.0, 110.0);
    draft.base(Axis::Z, 0.0, rim, circle({}, flange));
    draft.join(Axis::Z, rim, height + rim, circle({}, barrel));
    draft.cut(Axis::Z, 0.0, height + rim, circle({}, bore));
    if (random.chance(0.35)) {
        const int count = random.integer(3, 6);
        draft.cut(Axis::Z, 0.0, rim,
                  at(circlePlaces({}, 0.5 * (barrel + flange), count), circle({}, 0.22 * (flange - barrel))));
    }
}

void steppedShaft(Draft& draft, Random& random) {
    const int steps = random.integer(2, 5);
    double z = 0.0, radius = stepped(random, 5.0, 22.0, 1.0);
    for (int i = 0; i < steps; ++i) {
        const double length = random.uniform(8.0, 60.0);
        if (i == 0)
            draft.base(Axis::Z, z, z + length, circle({}, radius));
        else
            draft.join(Axis::Z, z, z + length, circle({}, radius));
        z += length;
        const double change = stepped(random, 2.0, 10.0, 1.0);
        radius = random.chance(0.5) && radius > change + 4.0 ? radius - change : radius + change;
    }
    if (random.chance(0.3)) draft.cut(Axis::Z, 0.0, z, circle({}, random.uniform(2.0, 3.5)));
}

void roundFlange(Draft& draft, Random& random) {
    const double rim = 50.0, bore = stepped(random, 6.0, 20.0, 1.0), thick = random.uniform(5.0, 24.0);
    const int count = pick(random, {3, 4, 4, 6, 6, 8});
    const double hole = random.uniform(2.5, 5.5), pitch = random.uniform(0.68, 0.85) * rim;
    const auto bolts = at(circlePlaces({}, pitch, count), circle({}, hole));
    draft.base(Axis::Z, 0.0, thick, plate(circle({}, rim), bolts));
    const double hub = std::min(bore + stepped(random, 4.0, 10.0), pitch - hole - 3.0);
    const bool hubbed = random.chance(0.6);
    const double height = hubbed ? thick + random.uniform(4.0, 60.0) : thick;
    if (hubbed) draft.join(Axis::Z, thick, height, circle({}, hub));
    draft.cut(Axis::Z, 0.0, height,
              random.chance(0.8) ? circle({}, bore) : keyhole({}, bore, 0.5 * bore, 1.3 * bore, 0.5 * kPi));
}

void nut(Draft& draft, Random& random) {
    const int sides = pick(random, {6, 6, 6, 6, 4, 8});
    const double radius = 50.0;
    draft.base(
        Axis::Z, 0.0, random.uniform(15.0, 100.0),
        plate(regularPolygon({}, radius, sides, kPi / sides), {circle({}, radius * random.uniform(0.35, 0.68))}));
}

void bolt(Draft& draft, Random& random) {
    const double shank = stepped(random, 6.0, 14.0), head = shank * random.uniform(1.5, 2.2),
                 rise = shank * random.uniform(0.6, 1.6);
    const int kind = random.integer(0, 2);
    draft.base(Axis::Z, 0.0, rise, kind == 0 ? regularPolygon({}, head * 1.1, 6) : circle({}, head));
    draft.join(Axis::Z, rise, rise + random.uniform(30.0, 100.0), circle({}, shank));
    if (kind == 2)
        draft.cut(Axis::Z, 0.0, rise * random.uniform(0.4, 0.7),
                  regularPolygon({}, head * random.uniform(0.4, 0.55), 6));
}

void cup(Draft& draft, Random& random) {
    const double radius = 50.0, wall = random.uniform(2.5, 14.0), height = random.uniform(20.0, 150.0),
                 floor = random.uniform(2.5, 14.0);
    draft.base(Axis::Z, 0.0, height, circle({}, radius));
    draft.cut(Axis::Z, floor, height, circle({}, radius - wall));
    if (random.chance(0.4)) draft.cut(Axis::Z, 0.0, floor, circle({}, (radius - wall) * random.uniform(0.2, 0.7)));
}

void gearLike(Draft& draft, Random& random) {
    const int teeth = random.integer(6, 12);
    const double tip = 50.0, root = tip * random.uniform(0.72, 0.88);
    const double shareRoot = random.uniform(0.45, 0.6), shareTip = shareRoot * random.uniform(0.5, 1.0);
    std::vector<Loop> holes{circle({}, root * random.uniform(0.15, 0.75))};
    draft.base(Axis::Z, 0.0, random.uniform(5.0, 60.0),
               plate(toothed({}, root, tip, teeth, shareRoot, shareTip, true), holes));
}

}  // namespace

FamilyList turnedFamilies() {
    return {{"washer", washer},
            {"flanged bushing", flangedBushing},
            {"stepped shaft", steppedShaft},
            {"round flange", roundFlange},
            {"nut", nut},
            {"bolt", bolt},
            {"cup", cup},
            {"toothed ring", gearLike}};
}

}  // namespace img2cadseq::synth
