#pragma once
// What the lifter says of a crop, as maps of a view and as a cloud.

#include "fit/observation.h"
#include "nn/picture_lifter.h"

namespace img2cadseq::infer {

/// Predicted depths, normals and confidence where the view's mask says that there is a surface, as its camera sees it.
void fillMaps(const nn::LiftedPicture& lifted, View& view);

/// kCloudSize points in canonical axes under the first guess's camera: the first surface (seen), the last one and where
/// the occupancy field ends elsewhere (not seen), with normals and confidence. Empty where the view shows nothing.
PointCloud liftedCloud(const Observation& observation);

/// The lifter's edges in the same axes, their probability as confidence.
PointCloud liftedEdges(const Observation& observation, const nn::LiftedPicture& lifted);

}  // namespace img2cadseq::infer
