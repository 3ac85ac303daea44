#include "synth/part_check.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include "synth/clearance.h"
#include "synth/column_grid.h"
#include "synth/part_contact.h"

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
                if (!isClean(holes[h], kMinEdge, 0.6 * kMinEdge) || !liesInside(holes[h], outer, kMinWall))
                    return false;
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

/// A plane face, or the line where a curve is extreme, of one block.
struct Facet {
    Box3 box;  ///< flat along `axis`
    int axis = 0;
    size_t block = 0;
};

void addFacets(const Loop& loop, const ExtrudeBlock& block, int axis, size_t index, std::vector<Facet>& facets) {
    const int u = (axis + 1) % 3, v = (axis + 2) % 3;
    const auto add = [&](int normal, const Vec2& from, const Vec2& to) {
        Facet facet{{}, normal, index};
        for (const auto& [p, t] : {std::pair{from, block.extent.low}, std::pair{to, block.extent.high}}) {
            Vec3 corner;
            corner[axis] = t;
            corner[u] = p.x;
            corner[v] = p.y;
            facet.box.add(corner);
        }
        facets.push_back(facet);
    };
    for (const Curve& curve : loop.curves) {
        const Box2 box = boundingBox(curve);
        if (const auto* line = std::get_if<Line>(&curve)) {
            if (line->start.x == line->end.x || std::abs(box.size().x) < 1e-9) add(u, line->start, line->end);
            if (line->start.y == line->end.y || std::abs(box.size().y) < 1e-9) add(v, line->start, line->end);
            continue;
        }
        const Vec2 c = box.center();
        add(u, {box.low.x, c.y}, {box.low.x, c.y});
        add(u, {box.high.x, c.y}, {box.high.x, c.y});
        add(v, {c.x, box.low.y}, {c.x, box.low.y});
        add(v, {c.x, box.high.y}, {c.x, box.high.y});
    }
}

std::vector<Facet> facetsOf(const CadSequence& part) {
    std::vector<Facet> facets;
    for (size_t b = 0; b < part.blocks.size(); ++b) {
        const ExtrudeBlock& block = part.blocks[b];
        const int axis = axisOf(block.sketch.plane.normal);
        if (axis == 3) continue;
        for (const Profile& profile : block.sketch.profiles) {
            const Box3 box = boundingBox(ExtrudeBlock{{block.sketch.plane, {profile}}, block.extent, block.op});
            for (const double level : {block.extent.low, block.extent.high}) {
                facets.push_back({box, axis, b});
                facets.back().box.low[axis] = facets.back().box.high[axis] = level;
            }
            addFacets(profile.outer, block, axis, b, facets);
            for (const Loop& hole : profile.holes) addFacets(hole, block, axis, b, facets);
        }
    }
    return facets;
}

/// Faces of two blocks that are nearly but not quite in one plane, where they face each other, make slivers.
bool planesDistinct(const CadSequence& part) {
    std::vector<Facet> facets = facetsOf(part);
    for (size_t i = 0; i < facets.size(); ++i) {
        for (size_t k = 0; k < i; ++k) {
            const Facet &a = facets[i], &b = facets[k];
            if (a.axis != b.axis || a.block == b.block) continue;
            const double step = std::abs(a.box.low[a.axis] - b.box.low[b.axis]);
            if (step < 1e-7 || step >= kMinThickness) continue;
            const int u = (a.axis + 1) % 3, v = (a.axis + 2) % 3;
            if (a.box.low[u] < b.box.high[u] && b.box.low[u] < a.box.high[u] && a.box.low[v] < b.box.high[v] &&
                b.box.low[v] < a.box.high[v])
                return false;
        }
    }
    return true;
}

bool wallKept(const Loop& a, const Loop& b) {
    const double between = gap(a, b);
    return between < 1e-7 || between >= kMinWall;
}

std::vector<const Loop*> loopsOf(const ExtrudeBlock& block) {
    std::vector<const Loop*> loops;
    for (const Profile& profile : block.sketch.profiles) {
        loops.push_back(&profile.outer);
        for (const Loop& hole : profile.holes) loops.push_back(&hole);
    }
    return loops;
}

/// Between whatever is drawn along the same direction at the same height.
bool wallsKept(const CadSequence& part) {
    for (size_t i = 0; i < part.blocks.size(); ++i) {
        for (size_t k = 0; k < i; ++k) {
            const ExtrudeBlock &one = part.blocks[i], &other = part.blocks[k];
            if (norm(other.sketch.plane.normal - one.sketch.plane.normal) > 1e-9) continue;
            if (other.extent.high <= one.extent.low + 1e-9 || one.extent.high <= other.extent.low + 1e-9) continue;
            for (const Loop* a : loopsOf(one))
                for (const Loop* b : loopsOf(other))
                    if (!wallKept(*a, *b)) return false;
        }
    }
    return true;
}

/// The columns' box is exact across, but along z it misses the crest of a curve by a little.
bool sameBox(const Box3& a, const Box3& b) {
    for (int i = 0; i < 3; ++i) {
        const double tolerance = i == 2 ? 0.02 * (b.high[2] - b.low[2]) + 1e-6 : 1e-6;
        if (std::abs(a.low[i] - b.low[i]) > tolerance || std::abs(a.high[i] - b.high[i]) > tolerance) return false;
    }
    return true;
}

bool everyBlockCounts(const CadSequence& part, const ColumnGrid& grid) {
    for (size_t b = 1; b < part.blocks.size(); ++b)
        if (grid.effect()[b] < (part.blocks[b].op == BooleanOp::Cut ? 0.04 : 0.25)) return false;
    return true;
}

bool cutsComeLast(const CadSequence& part) {
    const auto isCut = [](const ExtrudeBlock& block) { return block.op == BooleanOp::Cut; };
    return std::is_partitioned(part.blocks.begin(), part.blocks.end(), std::not_fn(isCut));
}

}  // namespace

PartCheck checkPart(const CadSequence& part) {
    PartCheck check;
    const auto fault = [&](const char* what) {
        check.fault = what;
        return check;
    };
    if (!withinLimits(part)) return fault("too large");
    if (!cutsComeLast(part)) return fault("an addition after a cut");
    if (!planesDistinct(part)) return fault("planes nearly the same");
    if (!sketchesClean(part)) return fault("sketch not clean");
    if (!wallsKept(part)) return fault("thin wall");
    const ColumnGrid grid(part, 1.0 / 36.0);
    const Vec3 size = boundingBox(part).size();
    check.fill = grid.volume() / (size.x * size.y * size.z);
    if (part.blocks.size() == 1 && part.blocks[0].sketch.profiles.size() == 1) return check;
    if (!everyBlockCounts(part, grid)) return fault("a block without effect");
    if (!sameBox(grid.box(), boundingBox(part))) return fault("box cut away");
    if (grid.pieces(part) != 1 || !additionsConnected(part)) return fault("not one piece");
    return check;
}

}  // namespace img2cadseq::synth
