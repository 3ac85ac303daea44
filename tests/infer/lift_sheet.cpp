// What the lifter says of real pictures: a PPM with a row each (picture, mask, predicted mask, depth, thickness,
// normals, edges, openings, and the predicted box drawn over the picture). To be looked at, not run by ctest.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "infer/part_mask.h"
#include "infer/view_window.h"
#include "nn/picture_lifter.h"
#include "photo/crop.h"
#include "photo/photo.h"

namespace img2cadseq {
namespace {

constexpr int kTile = nn::PictureLifter::kPictureSide, kCell = kTile / nn::PictureLifter::kMapSide;

void drawLine(Image& image, Vec2 a, Vec2 b, Rgb colour) {
    for (int i = 0; i <= 200; ++i) {
        const Vec2 p = a + (b - a) * (i / 200.0);
        const int x = static_cast<int>(std::floor(p.x)), y = static_cast<int>(std::floor(p.y));
        if (x >= 0 && y >= 0 && x < image.width && y < image.height) image.at(x, y) = colour;
    }
}

Image boxOver(Image image, const Camera& camera, const Vec3& sides) {
    const auto at = [&](int i) {
        const Vec3 p = camera.project(
            {(i & 1 ? 0.5 : -0.5) * sides.x, (i & 2 ? 0.5 : -0.5) * sides.y, (i & 4 ? 0.5 : -0.5) * sides.z});
        return Vec2{p.x, p.y};
    };
    for (int i = 0; i < 8; ++i)
        for (int bit : {1, 2, 4})
            if (!(i & bit))
                drawLine(image, at(i), at(i | bit),
                         bit == 1   ? Rgb{255, 0, 0}
                         : bit == 2 ? Rgb{0, 200, 0}
                                    : Rgb{0, 80, 255});
    return image;
}

template <class Value>
Image tile(const Value& value) {
    Image out(kTile, kTile);
    for (int y = 0; y < kTile; ++y)
        for (int x = 0; x < kTile; ++x) out.at(x, y) = value(x, y);
    return out;
}

Rgb grey(float v) {
    const auto g = static_cast<uint8_t>(std::clamp(v, 0.0f, 1.0f) * 255.0f);
    return {g, g, g};
}

std::vector<Image> rowOf(const nn::PictureLifter& lifter, const std::string& file) {
    const Photo photo = readPhoto(file);
    MaskPrompt prompt;
    prompt.given = photo.alpha;
    const std::filesystem::path drawn = std::filesystem::path(file).replace_extension(".mask.png");
    if (std::filesystem::exists(drawn)) prompt.given = readMask(drawn);
    const Mask mask = infer::partMask(photo, prompt, &lifter, file);
    const CropWindow window = maskWindow(mask, kViewFill);
    const Image picture = crop(photo.image, window, kTile);
    const FloatMap part = crop(toFloat(mask), window, kTile);
    Mask view(kTile, kTile);
    for (size_t i = 0; i < view.data.size(); ++i) view.data[i] = part.data[i] > 0.5f ? 255 : 0;
    const nn::LiftedPicture lifted = lifter.lift(picture, view);
    const auto& best = lifted.hypotheses.front();
    std::printf("%-40s p %.2f sides %.2f %.2f %.2f\n", std::filesystem::path(file).stem().c_str(), best.probability,
                best.sides.x, best.sides.y, best.sides.z);
    const auto inside = [&](int x, int y) { return lifted.mask.at(x / kCell, y / kCell) > 0.5f ? 1.0f : 0.0f; };
    std::vector<Image> row{
        picture,
        tile([&](int x, int y) { return grey(part.at(x, y)); }),
        tile([&](int x, int y) { return grey(lifted.mask.at(x / kCell, y / kCell)); }),
        tile([&](int x, int y) { return grey(inside(x, y) * (0.5f + lifted.front.at(x / kCell, y / kCell))); }),
        tile([&](int x, int y) { return grey(inside(x, y) * lifted.thickness.at(x / kCell, y / kCell)); }),
        tile([&](int x, int y) {
            const Vec3f n = lifted.normal.at(x / kCell, y / kCell) * inside(x, y);
            return Rgb{static_cast<uint8_t>(127.5f + 127.4f * n.x), static_cast<uint8_t>(127.5f + 127.4f * n.y),
                       static_cast<uint8_t>(127.5f + 127.4f * n.z)};
        }),
        tile([&](int x, int y) { return grey(lifted.edge.at(x / 2, y / 2)); }),
        tile([&](int x, int y) { return grey(lifted.openings.at(x / 2, y / 2)); })};
    for (const auto& h :
         {lifted.hypotheses.front(), lifted.hypotheses[std::min<size_t>(1, lifted.hypotheses.size() - 1)]})
        row.push_back(boxOver(picture, h.camera.resized(kTile, kTile), h.sides));
    return row;
}

}  // namespace
}  // namespace img2cadseq

int main(int argc, char** argv) {
    using namespace img2cadseq;
    if (argc < 4) {
        std::fprintf(stderr, "lift_sheet WEIGHTS OUT.ppm PICTURE...\n");
        return 2;
    }
    const nn::PictureLifter lifter(argv[1]);
    std::vector<std::vector<Image>> rows;
    for (int i = 3; i < argc; ++i) rows.push_back(rowOf(lifter, argv[i]));
    std::ofstream out(argv[2], std::ios::binary);
    out << "P6\n" << kTile * rows[0].size() << ' ' << kTile * rows.size() << "\n255\n";
    for (const auto& row : rows)
        for (int y = 0; y < kTile; ++y)
            for (const Image& image : row) out.write(reinterpret_cast<const char*>(&image.at(0, y)), 3L * kTile);
}
