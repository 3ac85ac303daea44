#pragma once
// What the lifter says of a crop, turned into an observation and a cloud.

#include "fit/observation.h"
#include "nn/picture_lifter.h"

namespace img2cadseq::infer {

/// Fills the view's camera and predicted maps (the view's mask, segments and edges are there), the camera guesses, the
/// box's sides and the occupancy field.
void addLifted(const nn::PictureLifter& lifter, const nn::LiftedPicture& lifted, Observation& observation);

/// kCloudSize points in canonical axes under the first guess's camera: the first surface (seen), the last one and where
/// the occupancy field ends elsewhere (not seen), with normals and confidence. Empty where the view shows nothing.
PointCloud liftedCloud(const Observation& observation);

}  // namespace img2cadseq::infer
