// Box of the final surface: each side is sought among rays along its axis, first beside the corners, then on a grid and
// finer and finer around the farthest hit. Where corners reach the box of what was added, nothing can lie beyond.

#include <algorithm>
#include <cmath>

#include "csg/edges.h"
#include "csg/measure.h"
#include "csg/scratch.h"

namespace img2cadseq::csg {
namespace {

class Extremes {
public:
    Extremes(const Flat& flat, const Box3& outer) : view_(flat.view()), edges_(flat), room_(flat), outer_(outer) {}

    /// Lowest and highest surface along the axis; low > high where there is none.
    void along(int axis, double& low, double& high) {
        axis_ = axis, u_ = (axis + 1) % 3, v_ = (axis + 2) % 3;
        const Vec3 size = outer_.size();
        low = INFINITY, high = -INFINITY;
        lowAt_ = highAt_ = outer_.center();
        Vec3 direction{};
        direction[axis] = 1.0;
        const double aside = 10.0 * view_.merge;
        for (const Vec3& corner : edges_.extremes(direction))
            for (const double du : {-aside, aside})
                for (const double dv : {-aside, aside}) {
                    Vec3 p = corner;
                    p[u_] += du, p[v_] += dv;
                    probe(p, low, high);
                }
        const double close = 1e-9 * norm(size);
        const bool lowFound = low - outer_.low[axis] < close;
        const bool highFound = outer_.high[axis] - high < close;
        if (lowFound && highFound) return;
        for (int i = 0; i < kGrid; ++i)
            for (int j = 0; j < kGrid; ++j) {
                Vec3 p = outer_.low;
                p[u_] += size[u_] * (i + 0.5) / kGrid;
                p[v_] += size[v_] * (j + 0.5) / kGrid;
                probe(p, low, high);
            }
        if (!lowFound) refine(lowAt_, low, high, size);
        if (!highFound) refine(highAt_, low, high, size);
    }

private:
    static constexpr int kGrid = 24;

    void probe(Vec3 p, double& low, double& high) {
        Vec3 direction{};
        direction[axis_] = 1.0;
        p[axis_] = 0.0;
        ScratchT<double> scratch = room_.get();
        castRay(view_, p, direction, scratch);
        if (scratch.count == 0) return;
        if (scratch.events[0].t < low) low = scratch.events[0].t, lowAt_ = p;
        if (scratch.events[scratch.count - 1].t > high) high = scratch.events[scratch.count - 1].t, highAt_ = p;
    }

    /// `at` is where one of the two was found; probes move it.
    void refine(const Vec3& at, double& low, double& high, const Vec3& size) {
        double reach = 1.0 / kGrid;
        for (int round = 0; round < 24; ++round, reach *= 0.5) {
            const Vec3 around = at;
            for (int i = -2; i <= 2; ++i)
                for (int j = -2; j <= 2; ++j) {
                    if (i == 0 && j == 0) continue;
                    Vec3 p = around;
                    p[u_] += 0.5 * i * reach * size[u_];
                    p[v_] += 0.5 * j * reach * size[v_];
                    probe(p, low, high);
                }
        }
    }

    View view_;
    Edges edges_;
    Scratch room_;
    Box3 outer_;
    int axis_ = 0, u_ = 1, v_ = 2;
    Vec3 lowAt_, highAt_;
};

}  // namespace

Box3 surfaceBox(const Flat& flat, const CadSequence& sequence) {
    const Box3 outer = boundingBox(sequence);
    const auto adds = [](const ExtrudeBlock& b) { return b.op == BooleanOp::New || b.op == BooleanOp::Join; };
    if (outer.empty() || std::all_of(sequence.blocks.begin(), sequence.blocks.end(), adds)) return outer;
    Extremes extremes(flat, outer);
    Box3 box;
    for (int axis = 0; axis < 3; ++axis) extremes.along(axis, box.low[axis], box.high[axis]);
    return box;
}

}  // namespace img2cadseq::csg
