#include "synth/part_check.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "synth/clearance.h"
#include "synth/column_grid.h"

namespace img2cadseq::synth {
namespace {

bool withinLimits(const CadSequence& part) {
    if (part.blocks.empty() || part.blocks.size() > kMaxBlocks || loopCount(part) > kMaxLoops) return false;
    for (const ExtrudeBlock& block : part.blocks) {
        size_t loops = 0;
        for (const Profile& profile : block.sketch.profiles) {
            loops += 1 + profile.holes.size();
            if (profile.outer.curves.size() > kMaxCurvesPerLoop) return false;
            for (const Loop& hole : profile.holes)
                if (hole.curves.size() > kMaxCurvesPerLoop) return false;
        }
        if (loops == 0 || loops > kMaxLoopsPerBlock) return false;
    }
    return true;
}

bool sketchesClean(const CadSequence& part) {
    for (const ExtrudeBlock& block : part.blocks) {
        if (block.extent.high - block.extent.low < kMinThickness) return false;
        const auto& profiles = block.sketch.profiles;
        for (size_t i = 0; i < profiles.size(); ++i) {
            const Loop& outer = profiles[i].outer;
            if (!isClean(outer, kMinEdge, 0.6 * kMinEdge)) return false;
            const auto& holes = profiles[i].holes;
            for (size_t h = 0; h < holes.size(); ++h) {
                if (!isClean(holes[h], kMinEdge, 0.6 * kMinEdge) || !liesInside(holes[h], outer, kMinWall)) return false;
                for (size_t k = 0; k < h; ++k)
                    if (!liesApart(holes[h], holes[k], kMinWall)) return false;
            }
            for (size_t k = 0; k < i; ++k)
                if (!liesApart(outer, profiles[k].outer, kMinWall)) return false;
        }
    }
    return true;
}

int axisOf(const Vec3& normal) {
    for (int i = 0; i < 3; ++i)
        if (normal[i] > 1.0 - 1e-9) return i;
    return 3;
}

/// Planes and extremes of curves that are nearly but not quite the same make slivers.
bool planesDistinct(const CadSequence& part) {
    std::vector<double> places[3];
    for (const ExtrudeBlock& block : part.blocks) {
        const int axis = axisOf(block.sketch.plane.normal);
        if (axis == 3) continue;
        places[axis].push_back(block.extent.low);
        places[axis].push_back(block.extent.high);
        const auto addLoop = [&](const Loop& loop) {
            const Box2 box = boundingBox(loop);
            for (const Vec2& p : {box.low, box.high}) {
                places[(axis + 1) % 3].push_back(p.x);
                places[(axis + 2) % 3].push_back(p.y);
            }
        };
        for (const Profile& profile : block.sketch.profiles) {
            addLoop(profile.outer);
            for (const Loop& hole : profile.holes) addLoop(hole);
        }
    }
    for (auto& list : places) {
        std::sort(list.begin(), list.end());
        for (size_t i = 1; i < list.size(); ++i) {
            const double step = list[i] - list[i - 1];
            if (step > 1e-7 && step < 0.6 * kMinThickness) return false;
        }
    }
    return true;
}

bool wallKept(const Loop& a, const Loop& b) {
    const double between = gap(a, b);
    return between < 1e-7 || between >= kMinWall;
}

/// Between a cut and whatever else is drawn along the same axis at the same height.
bool wallsKept(const CadSequence& part) {
    for (size_t i = 0; i < part.blocks.size(); ++i) {
        const ExtrudeBlock& cut = part.blocks[i];
        if (cut.op != BooleanOp::Cut) continue;
        for (size_t k = 0; k < part.blocks.size(); ++k) {
            const ExtrudeBlock& other = part.blocks[k];
            if (k == i || norm(other.sketch.plane.normal - cut.sketch.plane.normal) > 1e-9) continue;
            if (other.extent.high <= cut.extent.low + 1e-9 || cut.extent.high <= other.extent.low + 1e-9) continue;
            for (const Profile& a : cut.sketch.profiles) {
                for (const Profile& b : other.sketch.profiles) {
                    if (!wallKept(a.outer, b.outer)) return false;
                    for (const Loop& hole : b.holes)
                        if (!wallKept(a.outer, hole)) return false;
                }
            }
        }
    }
    return true;
}

bool sameBox(const Box3& a, const Box3& b) {
    for (int i = 0; i < 3; ++i)
        if (std::abs(a.low[i] - b.low[i]) > 1e-6 || std::abs(a.high[i] - b.high[i]) > 1e-6) return false;
    return true;
}

bool everyBlockCounts(const CadSequence& part, const ColumnGrid& grid) {
    for (size_t b = 1; b < part.blocks.size(); ++b)
        if (grid.effect()[b] < (part.blocks[b].op == BooleanOp::Cut ? 0.2 : 0.25)) return false;
    return true;
}

}  // namespace

PartCheck checkPart(const CadSequence& part) {
    PartCheck check;
    const auto fault = [&](const char* what) {
        check.fault = what;
        return check;
    };
    if (!withinLimits(part)) return fault("too large");
    if (!planesDistinct(part)) return fault("planes nearly the same");
    if (!sketchesClean(part)) return fault("sketch not clean");
    if (!wallsKept(part)) return fault("thin wall");
    const ColumnGrid grid(part, 1.0 / 36.0);
    const Vec3 size = boundingBox(part).size();
    check.fill = grid.volume() / (size.x * size.y * size.z);
    if (part.blocks.size() == 1 && part.blocks[0].sketch.profiles.size() == 1) return check;
    if (!everyBlockCounts(part, grid)) return fault("a block without effect");
    if (!sameBox(grid.box(), boundingBox(part))) return fault("box cut away");
    if (grid.pieces(part) != 1) return fault("not one piece");
    return check;
}

}  // namespace img2cadseq::synth
