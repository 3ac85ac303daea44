// Surface samples: each block's caps and walls are drawn by area, and what is not on the final surface is rejected.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "csg/measure.h"
#include "csg/scratch.h"

namespace img2cadseq::csg {
namespace {

/// A cap's box in the sketch plane, or a wall.
struct Patch {
    int block, piece;
    double sweep;  ///< of a round wall, signed
    double sum;    ///< area of the patches up to and with this one
};

/// Angle of an arc of at most half a turn, or of a circle.
double sweepOf(const View& s, const BlockT<double>& b, int i) {
    if (i >= b.circleBegin) return 2.0 * std::numbers::pi;
    return 2.0 * std::asin(std::min(1.0, 0.5 * std::hypot(s.bx[i] - s.ax[i], s.by[i] - s.ay[i]) / s.radius[i]));
}

std::vector<Patch> patches(const View& s) {
    std::vector<Patch> list;
    double sum = 0.0;
    for (int block = 0; block < s.blockCount; ++block) {
        const BlockT<double>& b = s.blocks[block];
        const double cap = (b.uHigh - b.uLow) * (b.vHigh - b.vLow), height = b.high - b.low;
        for (const int piece : {kLowCap, kHighCap}) list.push_back({block, piece, 0.0, sum += cap});
        for (int i = b.lineBegin; i < b.end; ++i) {
            if (s.shadow[i]) continue;
            const double sweep = s.turn[i] == 0 ? 0.0 : sweepOf(s, b, i);
            const double length =
                s.turn[i] == 0 ? std::hypot(s.bx[i] - s.ax[i], s.by[i] - s.ay[i]) : s.radius[i] * sweep;
            list.push_back({block, i, s.turn[i] * sweep, sum += length * height});
        }
    }
    return list;
}

/// A point of the wall at part `x` of its length, in the sketch plane.
Vec2 pointOnPiece(const View& s, const Patch& patch, double x) {
    const int i = patch.piece;
    const Vec2 a{s.ax[i], s.ay[i]}, c{s.cx[i], s.cy[i]};
    if (s.turn[i] == 0) return a + (Vec2{s.bx[i], s.by[i]} - a) * x;
    const Vec2 radial = rotated(a - c, patch.sweep * x);
    return c + radial * (s.radius[i] / norm(radial));
}

/// Whether the surface of `block` at `point` with the block's normal `n` is surface of the solid, and counted as this
/// block's. A point of a simple block's own boundary is in on one side and out on the other.
bool onSurface(const View& s, int block, const Vec3& point, const Vec3& n) {
    const bool simple = s.blocks[block].simple;
    if (s.blockCount == 1 && simple) return (s.additive[0] & 1) != 0;
    const double step = 0.7 * s.merge;
    State in = outsideAll(s), out = in;
    if (simple) in.flip(block);
    for (int i = 0; i < s.blockCount; ++i) {
        const BlockT<double>& b = s.blocks[i];
        if (i == block && simple) continue;
        const Vec3 p = b.toLocal(point);
        if (p.z < b.low - step || p.z > b.high + step || p.x < b.uLow - step || p.x > b.uHigh + step ||
            p.y < b.vLow - step || p.y > b.vHigh + step)
            continue;
        const Vec3 aside = b.directionToLocal(n) * step;
        if (insideBlock(s, b, p - aside)) in.flip(i);
        if (insideBlock(s, b, p + aside)) out.flip(i);
    }
    return in.test(block) != out.test(block) && solidAt(s, in) != solidAt(s, out) && surfaceOwner(s, in, out) == block;
}

/// Draws one candidate; false where it is not on the surface.
bool draw(const View& s, const std::vector<Patch>& list, Random& random, SurfaceSample& sample) {
    const double at = random.uniform() * list.back().sum;
    const auto found =
        std::upper_bound(list.begin(), list.end(), at, [](double x, const Patch& p) { return x < p.sum; });
    const Patch& patch = *std::min(found, list.end() - 1);
    const BlockT<double>& b = s.blocks[patch.block];
    const double x = random.bits() * 0x1.0p-32, y = random.bits() * 0x1.0p-32;
    Vec3 local;
    if (patch.piece < 0) {
        local = {b.uLow + (b.uHigh - b.uLow) * x, b.vLow + (b.vHigh - b.vLow) * y,
                 patch.piece == kLowCap ? b.low : b.high};
        if (winding(s, b, local.x, local.y) <= 0) return false;
    } else {
        const Vec2 p = pointOnPiece(s, patch, x);
        local = {p.x, p.y, b.low + (b.high - b.low) * y};
    }
    const Vec3 point = b.toWorld(local), n = blockNormal(s, patch.block, patch.piece, point);
    if (!onSurface(s, patch.block, point, n)) return false;
    const bool cut = b.op == static_cast<int>(BooleanOp::Cut);
    sample = {point, cut ? -n : n, patch.block, faceOf(s, patch.piece), surfaceOf(s, patch.piece)};
    return true;
}

}  // namespace

std::vector<SurfaceSample> sampleSurface(const Flat& flat, size_t count, Random random) {
    const View s = flat.view();
    const std::vector<Patch> list = patches(s);
    std::vector<SurfaceSample> samples;
    samples.reserve(count);
    SurfaceSample sample;
    for (size_t tries = 0; samples.size() < count && tries < 100000 + 1000 * samples.size(); ++tries)
        if (draw(s, list, random, sample)) samples.push_back(sample);
    return samples;
}

PointCloud cloudOf(const std::vector<SurfaceSample>& samples) {
    PointCloud cloud;
    cloud.positions.reserve(samples.size());
    cloud.normals.reserve(samples.size());
    for (const SurfaceSample& sample : samples) {
        cloud.positions.push_back(cast<float>(sample.position));
        cloud.normals.push_back(cast<float>(sample.normal));
    }
    return cloud;
}

std::vector<Vec3> pointsOf(const std::vector<SurfaceSample>& samples) {
    std::vector<Vec3> points;
    points.reserve(samples.size());
    for (const SurfaceSample& sample : samples) points.push_back(sample.position);
    return points;
}

}  // namespace img2cadseq::csg
