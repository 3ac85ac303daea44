#include "synth/marks.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "synth/noise.h"
#include "synth/shading.h"

namespace img2cadseq::synth {
namespace {

float uniform(Random& random, double low, double high) { return static_cast<float>(random.uniform(low, high)); }

/// A place on the part and the directions along its face.
struct Spot {
    Vec3f point, right, down;
    size_t pixel = 0;
};

/// None where all tries miss the part.
std::optional<Spot> drawSpot(const Buffers& b, const Unprojector& at, Random& random) {
    for (int tries = 0; tries < 40; ++tries) {
        const int u = random.integer(0, b.width() - 1), v = random.integer(0, b.height() - 1);
        if (!b.mask.at(u, v)) continue;
        const Vec3f n = b.frontNormal.at(u, v);
        const Vec3f axis = cast<float>(b.camera.rotation.column(random.integer(0, 2)));
        const Vec3f along = axis - n * dot(axis, n);
        if (norm(along) < 0.5f) continue;
        const Vec3f right = normalized(along);
        return Spot{at(u + 0.5f, v + 0.5f, b.frontDepth.at(u, v)), right, cross(n, right),
                    static_cast<size_t>(v) * b.width() + u};
    }
    return std::nullopt;
}

/// Strokes of one ink on one face.
class Pen {
public:
    Pen(const Unprojector& at, const Spot& spot, float width, Canvas& ink)
        : at_(at), spot_(spot), width_(width / at.inverseFocal / (at.perspective ? spot.point.z : 1.0f)), ink_(ink) {}

    /// From and to: lengths along the face.
    void line(Vec2f from, Vec2f to) {
        const Vec3f a = place(from), c = place(to);
        if (a.z <= 0.0f || c.z <= 0.0f) return;
        stroke(ink_, {a.x, a.y}, {c.x, c.y}, {1, 1, 1}, std::max(0.4f, width_), 1.0f);
    }

private:
    Vec3f place(Vec2f p) const { return at_.project(spot_.point + spot_.right * p.x + spot_.down * p.y); }

    const Unprojector& at_;
    const Spot& spot_;
    float width_;
    Canvas& ink_;
};

/// A row of signs that look like letters from afar: two to four strokes in a cell each.
void write(Pen& pen, float height, Random& random) {
    const int letters = random.integer(2, 9);
    const float advance = height * uniform(random, 0.6, 0.9);
    for (int i = 0; i < letters; ++i) {
        const float left = (static_cast<float>(i) - 0.5f * static_cast<float>(letters)) * advance;
        const auto corner = [&] {
            return Vec2f{left + 0.75f * advance * static_cast<float>(random.integer(0, 1)),
                         height * 0.5f * static_cast<float>(random.integer(-1, 1))};
        };
        Vec2f from = corner();
        for (int k = random.integer(2, 4); k > 0; --k) {
            const Vec2f to = corner();
            pen.line(from, to);
            from = to;
        }
    }
}

/// Straight or bent scratches in any direction.
void scratch(Pen& pen, Random& random) {
    const float angle = uniform(random, 0, 6.2831853), length = static_cast<float>(random.logUniform(0.05, 0.6));
    Vec2f from{-0.5f * length * std::cos(angle), -0.5f * length * std::sin(angle)};
    const int pieces = random.integer(1, 3);
    for (int i = 0; i < pieces; ++i) {
        const float turn = angle + static_cast<float>(random.normal(0.0, 0.2)),
                    piece = length / static_cast<float>(pieces);
        const Vec2f to{from.x + piece * std::cos(turn), from.y + piece * std::sin(turn)};
        pen.line(from, to);
        from = to;
    }
}

}  // namespace

void addMarks(Canvas& part, const Buffers& b, Random random) {
    if (!random.chance(0.3)) return;
    const Unprojector at(b.camera);
    const int count = random.integer(1, 5);
    for (int i = 0; i < count; ++i) {
        const std::optional<Spot> spot = drawSpot(b, at, random);
        if (!spot) return;
        Canvas ink(b.width(), b.height());
        const bool letters = random.chance(0.35);
        Pen pen(at, *spot, static_cast<float>(random.logUniform(0.002, letters ? 0.015 : 0.03)), ink);
        if (letters)
            write(pen, static_cast<float>(random.logUniform(0.03, 0.2)), random);
        else
            scratch(pen, random);
        const float tone = random.chance(0.5) ? uniform(random, 0.2, 0.85) : uniform(random, 1.15, 2.2);
        const uint8_t block = b.block.data[spot->pixel], face = b.face.data[spot->pixel];
        for (size_t k = 0; k < part.size(); ++k) {
            if (ink.r.data[k] <= 0.0f || !b.mask.data[k] || b.block.data[k] != block || b.face.data[k] != face)
                continue;
            part.set(k, part.get(k) * (1.0f + (tone - 1.0f) * ink.r.data[k]));
        }
    }
}

void addPassingShadows(Canvas& canvas, Random random) {
    const auto columns = static_cast<size_t>(canvas.width());
    const auto w = static_cast<float>(columns);
    const NoiseOffset noise{uniform(random, 0, 200), uniform(random, 0, 200)};
    if (random.chance(0.2)) {  // falls off towards one side
        const float angle = uniform(random, 0, 6.2831853), fall = uniform(random, 0.2, 1.2);
        const float x = std::cos(angle) / w, y = std::sin(angle) / w;
        for (size_t i = 0; i < canvas.size(); ++i) {
            const size_t row = i / columns, column = i % columns;
            canvas.set(i, canvas.get(i) * std::exp(fall * ((static_cast<float>(column) - 0.5f * w) * x +
                                                           (static_cast<float>(row) - 0.5f * w) * y)));
        }
    }
    if (!random.chance(0.2)) return;
    for (int k = random.integer(1, 2); k > 0; --k) {
        const float angle = uniform(random, 0, 6.2831853),
                    soft = static_cast<float>(random.logUniform(0.005, 0.15)) * w;
        const float middle = uniform(random, -0.4, 0.4) * w, wide = uniform(random, 0.08, 0.6) * w;
        const float dark = uniform(random, 0.3, 0.85), wobble = uniform(random, 0.0, 0.25) * w;
        const float x = std::cos(angle), y = std::sin(angle);
        for (size_t i = 0; i < canvas.size(); ++i) {
            const size_t row = i / columns, column = i % columns;
            const float u = static_cast<float>(column) - 0.5f * w, v = static_cast<float>(row) - 0.5f * w;
            const float across =
                u * x + v * y - middle + wobble * (noise.at((v * x - u * y) * 6.0f / w, 7.0f * k) - 0.5f);
            const float inside = smoothStep(-soft, soft, across) * smoothStep(-soft, soft, wide - across);
            canvas.set(i, canvas.get(i) * (1.0f - (1.0f - dark) * inside));
        }
    }
}

}  // namespace img2cadseq::synth
