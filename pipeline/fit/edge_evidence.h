#pragma once
// How well the edges of a drawn solid and those of a picture lie on one another.

#include "csg/render.h"
#include "fit/observation.h"

namespace img2cadseq {

/// Made ready once, asked often; thread-safe.
class EdgeEvidence {
public:
    /// `points` in pixels of a picture `width` wide; those farther than two pixels (of 128) outside the mask, whose
    /// signed distance `border` is in pixels of its own size, are left out.
    EdgeEvidence(const std::vector<EdgePoint>& points, int width, const FloatMap& border);

    bool empty() const { return seen_.empty(); }
    /// In [0, 1]: means over drawn and seen edges of how near the other's are, at three reaches.
    double agreement(const csg::Buffers& drawn, const Camera& camera) const;

private:
    std::vector<EdgePoint> seen_;  ///< position: 0..1 across the picture
    FloatMap near_;                ///< how near seen edges are, in [0, 1]
};

}  // namespace img2cadseq
