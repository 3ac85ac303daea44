#include "synth/canonical_prisms.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "synth/canonical.h"
#include "synth/canonical_sketch.h"
#include "synth/clearance.h"
#include "synth/outline.h"
#include "synth/part_draft.h"

namespace img2cadseq::synth {
namespace {

/// 0, 1, 2 for the frames of +X, +Y, +Z; 3 for an oblique plane.
int axisOf(const Frame& plane) {
    for (int i = 0; i < 3; ++i)
        if (plane.normal[i] == 1.0) return i;
    return 3;
}

Prism boxPrism(const Box3& box, int axis, const Prism& like, double scale, double tolerance) {
    const int u = (axis + 1) % 3, v = (axis + 2) % 3;
    const Loop loop = rectangle(Box2{{box.low[u], box.low[v]}, {box.high[u], box.high[v]}});
    return {axisFrame(static_cast<Axis>(axis)),
            {box.low[axis], box.high[axis]},
            canonicalProfile({loop, {}}, scale, tolerance),
            like.source};
}

bool meet(const Box3& a, const Box3& b, double tolerance) {
    for (int i = 0; i < 3; ++i)
        if (a.high[i] <= b.low[i] + tolerance || b.high[i] <= a.low[i] + tolerance) return false;
    return true;
}

double volume(const Prism& prism) { return area(prism.profile) * (prism.extent.high - prism.extent.low); }

enum class Relation { Apart, Through, Other };

/// How a cut with one outline stands to an addition drawn along the same axis.
Relation relation(const Prism& cut, const Prism& addition, double scale, double tolerance) {
    const Loop& loop = cut.profile.outer;
    const double clearance = 0.002 * scale + 0.005 * boundingBox(loop).diagonal();
    if (liesApart(loop, addition.profile.outer, tolerance)) return Relation::Apart;
    for (const Loop& hole : addition.profile.holes)
        if (liesInside(loop, hole, clearance)) return Relation::Apart;
    const bool through =
        cut.extent.low <= addition.extent.low + tolerance && cut.extent.high >= addition.extent.high - tolerance;
    return through && liesInside(loop, addition.profile, clearance) ? Relation::Through : Relation::Other;
}

/// Makes the cut a hole of the one addition it goes through; false where there is none or more than one.
bool drawAsHole(const Prism& cut, std::vector<Prism>& additions, double scale, double tolerance) {
    const int axis = axisOf(cut.plane);
    if (axis == 3 || !cut.profile.holes.empty()) return false;
    const Box3 reach = boxOf(cut);
    Prism* target = nullptr;
    Prism drawn;
    for (Prism& addition : additions) {
        if (!meet(reach, boxOf(addition), tolerance)) continue;
        Prism same = addition;
        if (axisOf(addition.plane) != axis) {
            const auto box = asBox(addition, tolerance);
            if (!box) return false;
            same = boxPrism(*box, axis, addition, scale, tolerance);
        }
        const Relation stands = relation(cut, same, scale, tolerance);
        if (stands == Relation::Apart) continue;
        if (stands == Relation::Other || target) return false;
        target = &addition;
        drawn = same;
    }
    if (!target) return false;
    drawn.profile.holes.push_back(cut.profile.outer);
    drawn.profile = canonicalProfile(drawn.profile, scale, tolerance);
    *target = drawn;
    return true;
}

bool sameExtent(const Extent& a, const Extent& b, double tolerance) {
    return std::abs(a.low - b.low) <= tolerance && std::abs(a.high - b.high) <= tolerance;
}

bool fitsInto(const ExtrudeBlock& block, size_t source, const Prism& prism, double tolerance) {
    if (norm(block.sketch.plane.normal - prism.plane.normal) > 1e-9 ||
        !sameExtent(block.extent, prism.extent, tolerance))
        return false;
    if (source == prism.source) return true;
    return std::all_of(block.sketch.profiles.begin(), block.sketch.profiles.end(),
                       [&](const Profile& other) { return liesApart(other.outer, prism.profile.outer, tolerance); });
}

/// A block that boxes could be drawn in: an axis and an extent along it.
struct Slot {
    int axis;
    Extent extent;
};

bool isIn(const Slot& slot, const Prism& prism, const std::optional<Box3>& box, double tolerance) {
    if (box) return sameExtent(slot.extent, {box->low[slot.axis], box->high[slot.axis]}, tolerance);
    return axisOf(prism.plane) == slot.axis && sameExtent(slot.extent, prism.extent, tolerance);
}

/// Draws boxes along the axis on which most prisms share their extent, the others along Z.
void drawBoxes(std::vector<Prism>& prisms, double scale, double tolerance) {
    std::vector<std::optional<Box3>> boxes;
    for (const Prism& prism : prisms) boxes.push_back(asBox(prism, tolerance));
    for (size_t open = prisms.size(); open > 0; --open) {
        Slot best{2, {}};
        size_t most = 1;
        for (const int axis : {2, 0, 1}) {
            for (const auto& box : boxes) {
                if (!box) continue;
                const Slot slot{axis, {box->low[axis], box->high[axis]}};
                size_t members = 0;
                for (size_t i = 0; i < prisms.size(); ++i) members += isIn(slot, prisms[i], boxes[i], tolerance);
                if (members > most) most = members, best = slot;
            }
        }
        for (size_t i = 0; i < prisms.size(); ++i) {
            if (!boxes[i] || (most > 1 && !isIn(best, prisms[i], boxes[i], tolerance))) continue;
            prisms[i] = boxPrism(*boxes[i], best.axis, prisms[i], scale, tolerance);
            boxes[i].reset();
        }
        if (most == 1) return;
    }
}

auto orderKey(const ExtrudeBlock& block, double scale) {
    double sum = 0.0;
    for (const Profile& profile : block.sketch.profiles) sum += area(profile) * (block.extent.high - block.extent.low);
    const Vec2 place = boundingBox(block.sketch.profiles[0].outer).center();
    const auto raster = [&](double value) { return std::llround(value / scale * 1e5); };
    return std::tuple(-std::llround(sum / (scale * scale * scale) * 1e6), axisOf(block.sketch.plane),
                      raster(block.extent.low), raster(place.y), raster(place.x));
}

}  // namespace

Box3 boxOf(const Prism& prism) {
    return boundingBox(ExtrudeBlock{{prism.plane, {prism.profile}}, prism.extent, BooleanOp::New});
}

std::optional<Box3> asBox(const Prism& prism, double tolerance) {
    if (axisOf(prism.plane) == 3 || !prism.profile.holes.empty() || prism.profile.outer.curves.size() != 4) return {};
    for (const Curve& curve : prism.profile.outer.curves) {
        if (!std::holds_alternative<Line>(curve)) return {};
        const Vec2 d = endPoint(curve) - startPoint(curve);
        if (std::min(std::abs(d.x), std::abs(d.y)) > tolerance) return {};
    }
    return boxOf(prism);
}

void clipCuts(std::vector<Prism>& cuts, const std::vector<Prism>& additions, double scale, double tolerance) {
    std::vector<Prism> kept;
    for (Prism& cut : cuts) {
        const Box3 reach = boxOf(cut);
        Box3 solid;
        for (const Prism& addition : additions)
            if (const Box3 box = boxOf(addition); meet(reach, box, tolerance)) solid.add(box);
        if (solid.empty()) continue;
        const int axis = axisOf(cut.plane);
        if (axis < 3) {
            cut.extent = {std::max(cut.extent.low, solid.low[axis]), std::min(cut.extent.high, solid.high[axis])};
            if (auto box = asBox(cut, tolerance)) {
                for (int i = 0; i < 3; ++i) {
                    box->low[i] = std::max(box->low[i], solid.low[i]);
                    box->high[i] = std::min(box->high[i], solid.high[i]);
                }
                cut = boxPrism(*box, axis, cut, scale, tolerance);
            }
        }
        kept.push_back(cut);
    }
    cuts = kept;
}

void drawThroughHoles(std::vector<Prism>& additions, std::vector<Prism>& cuts, double scale, double tolerance) {
    std::stable_sort(cuts.begin(), cuts.end(),
                     [](const Prism& a, const Prism& b) { return volume(a) > volume(b) * (1 + 1e-6); });
    std::vector<Prism> kept;
    for (const Prism& cut : cuts)
        if (!drawAsHole(cut, additions, scale, tolerance)) kept.push_back(cut);
    cuts = kept;
}

std::vector<ExtrudeBlock> grouped(std::vector<Prism> prisms, double scale, double tolerance) {
    std::vector<ExtrudeBlock> blocks;
    std::vector<size_t> sources;
    drawBoxes(prisms, scale, tolerance);
    for (Prism& prism : prisms) {
        size_t i = 0;
        while (i < blocks.size() && !fitsInto(blocks[i], sources[i], prism, tolerance)) ++i;
        if (i == blocks.size()) {
            blocks.push_back({{prism.plane, {}}, prism.extent, BooleanOp::New});
            sources.push_back(prism.source);
        }
        blocks[i].sketch.profiles.push_back(prism.profile);
    }
    for (ExtrudeBlock& block : blocks)
        std::stable_sort(block.sketch.profiles.begin(), block.sketch.profiles.end(),
                         [&](const Profile& a, const Profile& b) { return comesBefore(a.outer, b.outer, scale); });
    std::stable_sort(blocks.begin(), blocks.end(), [&](const ExtrudeBlock& a, const ExtrudeBlock& b) {
        return orderKey(a, scale) < orderKey(b, scale);
    });
    return blocks;
}

}  // namespace img2cadseq::synth
