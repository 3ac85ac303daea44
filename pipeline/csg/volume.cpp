// Volume: lengths of rays along x are exact; they are integrated over y between the places where a slice has a corner
// or a tangent, and slices over z between the heights where the solid has one.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "csg/edges.h"
#include "csg/measure.h"
#include "csg/quadrature.h"
#include "csg/scratch.h"

namespace img2cadseq::csg {
namespace {

constexpr double kSparse = 0.2;  ///< part of its box below which a solid's volume is integrated again, finer
constexpr double kSparsest = 1e-4;

class Slicer {
public:
    explicit Slicer(const Flat& flat) : view_(flat.view()), edges_(flat), room_(flat) {
        const BlockT<double>& lead = flat.blocks[leadingBlock(flat)];
        axes_ = {{lead.xAxis, lead.yAxis, lead.normal}};
        for (const BlockT<double>& b : flat.blocks)
            prismatic_ = prismatic_ && norm(cross(b.normal, lead.normal)) < 1e-9;
        Edges(flat, true).box(axes_, low_, high_);
        size_ = norm(high_ - low_);
    }

    double boxVolume() const { return (high_.x - low_.x) * (high_.y - low_.y) * (high_.z - low_.z); }

    /// With an absolute error of about `tolerance`.
    double volume(double tolerance) {
        const double height = high_.z - low_.z;
        if (!(boxVolume() > 0.0)) return 0.0;
        std::vector<double> heights = edges_.heights(axes_.row[2]);
        tidy(heights, low_.z, high_.z);
        const auto slice = [&](double z) { return area(z, 0.3 * tolerance / height); };
        if (!prismatic_) return integrate(slice, heights, tolerance, kDepth);
        double sum = 0.0;
        for (size_t i = 1; i < heights.size(); ++i)
            sum += (heights[i] - heights[i - 1]) * slice(0.5 * (heights[i] + heights[i - 1]));
        return sum;
    }

private:
    static constexpr int kDepth = 8;

    /// The block whose normal most blocks share.
    static size_t leadingBlock(const Flat& flat) {
        size_t best = 0, most = 0;
        for (size_t i = 0; i < flat.blocks.size(); ++i) {
            const auto parallel = std::count_if(flat.blocks.begin(), flat.blocks.end(), [&](const BlockT<double>& b) {
                return norm(cross(b.normal, flat.blocks[i].normal)) < 1e-9;
            });
            if (static_cast<size_t>(parallel) > most) most = static_cast<size_t>(parallel), best = i;
        }
        return best;
    }

    /// Sorts the breaks, drops what is outside [low, high] or double.
    void tidy(std::vector<double>& breaks, double low, double high) const {
        breaks.push_back(low);
        breaks.push_back(high);
        std::sort(breaks.begin(), breaks.end());
        std::erase_if(breaks, [&](double x) { return !(x >= low && x <= high); });
        const auto same = [&](double a, double b) { return b - a < 1e-9 * size_; };
        breaks.erase(std::unique(breaks.begin(), breaks.end(), same), breaks.end());
    }

    double area(double z, double tolerance) {
        edges_.slice(axes_, z, breaks_);
        if (breaks_.size() < 2) return 0.0;
        const auto [first, last] = std::minmax_element(breaks_.begin(), breaks_.end());
        tidy(breaks_, *first, *last);
        return integrate([&](double y) { return length(y, z); }, breaks_, tolerance, kDepth);
    }

    double length(double y, double z) {
        ScratchT<double> scratch = room_.get();
        castRay(view_, axes_.transposed() * Vec3{low_.x, y, z}, axes_.row[0], scratch);
        double sum = 0.0;
        for (int i = 0; i < scratch.count; ++i)
            sum += scratch.events[i].entering ? -scratch.events[i].t : scratch.events[i].t;
        return sum;
    }

    View view_;
    Edges edges_;
    Scratch room_;
    Mat3 axes_;
    bool prismatic_ = true;
    Vec3 low_, high_;
    double size_ = 0.0;
    std::vector<double> breaks_;
};

/// Of a single block, exactly: the area by Green's theorem, arcs as chord and segment.
double prismVolume(const Flat& flat) {
    const BlockT<double>& b = flat.blocks[0];
    if (static_cast<BooleanOp>(b.op) == BooleanOp::Cut || static_cast<BooleanOp>(b.op) == BooleanOp::Intersect)
        return 0.0;
    double twice = 0.0;
    for (int i = b.lineBegin; i < b.end; ++i) {
        const double r = flat.radius[i];
        if (i >= b.circleBegin) {
            twice += flat.turn[i] * 2.0 * std::numbers::pi * r * r;
            continue;
        }
        const Vec2 a{flat.ax[i], flat.ay[i]}, e{flat.bx[i], flat.by[i]};
        twice += cross(a, e);
        if (flat.turn[i] == 0) continue;
        const double sweep = 2.0 * std::asin(std::min(1.0, 0.5 * norm(e - a) / r));
        twice += flat.turn[i] * r * r * (sweep - std::sin(sweep));
    }
    return 0.5 * twice * (b.high - b.low);
}

}  // namespace

double volume(const Flat& flat, double tolerance) {
    if (flat.blocks.size() == 1 && flat.blocks[0].simple) return prismVolume(flat);
    Slicer slicer(flat);
    const double rough = slicer.volume(tolerance * slicer.boxVolume());
    const double filled = rough / slicer.boxVolume();
    return filled < kSparse && filled > 0.0 ? slicer.volume(tolerance * std::max(rough, kSparsest * slicer.boxVolume()))
                                            : rough;
}

}  // namespace img2cadseq::csg
