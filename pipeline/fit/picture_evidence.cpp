#include "fit/picture_evidence.h"

#include <algorithm>
#include <cmath>

#include "csg/render.h"
#include "fit/reduce.h"
#include "photo/edges.h"

namespace img2cadseq {
namespace {

constexpr float kEdge = 0.3f;           ///< strength from which an edge counts as seen
constexpr double kReach = 2.0 / 128.0;  ///< of edges, in widths of the picture
constexpr double kDepthScale = 0.08;    ///< mean error at which agreement of depth falls to 1 / e

/// Pixels where the picture of the solid has an outline or a crease: another face begins, or the depth jumps.
Mask drawnEdges(const csg::Buffers& buffers) {
    const auto& front = buffers.front;
    Mask edges(buffers.width(), buffers.height());
    const auto differ = [&](int x, int y, int u, int v) {
        if ((front.block.at(x, y) < 0) != (front.block.at(u, v) < 0)) return true;
        if (front.block.at(x, y) < 0) return false;
        const Vec3f n = front.normal.at(x, y), m = front.normal.at(u, v);
        return dot(n, m) < 0.8f || std::abs(front.depth.at(x, y) - front.depth.at(u, v)) > 0.06f;
    };
    for (int y = 0; y + 1 < edges.height; ++y)
        for (int x = 0; x + 1 < edges.width; ++x)
            if (differ(x, y, x + 1, y) || differ(x, y, x, y + 1)) edges.at(x, y) = 255;
    return edges;
}

FloatMap distanceTo(const Mask& edges) {
    FloatMap strength(edges.width, edges.height);
    for (size_t i = 0; i < edges.data.size(); ++i) strength.data[i] = edges.data[i] ? 1.0f : 0.0f;
    return edgeDistance(strength, 0.5f);
}

/// Weighted mean of |value - middle| for the weighted median.
class Spread {
public:
    void add(float value, float weight) { items_.push_back({value, weight}); }
    size_t count() const { return items_.size(); }
    double aboutMedian() {
        std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) { return a.value < b.value; });
        double all = 0.0, sum = 0.0;
        for (const Item& item : items_) all += item.weight;
        float middle = 0.0f;
        for (const Item& item : items_) {
            sum += item.weight;
            middle = item.value;
            if (sum >= 0.5 * all) break;
        }
        double error = 0.0;
        for (const Item& item : items_) error += item.weight * std::abs(item.value - middle);
        return all > 0.0 ? error / all : 1.0;
    }

private:
    struct Item {
        float value, weight;
    };
    std::vector<Item> items_;
};

}  // namespace

PictureEvidence::PictureEvidence(const View& view, int side) : side_(side), mask_(reducedMask(view.mask, side)) {
    border_ = signedDistance(mask_);
    for (const uint8_t m : mask_.data) area_ += m ? 1.0 : 0.0;
    if (!view.edges.empty()) {
        const FloatMap strength = reducedMost(view.edges, side);
        edges_ = Mask(side, side);
        for (size_t i = 0; i < edges_.data.size(); ++i) {
            const bool seen = strength.data[i] > kEdge && border_.data[i] > -kReach * side;
            edges_.data[i] = seen ? 255 : 0;
            edgeCount_ += seen ? 1.0 : 0.0;
        }
        if (edgeCount_ > 0.0) edgeAway_ = distanceTo(edges_);
    }
    if (!view.depth.empty()) depth_ = reducedNearest(view.depth, side);
    if (!view.backDepth.empty()) back_ = reducedNearest(view.backDepth, side);
    if (!view.confidence.empty()) confidence_ = reducedNearest(view.confidence, side);
    if (!view.normals.empty()) {
        normals_ = reducedNearest(view.normals, side);
        const Mat3& turn = view.camera.rotation;
        for (Vec3f& n : normals_.data) n = cast<float>(turn * cast<double>(n));
    }
}

Agreement PictureEvidence::agreement(const csg::Solid& solid, const Camera& camera) const {
    const csg::Buffers seen = csg::render(solid, camera.resized(side_, side_));
    Agreement out;
    double both = 0.0, any = 0.0, slip = 0.0, cosines = 0.0, cosineWeight = 0.0;
    double thick = 0.0, thickWeight = 0.0, covered = 0.0, all = 1e-9;
    Spread offsets;
    for (size_t i = 0; i < mask_.data.size(); ++i) {
        const bool drawn = seen.hits.data[i] != 0, wanted = mask_.data[i] != 0;
        both += drawn && wanted;
        any += drawn || wanted;
        if (drawn != wanted) slip += 0.5 + std::min(8.0f, std::abs(border_.data[i]));
        if (!wanted) continue;
        const float weight = confidence_.empty() ? 1.0f : std::max(0.02f, confidence_.data[i]);
        all += weight;
        if (!drawn) continue;
        covered += weight;
        if (!normals_.empty() && squaredNorm(normals_.data[i]) > 0.25f) {
            const Vec3 n = camera.rotation * cast<double>(seen.front.normal.data[i]);
            cosines += weight * std::max(0.0, dot(n, cast<double>(normals_.data[i])));
            cosineWeight += weight;
        }
        if (depth_.empty() || !std::isfinite(depth_.data[i])) continue;
        offsets.add(seen.front.depth.data[i] - depth_.data[i], weight);
        if (back_.empty() || !std::isfinite(back_.data[i])) continue;
        const float drawnThick = seen.back.depth.data[i] - seen.front.depth.data[i];
        thick += weight * std::abs(drawnThick - (back_.data[i] - depth_.data[i]));
        thickWeight += weight;
    }
    out.silhouette = any > 0.0 ? both / any : 0.0;
    out.slip = slip / std::max(1.0, area_);
    const double share = covered / all;
    if (!normals_.empty()) out.normals = cosineWeight > 0.0 ? share * cosines / cosineWeight : 0.0;
    if (!depth_.empty()) out.depth = offsets.count() > 8 ? share * std::exp(-offsets.aboutMedian() / kDepthScale) : 0.0;
    if (!back_.empty())
        out.thickness = thickWeight > 0.0 ? share * std::exp(-thick / thickWeight / kDepthScale / 2.0) : 0.0;
    if (edgeAway_.empty()) return out;
    const Mask drawn = drawnEdges(seen);
    const FloatMap toDrawn = distanceTo(drawn);
    const double reach = kReach * side_;
    double forward = 0.0, backward = 0.0, drawnCount = 1e-9;
    for (size_t i = 0; i < drawn.data.size(); ++i) {
        if (drawn.data[i]) forward += std::exp(-edgeAway_.data[i] / reach), drawnCount += 1.0;
        if (edges_.data[i]) backward += std::exp(-toDrawn.data[i] / reach);
    }
    out.edges = 0.6 * forward / drawnCount + 0.4 * backward / edgeCount_;
    return out;
}

}  // namespace img2cadseq
