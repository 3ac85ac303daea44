#pragma once
// How well a candidate explains what is known: never against the truth, always against cloud and picture.

#include "csg/solid.h"
#include "fit/observation.h"
#include "metrics/nearest.h"

namespace img2cadseq {

/// Mean distance between the cloud and the candidate's surface, both ways averaged; longest side 1.
double cloudDistance(const csg::Solid& solid, const metrics::PointTree& cloud, size_t samples = 2048);

/// IoU of two masks of one size.
double overlap(const Mask& a, const Mask& b);

/// Agreement of depth, up to an offset, and of normals where both are known; 1 where they are the same. Negative where
/// the view has no depth.
double reliefAgreement(const csg::Solid& solid, const Camera& camera, const View& view);

/// Agreement of the candidate's drawn edges with the picture's, both ways, within about two pixels at 128.
double edgeAgreement(const csg::Solid& solid, const Camera& camera, const View& view);

/// Fills Candidate::score under Candidate::camera. `tree` holds the observation's cloud. Many curves cost a little, so
/// that of two that explain alike the simpler one wins.
Score scored(const Candidate& candidate, const csg::Solid& solid, const Observation& observation,
             const metrics::PointTree* tree);

}  // namespace img2cadseq
