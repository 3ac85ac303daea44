#include "fit/edge_evidence.h"

#include <algorithm>
#include <cmath>

#include "photo/edges.h"

namespace img2cadseq {
namespace {

constexpr double kUnit = 128.0;  ///< pixels across the picture in which distances are measured
constexpr int kFine = 512;       ///< cells across the map of distances

double nearness(double d) { return (std::exp(-d / 0.7) + std::exp(-d / 2.0) + std::exp(-d / 5.0)) / 3.0; }

/// Between two pixels of the drawn solid that are neighbours: does an outline or a crease run?
class Differ {
public:
    Differ(const csg::Layer& front, const Camera& camera) : front_(front), camera_(camera) {}
    bool operator()(int x, int y, int u, int v) const {
        const int a = front_.block.at(x, y), b = front_.block.at(u, v);
        if ((a < 0) != (b < 0)) return true;
        if (a < 0) return false;
        if (a == b && front_.face.at(x, y) == front_.face.at(u, v) &&
            std::abs(front_.depth.at(x, y) - front_.depth.at(u, v)) < 0.06f)
            return false;
        const Vec3f n = front_.normal.at(x, y), m = front_.normal.at(u, v);
        if (dot(n, m) < 0.8f) return true;
        // A step: the other's point is off this one's plane.
        const Vec3 p = camera_.unproject(x + 0.5, y + 0.5, front_.depth.at(x, y));
        const Vec3 q = camera_.unproject(u + 0.5, v + 0.5, front_.depth.at(u, v));
        return std::abs(dot(q - p, cast<double>(n))) > 0.012 && std::abs(dot(q - p, cast<double>(m))) > 0.012;
    }

private:
    const csg::Layer& front_;
    const Camera& camera_;
};

/// How far marked cells are from single ones: first along columns, for all; then across them, for those asked. For a
/// few hundred cells that is a tenth of a map's work.
class NearestMarked {
public:
    explicit NearestMarked(const Mask& marked) : columns_(marked.width, marked.height, kNone) {
        for (size_t i = 0; i < marked.data.size(); ++i)
            if (marked.data[i]) columns_.data[i] = 0;
        for (int y = 1; y < marked.height; ++y) lower(y, y - 1);
        for (int y = marked.height - 2; y >= 0; --y) lower(y, y + 1);
    }

    /// In cells; huge where none is marked.
    double from(int x, int y) const {
        const auto squared = [&](int u) {
            const int d = columns_.at(u, y);
            return d * d;
        };
        int best = squared(x);
        for (int k = 1; k * k < best && (x - k >= 0 || x + k < columns_.width); ++k) {
            if (x - k >= 0) best = std::min(best, k * k + squared(x - k));
            if (x + k < columns_.width) best = std::min(best, k * k + squared(x + k));
        }
        return std::sqrt(static_cast<double>(best));
    }

private:
    static constexpr int16_t kNone = 20000;

    void lower(int y, int from) {
        int16_t* const row = &columns_.at(0, y);
        const int16_t* const other = &columns_.at(0, from);
        for (int x = 0; x < columns_.width; ++x) {
            const auto next = static_cast<int16_t>(other[x] + 1);
            row[x] = next < row[x] ? next : row[x];
        }
    }

    Raster<int16_t> columns_;  ///< to the nearest marked cell of the same column
};

float lookUp(const FloatMap& map, double x, double y) {
    const int u = std::clamp(static_cast<int>(x * map.width), 0, map.width - 1);
    const int v = std::clamp(static_cast<int>(y * map.height), 0, map.height - 1);
    return map.at(u, v);
}

}  // namespace

EdgeEvidence::EdgeEvidence(const std::vector<EdgePoint>& points, int width, const FloatMap& border) {
    Mask marked(kFine, kFine);
    for (const EdgePoint& p : points) {
        const EdgePoint q{p.position / static_cast<double>(width), p.strength};
        if (lookUp(border, q.position.x, q.position.y) < -2.0 / kUnit * border.width) continue;
        seen_.push_back(q);
        const int u = static_cast<int>(q.position.x * kFine), v = static_cast<int>(q.position.y * kFine);
        if (u >= 0 && v >= 0 && u < kFine && v < kFine) marked.at(u, v) = 255;
    }
    if (seen_.empty()) return;
    near_ = distanceToSet(marked);
    for (float& d : near_.data) d = static_cast<float>(nearness(d * (kUnit / kFine)));
}

double EdgeEvidence::agreement(const csg::Buffers& drawn, const Camera& camera) const {
    const int w = drawn.width(), h = drawn.height();
    Mask lattice(2 * w + 1, 2 * h + 1);  // cell (i, j) lies at (i / 2, j / 2) pixels
    const Differ differ(drawn.front, camera);
    double forward = 0.0, count = 1e-9;
    const auto draw = [&](int i, int j) {
        lattice.at(i, j) = 255;
        forward += lookUp(near_, 0.5 * i / w, 0.5 * j / h);
        count += 1.0;
    };
    for (int y = 0; y + 1 < h; ++y)
        for (int x = 0; x + 1 < w; ++x) {
            if (differ(x, y, x + 1, y)) draw(2 * x + 2, 2 * y + 1);
            if (differ(x, y, x, y + 1)) draw(2 * x + 1, 2 * y + 2);
        }
    const NearestMarked toDrawn(lattice);
    double backward = 0.0, all = 1e-9;
    for (const EdgePoint& p : seen_) {
        const int i = std::clamp(static_cast<int>(std::lround(2.0 * w * p.position.x)), 0, 2 * w);
        const int j = std::clamp(static_cast<int>(std::lround(2.0 * h * p.position.y)), 0, 2 * h);
        backward += p.strength * nearness(0.5 * kUnit / w * toDrawn.from(i, j));
        all += p.strength;
    }
    return 0.6 * forward / count + 0.4 * backward / all;
}

}  // namespace img2cadseq
