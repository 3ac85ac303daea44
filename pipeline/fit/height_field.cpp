#include "fit/height_field.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "fit/layers.h"
#include "fit/level_clusters.h"
#include "fit/outline.h"
#include "photo/contours.h"

namespace img2cadseq {
namespace {

constexpr double kLeastSlant = 0.25;    ///< cosine between line of sight and axis
constexpr float kAligned = 0.5f;        ///< probability from which a pixel faces an axis
constexpr double kFacing = 0.75;        ///< cosine between its normal and the axis
constexpr double kLeastShare = 0.08;    ///< of the mask's pixels that face the axis
constexpr double kNearTop = 0.85;       ///< level from which the highest is the box's own side
constexpr float kThrough = 0.5f;        ///< probability from which an opening is looked into
constexpr double kLeastBehind = 0.1;    ///< sine between line of sight and axis from which things hide others
constexpr double kThinnestSlab = 0.01;  ///< longest side 1

/// Along one axis, seen from where the camera is: heights over the far side, 0 to the box's side.
class HeightField {
public:
    HeightField(const Observation& observation, int axis, const HeightFieldOptions& options)
        : view_(*observation.view),
          box_(observation.boxSize),
          axis_(axis),
          u_((axis + 1) % 3),
          v_((axis + 2) % 3),
          sign_(view_.camera.rotation.row[2][axis] < 0.0 ? 1.0 : -1.0),
          cell_(std::max(box_[u_], box_[v_]) / options.resolution),
          corner_{-0.5 * box_[u_] - kRim * cell_, -0.5 * box_[v_] - kRim * cell_},
          width_(static_cast<int>(std::ceil(box_[u_] / cell_)) + 2 * kRim),
          height_(static_cast<int>(std::ceil(box_[v_] / cell_)) + 2 * kRim) {}

    CadSequence proposal(const HeightFieldOptions& options) {
        if (!label(options)) return {};
        smoothLabels();
        layOut();
        fillIn();
        return stacked();
    }

private:
    static constexpr int kRim = 2;

    double heightOf(int level) const { return levels_[static_cast<size_t>(level - 1)] * box_[axis_]; }
    double along(double height) const { return sign_ * (height - 0.5 * box_[axis_]); }
    Vec2 placeOf(int x, int y) const { return corner_ + Vec2{x + 0.5, y + 0.5} * cell_; }

    /// The pixel that shows the cell's middle at that height; false where it is not in the picture.
    bool pixelOf(int x, int y, double height, int& px, int& py) const {
        const Vec2 place = placeOf(x, y);
        Vec3 point;
        point[axis_] = along(height), point[u_] = place.x, point[v_] = place.y;
        const Vec3 seen = view_.camera.project(point);
        px = static_cast<int>(std::floor(seen.x)), py = static_cast<int>(std::floor(seen.y));
        return px >= 0 && py >= 0 && px < view_.mask.width && py < view_.mask.height;
    }

    /// Levels from 1 of the pixels that face the camera along the axis, 0 elsewhere. False where too few do.
    bool label(const HeightFieldOptions& options) {
        labels_ = Raster<uint8_t>(view_.mask.width, view_.mask.height);
        Vec3 towards{};
        towards[axis_] = sign_;
        Mask facing(view_.mask.width, view_.mask.height);
        std::vector<size_t> where;
        size_t part = 0;
        for (size_t i = 0; i < view_.mask.data.size(); ++i) {
            if (!view_.mask.data[i]) continue;
            ++part;
            if (view_.aligned.data[i] < kAligned || dot(cast<double>(view_.normals.data[i]), towards) < kFacing)
                continue;
            where.push_back(i);
            facing.data[i] = 255;
        }
        if (static_cast<double>(where.size()) < kLeastShare * static_cast<double>(part)) return false;
        const FloatMap evened = options.regions ? levelsByRegion(view_, facing, *options.regions) : view_.levels;
        std::vector<float> values;
        for (const size_t i : where) values.push_back(evened.data[i]);
        LevelOptions how;
        how.price = options.levelPrice;
        levels_ = levelsOf(values, how);
        for (size_t k = 0; k < where.size(); ++k) {
            size_t nearest = 0;
            for (size_t l = 1; l < levels_.size(); ++l)
                if (std::abs(values[k] - levels_[l]) < std::abs(values[k] - levels_[nearest])) nearest = l;
            labels_.data[where[k]] = static_cast<uint8_t>(nearest + 1);
        }
        if (levels_.back() > kNearTop) levels_.back() = 1.0;
        return true;
    }

    /// Each labelled pixel takes the most frequent label around it, twice.
    void smoothLabels() {
        for (int round = 0; round < 2; ++round) {
            const Raster<uint8_t> before = labels_;
            for (int y = 1; y + 1 < before.height; ++y)
                for (int x = 1; x + 1 < before.width; ++x) {
                    if (!before.at(x, y)) continue;
                    std::array<int, 256> count{};
                    for (int dy = -1; dy <= 1; ++dy)
                        for (int dx = -1; dx <= 1; ++dx) ++count[before.at(x + dx, y + dy)];
                    uint8_t best = before.at(x, y);
                    for (size_t l = 1; l <= levels_.size(); ++l)
                        if (count[l] > count[best]) best = static_cast<uint8_t>(l);
                    labels_.at(x, y) = best;
                }
        }
    }

    /// Whether the mask covers the column up to that height.
    bool covered(int x, int y, double height) const {
        constexpr int kSections = 4;
        for (int k = 0; k <= kSections; ++k) {
            int px = 0, py = 0;
            if (!pixelOf(x, y, height * k / kSections, px, py) || !view_.mask.at(px, py)) return false;
        }
        return true;
    }

    /// Cells get the highest level at which the camera sees them; those never seen are left open, those that the
    /// mask does not cover are empty.
    void layOut() {
        cells_ = Raster<uint8_t>(width_, height_);
        const int most = static_cast<int>(levels_.size());
        for (int y = 0; y < height_; ++y)
            for (int x = 0; x < width_; ++x) {
                uint8_t& cell = cells_.at(x, y);
                for (int l = most; l >= 1 && !cell; --l) {
                    int px = 0, py = 0;
                    if (pixelOf(x, y, heightOf(l), px, py) && labels_.at(px, py) == l) cell = static_cast<uint8_t>(l);
                }
                if (!cell && covered(x, y, heightOf(1))) cell = kOpen;
            }
    }

    /// What is hidden is hidden by what stands before it: it is as high as what is seen next behind it; where nothing
    /// is, as the nearest place that is seen. Less where the mask says so.
    void fillIn() {
        const Raster<uint8_t> seen = cells_;
        const Vec3 sight = view_.camera.rotation.row[2];
        const double length = std::hypot(sight[u_], sight[v_]);
        if (length > kLeastBehind) {
            const Vec2 step{sight[u_] / length, sight[v_] / length};
            for (int y = 0; y < height_; ++y)
                for (int x = 0; x < width_; ++x)
                    if (seen.at(x, y) == kOpen) settle(x, y, firstBehind(seen, x, y, step));
        }
        std::vector<std::pair<int, int>> front, next;
        for (size_t l = 1; l <= levels_.size(); ++l)
            for (int y = 0; y < height_; ++y)
                for (int x = 0; x < width_; ++x)
                    if (cells_.at(x, y) == l) front.emplace_back(x, y);
        constexpr int kSteps[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
        while (!front.empty()) {
            next.clear();
            for (const auto& [x, y] : front)
                for (const auto& [dx, dy] : kSteps) {
                    const int u = x + dx, v = y + dy;
                    if (u < 0 || v < 0 || u >= width_ || v >= height_ || cells_.at(u, v) != kOpen) continue;
                    settle(u, v, cells_.at(x, y));
                    if (cells_.at(u, v)) next.emplace_back(u, v);
                }
            front.swap(next);
        }
    }

    /// The level that is seen first from there on; kOpen where none is.
    uint8_t firstBehind(const Raster<uint8_t>& seen, int x, int y, const Vec2& step) const {
        for (double t = 1.0;; t += 1.0) {
            const int u = static_cast<int>(std::lround(x + t * step.x)),
                      v = static_cast<int>(std::lround(y + t * step.y));
            if (u < 0 || v < 0 || u >= width_ || v >= height_ || !seen.at(u, v)) return kOpen;
            if (seen.at(u, v) != kOpen) return seen.at(u, v);
        }
    }

    /// The cell gets the level, or the next lower one that the mask covers; none where it shows an opening.
    void settle(int x, int y, uint8_t level) {
        if (level == kOpen) return;
        while (level > 1 && !covered(x, y, heightOf(level))) --level;
        int px = 0, py = 0;
        const bool through =
            !view_.openings.empty() && pixelOf(x, y, heightOf(level), px, py) && view_.openings.at(px, py) > kThrough;
        cells_.at(x, y) = through ? 0 : level;
    }

    CadSequence stacked() const {
        OutlineOptions outline;
        outline.tolerance = 1.5 * cell_;
        CadSequence out;
        double low = 0.0;
        for (size_t l = 1; l <= levels_.size(); ++l) {
            const double high = heightOf(static_cast<int>(l));
            if (high - low < kThinnestSlab && l < levels_.size()) continue;
            Mask section(width_, height_);
            for (size_t i = 0; i < section.data.size(); ++i)
                section.data[i] = cells_.data[i] != kOpen && cells_.data[i] >= l ? 255 : 0;
            std::vector<Profile> profiles = profilesOf(opened(section, 1), corner_, cell_, outline);
            if (profiles.empty()) break;
            const double a = along(low), b = along(high);
            addPrism(out, axis_, std::move(profiles), {std::min(a, b), std::max(a, b)});
            low = high;
        }
        return out;
    }

    static constexpr uint8_t kOpen = 255;
    const View& view_;
    const Vec3 box_;
    const int axis_, u_, v_;
    const double sign_, cell_;
    const Vec2 corner_;
    const int width_, height_;
    std::vector<double> levels_;  ///< ascending, shares of the box's side
    Raster<uint8_t> labels_;      ///< of the picture
    Raster<uint8_t> cells_;       ///< of the section
};

}  // namespace

CadSequence heightFieldProposal(const Observation& observation, int axis, const HeightFieldOptions& options) {
    const View& view = *observation.view;
    if (view.levels.empty() || view.aligned.empty() || view.normals.empty()) return {};
    if (std::abs(view.camera.rotation.row[2][axis]) < kLeastSlant) return {};
    return HeightField(observation, axis, options).proposal(options);
}

}  // namespace img2cadseq
