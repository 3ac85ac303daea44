#include "fit/leftovers.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "cad/validity.h"
#include "core/error.h"
#include "fit/cloud_noise.h"
#include "fit/evidence.h"
#include "fit/group_outlines.h"
#include "fit/group_prisms.h"
#include "fit/unexplained.h"

namespace img2cadseq {
namespace {

constexpr size_t kEvidencePoints = 2000;
constexpr size_t kMostLeft = 8000;       ///< points, or places of the surface, that are looked at
constexpr double kLinks[] = {3.0, 6.0};  ///< spacings at which points are of one group
constexpr double kPatchLink = 3.0;       ///< the same of places of the surface
constexpr double kStep = 0.25;           ///< times `off`, in which the surface is looked for that a group stands on
constexpr double kGap = 2.0;             ///< spacings that lie between a group and it besides
constexpr double kBare = 3.6;            ///< spacings to the nearest point from which a surface is bare
constexpr double kRim = 0.8;             ///< of that, from a bare patch to the rim around it
constexpr double kFacingAxis = 0.95;     ///< cosine between a bare place's normal and the axis it faces along
constexpr double kCurvePrice = 2e-5;     ///< of a curve that a block has, in distance
constexpr double kSlack = 2e-3;          ///< that a block may reach out of the box of cloud and candidate

Points positionsOf(const PointCloud& cloud) {
    Points out;
    for (const Vec3f& p : cloud.positions) out.push_back(cast<double>(p));
    return out;
}

class Completion {
public:
    Completion(const CadSequence& start, const Observation& observation, const LeftoverOptions& options)
        : options_(options),
          observed_(observation.cloud),
          evidence_(observation.cloud, kEvidencePoints),
          cloud_(positionsOf(observation.cloud)),
          best_(start) {
        noise_ = slightNoise(cloud_);
        distance_ = evidence_.distance(start);
        allowed_ = csg::Solid(start).box();
        for (const Vec3& p : cloud_.points()) allowed_.add(p);
        for (int a = 0; a < 3; ++a) allowed_.low[a] -= kSlack, allowed_.high[a] += kSlack;
    }

    /// Adds the block that explains most; false where none does.
    bool addBlock() {
        const csg::Solid solid(best_);
        std::optional<CadSequence> better;
        const double before = distance_;
        const size_t curves = curveCount(best_);
        double least = before;
        for (ExtrudeBlock& block : blocksFor(solid)) {
            CadSequence tried = best_;
            tried.blocks.push_back(std::move(block));
            if (!isValid(tried) || sticksOut(tried)) continue;
            const double distance = evidence_.distance(tried);
            const double price = kCurvePrice * static_cast<double>(curveCount(tried) - curves);
            if (distance + price < std::min(least, before - options_.gain))
                least = distance + price, distance_ = distance, better = tried;
        }
        if (better) best_ = std::move(*better);
        return better.has_value();
    }

    const CadSequence& best() const { return best_; }

private:
    std::vector<ExtrudeBlock> blocksFor(const csg::Solid& solid) const {
        std::vector<ExtrudeBlock> all;
        const auto add = [&](std::vector<ExtrudeBlock> some) {
            std::move(some.begin(), some.end(), std::back_inserter(all));
        };
        const double spacing = evidence_.spacing(), step = kStep * options_.off;
        const LeftPoints left = leftPoints(solid, cloud_.points(), options_.off, noise_);
        const size_t points = left.outside.size() + left.inside.size();
        if (static_cast<double>(points) > options_.most * static_cast<double>(cloud_.points().size())) return all;
        if (points <= kMostLeft)
            for (const double link : kLinks)
                for (const BooleanOp op : {BooleanOp::Join, BooleanOp::Cut})
                    for (const Points& group : groupsOf(op == BooleanOp::Join ? left.outside : left.inside,
                                                        link * spacing, options_.fewest)) {
                        const GroupReach reach{spacing, step, options_.off + kGap * spacing};
                        add(prismsOf(solid, group, op, reach));
                        add(outlinedPrisms(observed_, solid, group, op, reach));
                    }
        const BareSurface bare = bareSurface(solid, cloud_, kBare * spacing);
        if (bare.points.size() > kMostLeft) return all;
        for (int side = 0; side < 6; ++side) {
            Vec3 normal;
            normal[side / 2] = side % 2 ? -1.0 : 1.0;
            Points facing;
            for (size_t i = 0; i < bare.points.size(); ++i)
                if (dot(bare.normals[i], normal) > kFacingAxis) facing.push_back(bare.points[i]);
            for (const Points& patch : groupsOf(facing, kPatchLink * spacing, options_.fewest))
                add(cutsThrough(solid, patch, normal, kRim * kBare * spacing, step));
        }
        return all;
    }

    /// Farther out of the cloud than the candidate that was begun with.
    bool sticksOut(const CadSequence& sequence) const {
        const Box3 box = csg::Solid(sequence).box();
        for (int a = 0; a < 3; ++a)
            if (box.low[a] < allowed_.low[a] || box.high[a] > allowed_.high[a]) return true;
        return false;
    }

    const LeftoverOptions& options_;
    const PointCloud& observed_;
    const CloudEvidence evidence_;
    const metrics::PointTree cloud_;
    Box3 allowed_;
    CadSequence best_;
    double distance_, noise_;
};

}  // namespace

CadSequence withLeftovers(const CadSequence& start, const Observation& observation, const LeftoverOptions& options,
                          std::stop_token stop) {
    if (observation.cloud.positions.empty() || !isValid(start)) return start;
    Completion completion(start, observation, options);
    try {
        for (int i = 0; i < options.blocks && !stop.stop_requested() && completion.addBlock(); ++i) {
        }
    } catch (const Error&) {
        // The field cannot be made of it; what there is so far stands.
    }
    return completion.best();
}

}  // namespace img2cadseq
