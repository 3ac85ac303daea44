// A contact sheet of made parts, or of sequences read from a file, to be looked at:
//   synth_sheet OUT.ppm [--family NAME] [--seed S] [--first I] [--count N] [--columns C] [--size PX] [--import FILE
//   --every K]

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <numbers>
#include <string>

#include "cad/import.h"
#include "cad/transform.h"
#include "csg/render.h"
#include "synth/canonical.h"
#include "synth/part.h"

using namespace img2cadseq;

namespace {

struct Options {
    std::map<std::string, std::string> values;
    int number(const std::string& name, int otherwise) const {
        const auto found = values.find(name);
        return found == values.end() ? otherwise : std::stoi(found->second);
    }
    std::string text(const std::string& name) const {
        const auto found = values.find(name);
        return found == values.end() ? std::string() : found->second;
    }
};

Rgb shade(const csg::Layer& front, int x, int y) {
    if (front.block.at(x, y) < 0) return {255, 255, 255};
    bool edge = false;
    for (const auto& [dx, dy] : {std::pair{1, 0}, {0, 1}}) {
        const int u = std::min(x + dx, front.block.width - 1), v = std::min(y + dy, front.block.height - 1);
        const Vec3f a = front.normal.at(x, y), b = front.normal.at(u, v);
        edge = edge || front.block.at(u, v) < 0 || dot(a, b) < 0.85f ||
               std::abs(front.depth.at(u, v) - front.depth.at(x, y)) > 0.05f;
    }
    const Vec3 light = normalized(Vec3{0.35, 0.75, 1.1});
    const Vec3f n = front.normal.at(x, y);
    const double bright = edge ? 0.25 : 0.35 + 0.6 * std::max(0.0, n.x * light.x + n.y * light.y + n.z * light.z);
    const auto tone = [&](double full) { return static_cast<uint8_t>(std::min(255.0, full * bright)); };
    return {tone(175), tone(195), tone(235)};
}

void draw(const CadSequence& sequence, Image& sheet, int left, int top, int size) {
    const Vec3 eye{2.0, 1.35, 1.5};
    const Camera camera = Camera::lookAt(eye, {}, {0, 0, 1}, 0.5, size, size);
    const csg::Buffers buffers = csg::render(csg::Solid(sequence), camera);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) sheet.at(left + x, top + y) = shade(buffers.front, x, y);
}

std::vector<CadSequence> chosen(const Options& options) {
    std::vector<CadSequence> list;
    const int count = options.number("count", 200);
    if (const std::string file = options.text("import"); !file.empty()) {
        int line = 0;
        importFile(file, [&](ImportedModel&& model) {
            if (model.error || line++ % options.number("every", 1) != 0 || static_cast<int>(list.size()) >= count)
                return;
            list.push_back(synth::normalisedCanonical(model.sequence));
        });
        return list;
    }
    const auto seed = static_cast<uint64_t>(options.number("seed", 1));
    const std::string family = options.text("family");
    for (int i = 0; i < count; ++i) {
        const auto index = static_cast<uint64_t>(options.number("first", 0) + i);
        list.push_back((family.empty() ? synth::makePart(seed, index) : synth::makePart(family, seed, index)).sequence);
    }
    return list;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    for (int i = 2; i + 1 < argc; i += 2) options.values[std::string(argv[i]).substr(2)] = argv[i + 1];
    if (argc < 2) return std::fprintf(stderr, "usage: synth_sheet OUT.ppm [--name value]...\n"), 2;
    const std::vector<CadSequence> parts = chosen(options);
    const int columns = options.number("columns", 20), size = options.number("size", 110);
    const int rows = (static_cast<int>(parts.size()) + columns - 1) / columns;
    Image sheet(columns * size, rows * size, {255, 255, 255});
    for (size_t i = 0; i < parts.size(); ++i)
        draw(parts[i], sheet, static_cast<int>(i) % columns * size, static_cast<int>(i) / columns * size, size);
    std::ofstream file(argv[1], std::ios::binary);
    file << "P6\n" << sheet.width << ' ' << sheet.height << "\n255\n";
    file.write(reinterpret_cast<const char*>(sheet.data.data()), static_cast<std::streamsize>(sheet.data.size() * 3));
    return file ? 0 : 3;
}
