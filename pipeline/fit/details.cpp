#include "fit/details.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "cad/validity.h"
#include "core/error.h"
#include "fit/measured_cloud.h"

namespace img2cadseq {
namespace {

constexpr size_t kMostLeft = 8000;
constexpr double kLinks[] = {2.0, 3.5, 6.0};  ///< spacings at which points are of one group
constexpr double kBare = 2.2;                 ///< spacings to the nearest point from which a surface is bare
constexpr double kSeen = 0.9;                 ///< share of a detail's own surface that must not be bare
constexpr double kMeant = 0.8;                ///< share of a group that must lie on it, within half of `off`
constexpr double kRinged = 0.9;               ///< share of the way around a round detail
constexpr int kSidesSeen = 6;                 ///< of eight
constexpr int kLeastSamples = 5;              ///< of its own surface
constexpr double kBoxes = 0.008;              ///< share of the points that what is not round has to be worth
constexpr double kFarther = 2e-5;             ///< that the distance to the cloud may grow by chance
constexpr size_t kSurface = 12000, kEvidencePoints = 1500;

struct Detail {
    ExtrudeBlock block;
    Box3 box;  ///< all that it changes
    double worth = 0.0;
};

Box3 boxOf(ExtrudeBlock block) {
    block.op = BooleanOp::New;
    return csg::Solid({{}, {std::move(block)}}).box();
}

bool apart(const Box3& a, const Box3& b) {
    for (int i = 0; i < 3; ++i)
        if (a.low[i] > b.high[i] || b.low[i] > a.high[i]) return true;
    return false;
}

bool within(const Box3& box, const Vec3& p) {
    for (int i = 0; i < 3; ++i)
        if (p[i] < box.low[i] || p[i] > box.high[i]) return false;
    return true;
}

class Details {
public:
    Details(const CadSequence& start, const Observation& observation, const DetailOptions& options)
        : options_(options),
          cloud_(start, observation, kEvidencePoints),
          best_(start),
          distance_(cloud_.evidence().distance(start)) {}

    /// Adds all details that are worth it and do not touch each other; false where there are none.
    bool addRound(const std::stop_token& stop) {
        const csg::Solid solid(best_);
        const LeftPoints left = cloud_.left(solid, options_.off);
        const size_t count = left.outside.size() + left.inside.size();
        if (count > kMostLeft ||
            static_cast<double>(count) > options_.most * static_cast<double>(cloud_.points().size()))
            return false;
        std::vector<Detail> details;
        for (const double link : kLinks)
            for (const BooleanOp op : {BooleanOp::Join, BooleanOp::Cut})
                for (const Points& group : groupsOf(op == BooleanOp::Join ? left.outside : left.inside,
                                                    link * cloud_.evidence().spacing(), options_.fewest))
                    for (ExtrudeBlock& block : cloud_.blocksOf(solid, group, op, options_.off)) {
                        if (stop.stop_requested()) return false;
                        Detail detail = weighed(solid, std::move(block), group);
                        if (detail.worth > worthOf(detail.block)) details.push_back(std::move(detail));
                    }
        std::stable_sort(details.begin(), details.end(),
                         [](const Detail& a, const Detail& b) { return a.worth > b.worth; });
        std::vector<Box3> taken;
        for (Detail& detail : details) {
            if (!std::all_of(taken.begin(), taken.end(), [&](const Box3& box) { return apart(box, detail.box); }))
                continue;
            CadSequence tried = best_;
            tried.blocks.push_back(std::move(detail.block));
            const double distance = cloud_.evidence().distance(tried);
            if (distance > distance_ + kFarther) continue;
            best_ = std::move(tried), distance_ = distance;
            taken.push_back(detail.box);
        }
        return !taken.empty();
    }

    const CadSequence& best() const { return best_; }

private:
    double worthOf(const ExtrudeBlock& block) const {
        const bool round = block.sketch.profiles[0].outer.curves.size() == 1;
        return round ? options_.worth : std::max(options_.worth, kBoxes * static_cast<double>(cloud_.points().size()));
    }

    /// In points: those that come to the surface less those that go off it, each by how far in shares of `off`. Nothing
    /// where the block does not explain its group, or has surface that was not seen.
    Detail weighed(const csg::Solid& before, ExtrudeBlock block, const Points& group) const {
        Detail detail{std::move(block), {}, 0.0};
        CadSequence tried = best_;
        tried.blocks.push_back(detail.block);
        if (!isValid(tried)) return detail;
        const csg::Solid after(tried);
        if (cloud_.isLeftBy(after)) return detail;
        detail.box = boxOf(detail.block);
        for (int a = 0; a < 3; ++a) detail.box.low[a] -= 2 * options_.off, detail.box.high[a] += 2 * options_.off;
        const csg::View was = before.flat().view(), is = after.flat().view();
        const auto off = [&](const csg::View& view, const Vec3& p) {
            csg::Feature feature;
            return std::min(std::abs(csg::solidDistance(view, p, feature)), options_.off) / options_.off;
        };
        for (const Vec3& p : cloud_.points())
            if (within(detail.box, p)) detail.worth += off(was, p) - off(is, p);
        if (detail.worth < options_.worth) return detail;
        const auto meant = std::count_if(group.begin(), group.end(), [&](const Vec3& p) { return off(is, p) < 0.5; });
        if (static_cast<double>(meant) < kMeant * static_cast<double>(group.size()) ||
            !ringed(before, detail.block, group) || !seen(after))
            detail.worth = 0.0;
        return detail;
    }

    /// A round hole is one all around, and so is a pin: material around the one, none around the other, and points on
    /// all sides. True of what is not round.
    bool ringed(const csg::Solid& solid, const ExtrudeBlock& block, const Points& group) const {
        const Loop& outer = block.sketch.profiles[0].outer;
        if (outer.curves.size() > 1) return true;
        const auto& circle = std::get<Circle>(outer.curves[0]);
        const Frame& plane = block.sketch.plane;
        const Vec3 v = cross(plane.normal, plane.xAxis);
        constexpr int kTurns = 24, kSides = 8;
        bool side[kSides] = {};
        std::vector<double> heights;
        for (const Vec3& p : group) {
            const Vec3 off = p - plane.origin;
            const double angle = std::atan2(dot(off, v) - circle.center.y, dot(off, plane.xAxis) - circle.center.x);
            side[static_cast<int>((angle / std::numbers::pi + 1.0) * kSides / 2) % kSides] = true;
            heights.push_back(dot(off, plane.normal));
        }
        std::nth_element(heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2),
                         heights.end());
        int around = 0;
        for (int i = 0; i < kTurns; ++i) {
            const double angle = 2.0 * std::numbers::pi * i / kTurns, radius = circle.radius + options_.off;
            const Vec3 p = plane.origin + plane.xAxis * (circle.center.x + radius * std::cos(angle)) +
                           v * (circle.center.y + radius * std::sin(angle)) +
                           plane.normal * heights[heights.size() / 2];
            around += solid.inside(p) == (block.op == BooleanOp::Cut);
        }
        return around >= kRinged * kTurns && std::count(side, side + kSides, true) >= kSidesSeen;
    }

    /// Of the last block's own surface.
    bool seen(const csg::Solid& solid) const {
        const double gap = kBare * cloud_.evidence().spacing();
        const int last = static_cast<int>(solid.flat().view().blockCount) - 1;
        int all = 0, seen = 0;
        for (const auto& sample : solid.sampleSurface(kSurface, Random(11))) {
            if (sample.block != last) continue;
            ++all;
            seen += cloud_.tree().nearest(sample.position).squaredDistance < gap * gap;
        }
        return all >= kLeastSamples && seen >= kSeen * all;
    }

    const DetailOptions& options_;
    const MeasuredCloud cloud_;
    CadSequence best_;
    double distance_;
};

}  // namespace

CadSequence withDetails(const CadSequence& start, const Observation& observation, const DetailOptions& options,
                        std::stop_token stop) {
    if (observation.cloud.positions.empty() || !isValid(start)) return start;
    try {
        Details details(start, observation, options);
        for (int i = 0; i < options.rounds && !stop.stop_requested() && details.addRound(stop); ++i) {
        }
        return isValid(details.best()) ? details.best() : start;
    } catch (const Error&) {
        return start;
    }
}

}  // namespace img2cadseq
