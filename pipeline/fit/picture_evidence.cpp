#include "fit/picture_evidence.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "csg/levels.h"
#include "csg/openings.h"
#include "csg/pockets.h"
#include "fit/reduce.h"
#include "photo/edges.h"

namespace img2cadseq {
namespace {

constexpr double kUnlikelySpot = 0.2;  ///< peak at which a spot is more often no hole
constexpr int kMouthsSide = 128;       ///< openings and pockets are too small on coarser pictures
constexpr int kMouthsAcross = 96;      ///< rays along the longest side
constexpr double kFew = 40.0;          ///< pixels, by which few of them count less: small ones are seldom predicted
constexpr float kUnlikely = 0.2f, kCertain = 0.5f;
constexpr float kFaint = 0.08f, kDoubtful = 0.25f;  ///< between them small openings are as often as none
constexpr float kShownOrNot = 0.12f;                ///< one of those

constexpr double kLevelScale = 0.15;  ///< difference of levels, shares of the box's side, at which they agree to 1 / e
constexpr double kDepthScale = 0.08;  ///< mean error at which agreement of depth falls to 1 / e

/// Weighted mean of |value - middle| for the weighted median.
class Spread {
public:
    void add(float value, float weight) { items_.push_back({value, weight}); }
    size_t count() const { return items_.size(); }
    double aboutMedian() {
        double all = 0.0, error = 0.0;
        for (const Item& item : items_) all += item.weight;
        const float middle = median(0.5 * all);
        for (const Item& item : items_) error += item.weight * std::abs(item.value - middle);
        return all > 0.0 ? error / all : 1.0;
    }

private:
    struct Item {
        float value, weight;
    };

    /// The least value up to which the weights come to `share`; halves what is left until one is.
    float median(double share) {
        auto first = items_.begin(), last = items_.end();
        while (last - first > 1) {
            const auto half = first + (last - first) / 2;
            std::nth_element(first, half, last, [](const Item& a, const Item& b) { return a.value < b.value; });
            double below = 0.0;
            for (auto item = first; item != half; ++item) below += item->weight;
            if (below >= share) {
                last = half;
            } else {
                share -= below;
                first = half;
            }
        }
        return first == items_.end() ? 0.0f : first->value;
    }

    std::vector<Item> items_;
};

/// IoU of what is shown and what is predicted. What is faint may be shown or not.
template <class T>
double mouthsAgreement(const Raster<T>& shown, const FloatMap& predicted) {
    double both = 0.0, any = 0.0;
    for (size_t i = 0; i < shown.data.size(); ++i) {
        const float p = predicted.data[i];
        const double wanted = std::clamp((p - kUnlikely) / (kCertain - kUnlikely), 0.0f, 1.0f);
        if (!(shown.data[i] > T{})) {
            any += wanted;
        } else if (p < kFaint || p > kDoubtful) {
            both += wanted;
            any += 1.0;
        }
    }
    return (both + kFew) / (any + kFew);
}

/// Calls f(x, y) for the pixels of a picture of `side` in which the hole of a spot may show.
template <class F>
void forPixelsAt(const CloseSpot& spot, int side, const F& f) {
    constexpr double kNearby = 2.0;  ///< pixels
    const double reach = kNearby + 0.5 * std::sqrt(spot.pixels / std::numbers::pi);
    const auto pixel = [&](double at) { return std::clamp(static_cast<int>(at), 0, side - 1); };
    for (int y = pixel(spot.middle.y - reach); y <= pixel(spot.middle.y + reach); ++y)
        for (int x = pixel(spot.middle.x - reach); x <= pixel(spot.middle.x + reach); ++x)
            if (norm(Vec2{x + 0.5, y + 0.5} - spot.middle) <= reach) f(x, y);
}

}  // namespace

PictureEvidence::PictureEvidence(const View& view, int side) : side_(side), mask_(reducedMask(view.mask, side)) {
    border_ = signedDistance(mask_);
    for (const uint8_t m : mask_.data) area_ += m ? 1.0 : 0.0;
    lines_.emplace(view.edges, view.mask.width, border_);
    if (!view.depth.empty()) depth_ = reducedNearest(view.depth, side);
    if (!view.backDepth.empty()) back_ = reducedNearest(view.backDepth, side);
    if (!view.openings.empty() && side >= kMouthsSide) openings_ = reducedNearest(view.openings, side);
    if (!view.pockets.empty() && side >= kMouthsSide) pockets_ = reducedNearest(view.pockets, side);
    for (CloseSpot spot : closeSpots(view)) {
        if (spot.peak < kLikelySpot || side < kMouthsSide) continue;
        const double scale = static_cast<double>(side) / view.closeOpenings.width;
        spot.middle = spot.middle * scale, spot.pixels *= scale * scale;
        if (spot.peak >= kSureSpot) holes_.push_back(spot), holesSeen_ += spot.peak - kUnlikelySpot;
        if (openings_.empty()) continue;
        // From afar it hardly shows, which says nothing against it.
        forPixelsAt(spot, side, [&](int x, int y) { openings_.at(x, y) = std::max(openings_.at(x, y), kShownOrNot); });
    }
    if (!view.levels.empty())
        aligned_ = reducedNearest(view.aligned, side), levels_ = reducedNearest(view.levels, side);
    if (!view.confidence.empty()) confidence_ = reducedNearest(view.confidence, side);
    if (!view.normals.empty()) {
        normals_ = reducedNearest(view.normals, side);
        const Mat3& turn = view.camera.rotation;
        for (Vec3f& n : normals_.data) n = cast<float>(turn * cast<double>(n));
    }
}

void PictureEvidence::compareMouths(const csg::Solid& solid, const Camera& camera, const FloatMap& front, Mouths mouths,
                                    Agreement& out) const {
    const bool openings = mouths != Mouths::None && !openings_.empty();
    const bool pockets = !pockets_.empty() && (mouths == Mouths::All || (mouths == Mouths::Quick && levels_.empty()));
    if (!openings && !pockets) return;
    const csg::AxisColumns columns(solid, kMouthsAcross);
    if (openings) {
        const Mask shown = csg::Openings(columns).seen(camera, front);
        out.openings = mouthsAgreement(shown, openings_);
        if (!holes_.empty()) out.holes = holesAgreement(shown);
    }
    if (pockets) out.pockets = mouthsAgreement(csg::Pockets(columns, {.seenBy = camera}).seen(camera, front), pockets_);
}

/// A spot has a hole where an opening is shown at it or nearby.
double PictureEvidence::holesAgreement(const Mask& openings) const {
    double sum = 0.0;
    for (const CloseSpot& spot : holes_) {
        bool shown = false;
        forPixelsAt(spot, side_, [&](int x, int y) { shown = shown || openings.at(x, y); });
        if (shown) sum += spot.peak - kUnlikelySpot;
    }
    return sum / holesSeen_;
}

/// Mean over the mask: a pixel is as predicted where it faces an axis and lies where it should, or faces none.
double PictureEvidence::levelsAgreement(const csg::Buffers& seen, const Camera& camera, const Box3& box) const {
    double sum = 0.0;
    for (int y = 0; y < side_; ++y)
        for (int x = 0; x < side_; ++x) {
            if (!mask_.at(x, y) || !seen.hits.at(x, y)) continue;
            const double aligned = aligned_.at(x, y);
            const auto level = csg::levelOf(box, cast<double>(seen.front.normal.at(x, y)),
                                            camera.unproject(x + 0.5, y + 0.5, seen.front.depth.at(x, y)));
            sum += level ? aligned * std::exp(-std::abs(*level - levels_.at(x, y)) / kLevelScale) : 1.0 - aligned;
        }
    return sum / std::max(1.0, area_);
}

Agreement PictureEvidence::agreement(const csg::Solid& solid, const Camera& camera, Mouths mouths) const {
    const csg::Buffers seen = csg::render(solid, camera.resized(side_, side_), csg::Detail::Front);
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
    if (!levels_.empty()) out.levels = levelsAgreement(seen, camera.resized(side_, side_), solid.box());
    compareMouths(solid, camera, seen.front.depth, mouths, out);
    if (!lines_->empty()) out.edges = lines_->agreement(seen, camera.resized(side_, side_));
    return out;
}

}  // namespace img2cadseq
