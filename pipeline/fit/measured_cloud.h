#pragma once
// A measured cloud with what completing a candidate asks of it (see leftovers.h, details.h). Private to fit/.

#include <vector>

#include "cad/sequence.h"
#include "csg/solid.h"
#include "fit/evidence.h"
#include "fit/observation.h"
#include "fit/unexplained.h"

namespace img2cadseq {

class MeasuredCloud {
public:
    /// The observation must outlive it; its cloud is not empty. `evidence`: points that distances are measured by.
    MeasuredCloud(const CadSequence& start, const Observation& observation, size_t evidence);

    const CloudEvidence& evidence() const { return evidence_; }
    const metrics::PointTree& tree() const { return tree_; }  ///< of all points
    const Points& points() const { return tree_.points(); }

    /// See unexplained.h.
    LeftPoints left(const csg::Solid& solid, double off) const { return leftPoints(solid, points(), off, noise_); }
    /// Prisms of any kind that a group of points left over by `off` may be of.
    std::vector<ExtrudeBlock> blocksOf(const csg::Solid& solid, const Points& group, BooleanOp op, double off) const;
    /// Whether a solid reaches farther than the cloud and the candidate that was begun with.
    bool isLeftBy(const csg::Solid& solid) const;

private:
    const PointCloud& given_;
    const CloudEvidence evidence_;
    const metrics::PointTree tree_;
    const double noise_;
    Box3 allowed_;
};

}  // namespace img2cadseq
