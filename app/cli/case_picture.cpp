#include "app/cli/case_picture.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/cli/label.h"
#include "geometry/shaded_picture.h"
#include "metrics/sampling.h"

namespace img2cadseq::cli {
namespace {

constexpr int kTileSide = 200, kGap = 4, kHeader = kLabelHeight + 2 * kGap;
constexpr Rgb kWhite{255, 255, 255}, kInk{30, 36, 48}, kOutline{255, 0, 144};
constexpr PictureInks kSolid{{0.66, 0.71, 0.79}, {0.11, 0.14, 0.19}, {0.94, 0.95, 0.97}, {0.97, 0.97, 0.98}};
constexpr PictureInks kTruth{{0.62, 0.76, 0.60}, {0.11, 0.14, 0.19}, {0.94, 0.95, 0.97}, {0.97, 0.97, 0.98}};
constexpr PictureInks kDots{{0.42, 0.56, 0.78}, {0, 0, 0}, {0.94, 0.95, 0.97}, {0.97, 0.97, 0.98}};

Image shown(const Mask& mask) {
    Image image(mask.width, mask.height);
    for (size_t i = 0; i < mask.data.size(); ++i) image.data[i] = {mask.data[i], mask.data[i], mask.data[i]};
    return image;
}

struct Window {
    double left = 0.0, top = 0.0, side = 1.0;
};

/// Wide enough round the mask to show what it leaves out; without a mask the whole picture.
Window windowOf(const Mask& mask) {
    constexpr double kFill = 0.7;
    Box2 box;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (mask.at(x, y) > 127) box.add(Box2{{double(x), double(y)}, {x + 1.0, y + 1.0}});
    if (box.empty()) box = {{0.0, 0.0}, {double(mask.width), double(mask.height)}};
    const double side = std::max(box.size().x, box.size().y) / kFill;
    return {box.center().x - 0.5 * side, box.center().y - 0.5 * side, side};
}

/// Brought to a tile's size, each pixel the mean of what it covers.
Image cutOut(const Image& picture, const Window& window, const Rgb& beyond) {
    Image out(kTileSide, kTileSide, beyond);
    const double step = window.side / kTileSide;
    const auto span = [&](double start, int limit) {
        const int first = static_cast<int>(std::floor(start + 0.5 * std::min(step, 1.0)));
        return std::array<int, 2>{first, std::min(limit, std::max(first + 1, static_cast<int>(first + step)))};
    };
    for (int y = 0; y < kTileSide; ++y)
        for (int x = 0; x < kTileSide; ++x) {
            const auto [x0, x1] = span(window.left + x * step, picture.width);
            const auto [y0, y1] = span(window.top + y * step, picture.height);
            int64_t r = 0, g = 0, b = 0, count = 0;
            for (int v = std::max(0, y0); v < y1; ++v)
                for (int u = std::max(0, x0); u < x1; ++u, ++count) {
                    r += picture.at(u, v).r;
                    g += picture.at(u, v).g;
                    b += picture.at(u, v).b;
                }
            if (count > 0)
                out.at(x, y) = {static_cast<uint8_t>(r / count), static_cast<uint8_t>(g / count),
                                static_cast<uint8_t>(b / count)};
        }
    return out;
}

void paste(Image& into, const Image& from, int left, int top) {
    for (int y = 0; y < std::min(from.height, into.height - top); ++y)
        for (int x = 0; x < std::min(from.width, into.width - left); ++x) into.at(left + x, top + y) = from.at(x, y);
}

void drawOutline(Image& picture, const Image& mask) {
    const auto inside = [&](int x, int y) {
        return x >= 0 && y >= 0 && x < mask.width && y < mask.height && mask.at(x, y).r > 127;
    };
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            if (inside(x, y) && !(inside(x - 1, y) && inside(x + 1, y) && inside(x, y - 1) && inside(x, y + 1)))
                picture.at(x, y) = kOutline;
}

Look iso() {
    const Vec3 direction = normalized(Vec3{-1, -1, -1}), z{0, 0, 1};
    return {direction, normalized(z - direction * dot(z, direction))};
}

/// Along the line from the camera to the part's middle.
Look lookOf(const Camera& camera) {
    const bool perspective = camera.projection == Projection::Perspective && norm(camera.center()) > 0.0;
    const Vec3 direction = perspective ? normalized(-camera.center()) : camera.rotation.row[2];
    const Vec3 up = -camera.rotation.row[1];
    return {direction, normalized(up - direction * dot(up, direction))};
}

/// What is drawn in one tile: a solid, or else a cloud.
struct Subject {
    Mesh mesh;
    PointCloud cloud;
    Look look;
    PictureInks inks;

    PictureFrame frame() const {
        std::vector<Vec3> points = mesh.vertices;
        for (const Vec3f& p : cloud.positions) points.push_back(cast<double>(p));
        return fittedFrame(look, points, kTileSide, kTileSide);
    }
    bool empty() const { return mesh.triangles.empty() && cloud.positions.empty(); }
};

Mesh unitMesh(const Mesh& mesh) {
    if (mesh.triangles.empty()) return {};
    Mesh unit = metrics::normalised(mesh);
    if (unit.volume() < 0.0)  // some files have their faces inside out
        for (auto& t : unit.triangles) std::swap(t[0], t[1]);
    return unit;
}

/// Longest side of its box 1.
PointCloud unitCloud(PointCloud cloud) {
    Box3 box;
    for (const Vec3f& p : cloud.positions) box.add(cast<double>(p));
    if (box.empty() || !(box.longestSide() > 0.0)) return {};
    for (Vec3f& p : cloud.positions) p = cast<float>((cast<double>(p) - box.center()) / box.longestSide());
    return cloud;
}

}  // namespace

Image casePicture(const Reconstruction& found, const Mesh& result, const Mesh& reference, const std::string& caption) {
    const bool pictured = found.photo && found.mask;
    const auto& view = found.observation.view;
    const Look seen = view ? lookOf(view->camera) : iso();
    // The best may take the part to lie otherwise than the clouds do: it has a camera of its own.
    const Look own = view && !found.ranked.empty() ? lookOf(found.ranked.front().candidate.camera) : seen;
    const std::vector<Subject> subjects{{{}, unitCloud(found.coarse), seen, kDots},
                                        {{}, unitCloud(found.refined), seen, kDots},
                                        {unitMesh(result), {}, own, kSolid},
                                        {unitMesh(reference), {}, own, kTruth}};
    double scale = 0.0;
    for (const Subject& one : subjects)
        if (!one.empty()) scale = scale > 0.0 ? std::min(scale, one.frame().scale) : one.frame().scale;

    const int tiles = static_cast<int>(subjects.size()) + 2;
    Image row(tiles * (kTileSide + kGap) + kGap, kHeader + kTileSide + kGap, kWhite);
    writeLabel(row, kGap, kGap, caption, kInk);
    int left = kGap;
    const auto add = [&](const Image& tile) {
        if (!tile.empty()) paste(row, tile, left, kHeader);
        left += kTileSide + kGap;
    };
    if (pictured) {
        const Window w = windowOf(*found.mask);
        const Image mask = cutOut(shown(*found.mask), w, {});
        Image photo = cutOut(*found.photo, w, kWhite);
        drawOutline(photo, mask);
        add(photo);
        add(mask);
    } else {
        left += 2 * (kTileSide + kGap);
    }
    for (const Subject& one : subjects) {
        PictureFrame frame = one.frame();
        frame.scale = scale;
        add(one.empty() ? Image()
                        : (one.mesh.triangles.empty() ? shadedPicture(one.cloud, frame, one.inks)
                                                      : shadedPicture(one.mesh, frame, one.inks)));
    }
    return row;
}

Image stacked(const std::vector<Image>& rows) {
    int width = 0, height = 0;
    for (const Image& row : rows) {
        width = std::max(width, row.width);
        height += row.height;
    }
    Image sheet(width, height, kWhite);
    int top = 0;
    for (const Image& row : rows) {
        paste(sheet, row, 0, top);
        top += row.height;
    }
    return sheet;
}

}  // namespace img2cadseq::cli
