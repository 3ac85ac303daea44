#include "fit/picture_evidence.h"

#include <algorithm>
#include <cmath>

#include "csg/openings.h"
#include "csg/render.h"
#include "fit/reduce.h"
#include "photo/edges.h"

namespace img2cadseq {
namespace {

constexpr int kOpeningsSide = 128;     ///< on coarser pictures they are too small
constexpr int kOpeningsAcross = 96;    ///< rays along the longest side
constexpr double kFewOpenings = 40.0;  ///< pixels, by which few of them count less: small ones are seldom predicted
constexpr float kUnlikely = 0.15f, kCertain = 0.85f;

constexpr double kDepthScale = 0.08;  ///< mean error at which agreement of depth falls to 1 / e

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
    lines_.emplace(view.edges, view.mask.width, border_);
    if (!view.depth.empty()) depth_ = reducedNearest(view.depth, side);
    if (!view.backDepth.empty()) back_ = reducedNearest(view.backDepth, side);
    if (!view.openings.empty() && side >= kOpeningsSide) {
        openings_ = reducedNearest(view.openings, side);
        for (float& p : openings_.data) p = std::clamp((p - kUnlikely) / (kCertain - kUnlikely), 0.0f, 1.0f);
    }
    if (!view.confidence.empty()) confidence_ = reducedNearest(view.confidence, side);
    if (!view.normals.empty()) {
        normals_ = reducedNearest(view.normals, side);
        const Mat3& turn = view.camera.rotation;
        for (Vec3f& n : normals_.data) n = cast<float>(turn * cast<double>(n));
    }
}

double PictureEvidence::openingsAgreement(const csg::Solid& solid, const Camera& camera, const FloatMap& front) const {
    const Mask shown = csg::Openings(solid, kOpeningsAcross).seen(camera, front);
    double both = 0.0, any = 0.0;
    for (size_t i = 0; i < shown.data.size(); ++i) {
        const double predicted = openings_.data[i];
        both += shown.data[i] ? predicted : 0.0;
        any += shown.data[i] ? 1.0 : predicted;
    }
    return (both + kFewOpenings) / (any + kFewOpenings);
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
    if (!openings_.empty()) out.openings = openingsAgreement(solid, camera, seen.front.depth);
    if (!lines_->empty()) out.edges = lines_->agreement(seen, camera.resized(side_, side_));
    return out;
}

}  // namespace img2cadseq
