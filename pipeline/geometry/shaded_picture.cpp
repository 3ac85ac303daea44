#include "geometry/shaded_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "geometry/corner_normals.h"
#include "geometry/lighting.h"

namespace img2cadseq {
namespace {

constexpr int kSamples = 3;       // a side of a pixel
constexpr double kMargin = 1.12;  // of the picture, round the part

using Colour = std::array<double, 3>;

/// Picture coordinates: x right, y down, z away from the viewer, in samples.
struct Projector {
    explicit Projector(const PictureFrame& frame)
        : look(frame.look),
          middle(frame.middle),
          scale(frame.scale * kSamples),
          width(frame.width * kSamples),
          height(frame.height * kSamples) {}

    Look look;
    Vec3 right = cross(look.direction, look.up);
    Vec2 middle;
    double scale;
    int width, height;

    Vec3 place(const Vec3& p) const {
        return {0.5 * width + (dot(p, right) - middle.x) * scale, 0.5 * height - (dot(p, look.up) - middle.y) * scale,
                dot(p, look.direction) * scale};
    }
};

/// Depth and colour of every sample.
class Samples {
public:
    Samples(int width, int height)
        : depth(width, height, std::numeric_limits<float>::infinity()), colour(width, height) {}

    void put(int x, int y, double z, const Colour& c) {
        if (x < 0 || y < 0 || x >= depth.width || y >= depth.height || z >= depth.at(x, y)) return;
        depth.at(x, y) = static_cast<float>(z);
        colour.at(x, y) = c;
    }
    bool covered(int x, int y) const {
        return x >= 0 && y >= 0 && x < depth.width && y < depth.height && std::isfinite(depth.at(x, y));
    }

    FloatMap depth;
    Raster<Colour> colour;
};

Colour shade(const Vec3& normal, const Projector& projector, const Colour& part) {
    const Vec3 seen{dot(normal, projector.right), dot(normal, projector.look.up),
                    -dot(normal, projector.look.direction)};
    double light = 0.0;
    for (const Lamp& lamp : kLamps) light += lamp.strength * std::max(0.0, dot(seen, normalized(lamp.place)));
    const double strength = kAmbient + kDiffuse * light;
    return {part[0] * strength, part[1] * strength, part[2] * strength};
}

void fillTriangle(const std::array<Vec3, 3>& p, const std::array<Colour, 3>& colours, Samples& samples) {
    const auto edge = [](const Vec3& a, const Vec3& b, double x, double y) {
        return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
    };
    const double area = edge(p[0], p[1], p[2].x, p[2].y);
    if (!(area < 0.0)) return;  // seen from behind: y points down
    const auto [lowX, highX] = std::minmax({p[0].x, p[1].x, p[2].x});
    const auto [lowY, highY] = std::minmax({p[0].y, p[1].y, p[2].y});
    const int x0 = std::max(0, static_cast<int>(std::floor(lowX))),
              y0 = std::max(0, static_cast<int>(std::floor(lowY)));
    const int x1 = std::min(samples.depth.width - 1, static_cast<int>(std::ceil(highX)));
    const int y1 = std::min(samples.depth.height - 1, static_cast<int>(std::ceil(highY)));
    for (int y = y0; y <= y1; ++y)
        for (int x = x0; x <= x1; ++x) {
            const double a = edge(p[1], p[2], x + 0.5, y + 0.5) / area, b = edge(p[2], p[0], x + 0.5, y + 0.5) / area;
            const double c = 1.0 - a - b;
            if (a < 0.0 || b < 0.0 || c < 0.0) continue;
            Colour mixed{};
            for (size_t i = 0; i < 3; ++i) mixed[i] = a * colours[0][i] + b * colours[1][i] + c * colours[2][i];
            samples.put(x, y, a * p[0].z + b * p[1].z + c * p[2].z, mixed);
        }
}

void drawSurface(const Mesh& mesh, const Projector& projector, const Colour& part, Samples& samples) {
    const CornerNormals normals(mesh);
    for (uint32_t i = 0; i < mesh.triangles.size(); ++i) {
        std::array<Vec3, 3> places;
        std::array<Colour, 3> colours{};
        for (size_t c = 0; c < 3; ++c) {
            const uint32_t vertex = mesh.triangles[i][c];
            places[c] = projector.place(mesh.vertices[vertex]);
            colours[c] = shade(normals.smooth(i, vertex), projector, part);
        }
        fillTriangle(places, colours, samples);
    }
}

void drawSegment(const Vec3& from, const Vec3& to, const Colour& ink, Samples& samples) {
    const int steps = 1 + static_cast<int>(2.0 * std::max(std::abs(to.x - from.x), std::abs(to.y - from.y)));
    if (steps > 100'000) return;
    for (int i = 0; i <= steps; ++i) {
        const Vec3 p = from + (to - from) * (static_cast<double>(i) / steps);
        const int x = static_cast<int>(std::floor(p.x)), y = static_cast<int>(std::floor(p.y));
        for (const int dx : {-1, 0, 1})
            for (const int dy : {-1, 0, 1}) samples.put(x + dx, y + dy, p.z - 2.0 * kSamples, ink);
    }
}

void drawEdges(const Mesh& mesh, const Projector& projector, const Colour& ink, Samples& samples) {
    for (const std::vector<Vec3>& edge : mesh.edges)
        for (size_t i = 1; i < edge.size(); ++i)
            drawSegment(projector.place(edge[i - 1]), projector.place(edge[i]), ink, samples);
}

/// The outer border of what is covered, as thick as an edge.
void drawOutline(const Colour& ink, Samples& samples) {
    const Samples before = samples;
    for (int y = 0; y < samples.depth.height; ++y)
        for (int x = 0; x < samples.depth.width; ++x) {
            if (!before.covered(x, y)) continue;
            const bool inside = before.covered(x - 2, y) && before.covered(x + 2, y) && before.covered(x, y - 2) &&
                                before.covered(x, y + 2);
            if (!inside) samples.colour.at(x, y) = ink;
        }
}

Colour ground(const PictureInks& inks, double down) {
    Colour mixed{};
    for (size_t i = 0; i < 3; ++i) mixed[i] = inks.groundTop[i] * (1.0 - down) + inks.groundBottom[i] * down;
    return mixed;
}

Rgb toRgb(const Colour& colour) {
    const auto byte = [](double v) { return static_cast<uint8_t>(std::lround(255.0 * std::clamp(v, 0.0, 1.0))); };
    return {byte(colour[0]), byte(colour[1]), byte(colour[2])};
}

Image reduced(const Samples& samples, int width, int height, const PictureInks& inks) {
    Image image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            Colour sum{};
            const Colour back = ground(inks, (y + 0.5) / height);
            for (int s = 0; s < kSamples * kSamples; ++s) {
                const int sx = x * kSamples + s % kSamples, sy = y * kSamples + s / kSamples;
                const Colour& c = samples.covered(sx, sy) ? samples.colour.at(sx, sy) : back;
                for (size_t i = 0; i < 3; ++i) sum[i] += c[i] / (kSamples * kSamples);
            }
            image.at(x, y) = toRgb(sum);
        }
    return image;
}

void drawDots(const PointCloud& cloud, const Projector& projector, const Colour& part, Samples& samples) {
    constexpr int kRadius = kSamples;
    constexpr double kFading = 0.55;  // of the farthest
    float nearest = std::numeric_limits<float>::infinity(), farthest = -nearest;
    std::vector<Vec3> places;
    for (const Vec3f& p : cloud.positions) {
        places.push_back(projector.place(cast<double>(p)));
        nearest = std::min(nearest, static_cast<float>(places.back().z));
        farthest = std::max(farthest, static_cast<float>(places.back().z));
    }
    for (size_t i = 0; i < places.size(); ++i) {
        const Vec3& p = places[i];
        const double away = farthest > nearest ? (p.z - nearest) / (farthest - nearest) : 0.0;
        Colour colour = cloud.normals.empty() ? part : shade(cast<double>(cloud.normals[i]), projector, part);
        for (double& c : colour) c *= 1.0 - kFading * away;
        const int x = static_cast<int>(std::floor(p.x)), y = static_cast<int>(std::floor(p.y));
        for (int dy = -kRadius; dy <= kRadius; ++dy)
            for (int dx = -kRadius; dx <= kRadius; ++dx)
                if (dx * dx + dy * dy <= kRadius * kRadius) samples.put(x + dx, y + dy, p.z, colour);
    }
}

}  // namespace

PictureFrame fittedFrame(const Look& look, const std::vector<Vec3>& points, int width, int height) {
    PictureFrame frame{look, {}, 1.0, width, height};
    const Vec3 right = cross(look.direction, look.up);
    Box2 box;
    for (const Vec3& p : points) box.add(Vec2{dot(p, right), dot(p, look.up)});
    if (box.empty() || !(box.diagonal() > 0.0)) return frame;
    frame.middle = box.center();
    const Vec2 size = box.size();
    const double tiny = 1e-9 * box.diagonal();
    frame.scale = std::min(width / std::max(size.x, tiny), height / std::max(size.y, tiny)) / kMargin;
    return frame;
}

Image shadedPicture(const Mesh& mesh, const PictureFrame& frame, const PictureInks& inks) {
    if (frame.width <= 0 || frame.height <= 0) return {};
    const Projector projector(frame);
    Samples samples(projector.width, projector.height);
    if (!mesh.triangles.empty()) {
        drawSurface(mesh, projector, inks.part, samples);
        drawEdges(mesh, projector, inks.edge, samples);
        drawOutline(inks.edge, samples);
    }
    return reduced(samples, frame.width, frame.height, inks);
}

Image shadedPicture(const PointCloud& cloud, const PictureFrame& frame, const PictureInks& inks) {
    if (frame.width <= 0 || frame.height <= 0) return {};
    const Projector projector(frame);
    Samples samples(projector.width, projector.height);
    drawDots(cloud, projector, inks.part, samples);
    return reduced(samples, frame.width, frame.height, inks);
}

}  // namespace img2cadseq
