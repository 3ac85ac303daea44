// Surface samples: each block's caps and walls are drawn by area, and what is not on the final surface is rejected.

#include <algorithm>
#include <cmath>

#include "csg/measure.h"
#include "csg/scratch.h"

namespace img2cadseq::csg {
namespace {

/// A cap's box in the sketch plane, or a wall.
struct Patch {
    int block, piece;
    double sum;  ///< area of the patches up to and with this one
};

double pieceLength(const View& s, int i) {
    if (s.turn[i] == 0) return std::hypot(s.bx[i] - s.ax[i], s.by[i] - s.ay[i]);
    const double half = 0.5 * std::hypot(s.bx[i] - s.ax[i], s.by[i] - s.ay[i]) / s.radius[i];
    return 2.0 * s.radius[i] * std::asin(std::min(1.0, half));
}

std::vector<Patch> patches(const View& s) {
    std::vector<Patch> list;
    double sum = 0.0;
    for (int block = 0; block < s.blockCount; ++block) {
        const BlockT<double>& b = s.blocks[block];
        const double cap = (b.uHigh - b.uLow) * (b.vHigh - b.vLow), height = b.high - b.low;
        for (const int piece : {kLowCap, kHighCap}) list.push_back({block, piece, sum += cap});
        for (int i = b.lineBegin; i < b.end; ++i) {
            if (s.shadow[i]) continue;
            const double length = i < b.circleBegin ? pieceLength(s, i) : 2.0 * M_PI * s.radius[i];
            list.push_back({block, i, sum += length * height});
        }
    }
    return list;
}

/// A point of the wall at part `x` of its length, in the sketch plane.
Vec2 pointOnPiece(const View& s, const BlockT<double>& b, int i, double x) {
    const Vec2 a{s.ax[i], s.ay[i]}, e{s.bx[i], s.by[i]}, c{s.cx[i], s.cy[i]};
    if (s.turn[i] == 0) return a + (e - a) * x;
    const double sweep = i < b.circleBegin ? pieceLength(s, i) / s.radius[i] : 2.0 * M_PI;
    return c + normalized(rotated(a - c, s.turn[i] * sweep * x)) * s.radius[i];
}

/// Whether the surface of `block` at `point` with the block's normal `n` is surface of the solid, and counted as this
/// block's.
bool onSurface(const View& s, int block, const Vec3& point, const Vec3& n) {
    const double step = 0.7 * s.merge;
    State in = outsideAll(s), out = in;
    for (int i = 0; i < s.blockCount; ++i) {
        const BlockT<double>& b = s.blocks[i];
        const Vec3 p = b.toLocal(point), aside = b.directionToLocal(n) * step;
        if (insideBlock(s, b, p - aside)) in.flip(i);
        if (insideBlock(s, b, p + aside)) out.flip(i);
    }
    return in.test(block) != out.test(block) && solidAt(s, in) != solidAt(s, out) && surfaceOwner(s, in, out) == block;
}

/// Draws one candidate; false where it is not on the surface.
bool draw(const View& s, const std::vector<Patch>& list, Random& random, SurfaceSample& sample) {
    const double at = random.uniform() * list.back().sum;
    const auto patch =
        std::min(std::upper_bound(list.begin(), list.end(), at, [](double x, const Patch& p) { return x < p.sum; }),
                 list.end() - 1);
    const BlockT<double>& b = s.blocks[patch->block];
    const double x = random.uniform(), y = random.uniform();
    Vec3 local;
    if (patch->piece < 0) {
        local = {b.uLow + (b.uHigh - b.uLow) * x, b.vLow + (b.vHigh - b.vLow) * y,
                 patch->piece == kLowCap ? b.low : b.high};
        if (winding(s, b, local.x, local.y) <= 0) return false;
    } else {
        const Vec2 p = pointOnPiece(s, b, patch->piece, x);
        local = {p.x, p.y, b.low + (b.high - b.low) * y};
    }
    const Vec3 point = b.toWorld(local), n = blockNormal(s, patch->block, patch->piece, point);
    if (!onSurface(s, patch->block, point, n)) return false;
    const bool cut = b.op == static_cast<int>(BooleanOp::Cut);
    sample = {point, cut ? -n : n, patch->block, faceOf(s, patch->piece), surfaceOf(s, patch->piece)};
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

}  // namespace img2cadseq::csg
