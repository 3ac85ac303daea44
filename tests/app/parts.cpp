#include "app/parts.h"

#include <cmath>
#include <cstdio>
#include <numbers>

#include "cad/json.h"

namespace img2cadseq::test {

CadSequence plate(double w, double h, double t, double r) {
    Profile profile;
    profile.outer.curves = {Line{{0, 0}, {w, 0}}, Line{{w, 0}, {w, h}}, Line{{w, h}, {0, h}}, Line{{0, h}, {0, 0}}};
    profile.holes.push_back({{Circle{{w / 2, h / 2}, r}}});
    ExtrudeBlock block;
    block.sketch.profiles.push_back(profile);
    block.extent = {0.0, t};
    CadSequence sequence;
    sequence.blocks.push_back(block);
    return sequence;
}

double plateVolume(double w, double h, double t, double r) { return (w * h - std::numbers::pi * r * r) * t; }

CadSequence gear(int teeth) {
    Profile profile;
    const auto corner = [&](int i) {
        const double angle = std::numbers::pi * i / teeth, radius = i % 2 == 0 ? 50.0 : 51.0;
        return Vec2{radius * std::cos(angle), radius * std::sin(angle)};
    };
    for (int i = 0; i < 2 * teeth; ++i) profile.outer.curves.push_back(Line{corner(i), corner((i + 1) % (2 * teeth))});
    ExtrudeBlock block;
    block.sketch.profiles.push_back(profile);
    block.extent = {0.0, 5.0};
    CadSequence sequence;
    sequence.blocks.push_back(block);
    return sequence;
}

void writePlates(const std::filesystem::path& folder, int count) {
    std::filesystem::create_directories(folder);
    for (int i = 0; i < count; ++i) {
        char name[32];
        std::snprintf(name, sizeof(name), "plate-%03d.json", i);
        writeSequence(plate(20.0 + i, 15.0, 3.0, 5.0), (folder / name).string());
    }
}

}  // namespace img2cadseq::test
