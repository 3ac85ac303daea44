#include "fit/measured_cloud.h"

#include <iterator>
#include <utility>

#include "fit/cloud_noise.h"
#include "fit/group_outlines.h"
#include "fit/group_prisms.h"

namespace img2cadseq {
namespace {

constexpr double kStep = 0.25;   ///< times `off`, in which the surface is looked for that a group stands on
constexpr double kGap = 2.0;     ///< spacings that lie between a group and it besides
constexpr double kSlack = 2e-3;  ///< that a block may reach out of the box of cloud and candidate

}  // namespace

MeasuredCloud::MeasuredCloud(const CadSequence& start, const Observation& observation, size_t evidence)
    : given_(observation.cloud),
      evidence_(given_, evidence),
      tree_(pointsOf(given_)),
      noise_(slightNoise(tree_)),
      allowed_(csg::Solid(start).box()) {
    for (const Vec3& p : points()) allowed_.add(p);
    for (int a = 0; a < 3; ++a) allowed_.low[a] -= kSlack, allowed_.high[a] += kSlack;
}

std::vector<ExtrudeBlock> MeasuredCloud::blocksOf(const csg::Solid& solid, const Points& group, BooleanOp op,
                                                  double off) const {
    const double spacing = evidence_.spacing();
    const GroupReach reach{spacing, kStep * off, off + kGap * spacing};
    std::vector<ExtrudeBlock> all = prismsOf(solid, group, op, reach),
                              outlined = outlinedPrisms(given_, solid, group, op, reach);
    std::move(outlined.begin(), outlined.end(), std::back_inserter(all));
    return all;
}

bool MeasuredCloud::isLeftBy(const csg::Solid& solid) const {
    const Box3 box = solid.box();
    for (int a = 0; a < 3; ++a)
        if (box.low[a] < allowed_.low[a] || box.high[a] > allowed_.high[a]) return true;
    return false;
}

}  // namespace img2cadseq
