#include "fit/leftovers.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "cad/validity.h"
#include "core/error.h"
#include "fit/group_prisms.h"
#include "fit/measured_cloud.h"

namespace img2cadseq {
namespace {

constexpr size_t kEvidencePoints = 2000;
constexpr size_t kMostLeft = 8000;       ///< points, or places of the surface, that are looked at
constexpr double kLinks[] = {3.0, 6.0};  ///< spacings at which points are of one group
constexpr double kPatchLink = 3.0;       ///< the same of places of the surface
constexpr double kStep = 0.25;           ///< times `off`, in which material behind a bare surface is looked for
constexpr double kBare = 3.6;            ///< spacings to the nearest point from which a surface is bare
constexpr double kRim = 0.8;             ///< of that, from a bare patch to the rim around it
constexpr double kFacingAxis = 0.95;     ///< cosine between a bare place's normal and the axis it faces along
constexpr double kCurvePrice = 2e-5;     ///< of a curve that a block has, in distance

class Completion {
public:
    Completion(const CadSequence& start, const Observation& observation, const LeftoverOptions& options)
        : options_(options),
          cloud_(start, observation, kEvidencePoints),
          best_(start),
          distance_(cloud_.evidence().distance(start)) {}

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
            if (!isValid(tried) || cloud_.isLeftBy(csg::Solid(tried))) continue;
            const double distance = cloud_.evidence().distance(tried);
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
        const double spacing = cloud_.evidence().spacing(), step = kStep * options_.off;
        const LeftPoints left = cloud_.left(solid, options_.off);
        const size_t points = left.outside.size() + left.inside.size();
        if (static_cast<double>(points) > options_.most * static_cast<double>(cloud_.points().size())) return all;
        if (points <= kMostLeft)
            for (const double link : kLinks)
                for (const BooleanOp op : {BooleanOp::Join, BooleanOp::Cut})
                    for (const Points& group :
                         groupsOf(op == BooleanOp::Join ? left.outside : left.inside, link * spacing, options_.fewest))
                        add(cloud_.blocksOf(solid, group, op, options_.off));
        const BareSurface bare = bareSurface(solid, cloud_.tree(), kBare * spacing);
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

    const LeftoverOptions& options_;
    const MeasuredCloud cloud_;
    CadSequence best_;
    double distance_;
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
