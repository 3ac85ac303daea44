#include "synth/primitive.h"

#include <algorithm>
#include <cmath>

#include "cad/transform.h"
#include "csg/solid.h"

namespace img2cadseq::synth {
namespace {

constexpr double kThinnest = 0.012;

Loop rectangle(double width, double depth) {
    const Vec2 corners[] = {
        {-width / 2, -depth / 2}, {width / 2, -depth / 2}, {width / 2, depth / 2}, {-width / 2, depth / 2}};
    Loop loop;
    for (int i = 0; i < 4; ++i) loop.curves.push_back(Line{corners[i], corners[(i + 1) % 4]});
    return loop;
}

Loop circle(const Vec2& center, double radius) {
    Loop loop;
    loop.curves.push_back(Circle{center, radius});
    return loop;
}

/// A few round holes along the longer side.
void drill(Profile& profile, double width, double depth, Random& random) {
    const int count = random.integer(1, 3);
    const double radius = random.uniform(0.1, 0.35) * std::min(depth, width / count);
    for (int i = 0; i < count; ++i) profile.holes.push_back(circle({((i + 0.5) / count - 0.5) * width, 0.0}, radius));
}

}  // namespace

CadSequence primitivePart(Random random) {
    ExtrudeBlock block;
    Profile profile;
    // Half of them thin or long, half of everyday proportions.
    const double least = random.chance(0.5) ? kThinnest : 0.15;
    const double height = random.logUniform(least, 1.0 / least), across = random.logUniform(least, 1.0);
    const double pick = random.uniform();
    if (pick < 0.45) {
        profile.outer = rectangle(1.0, across);
        if (random.chance(0.3)) drill(profile, 1.0, across, random);
    } else {
        profile.outer = circle({0, 0}, 0.5);
        if (random.chance(0.45)) profile.holes.push_back(circle({0, 0}, 0.5 * random.uniform(0.1, 0.92)));
    }
    block.sketch.profiles.push_back(profile);
    block.extent = {-height / 2, height / 2};
    CadSequence part;
    part.blocks.push_back(block);
    return scaled(part, 1.0 / csg::Solid(part).box().longestSide());
}

}  // namespace img2cadseq::synth
