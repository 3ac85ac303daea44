#pragma once
// What the lifter says of a crop, turned into an observation and a cloud.

#include "fit/observation.h"
#include "nn/picture_lifter.h"

namespace img2cadseq::infer {

/// What is observed if the part lies as each hypothesis says that is worth a try, most probable first (at least one):
/// camera and predicted maps of the view (`view` has mask, segments and edges), the box's sides, the occupancy field.
std::vector<Observation> liftedObservations(const nn::PictureLifter& lifter, const nn::LiftedPicture& lifted,
                                            const View& view);

/// kCloudSize points in canonical axes under the first guess's camera: the first surface (seen), the last one and where
/// the occupancy field ends elsewhere (not seen), with normals and confidence. Empty where the view shows nothing.
PointCloud liftedCloud(const Observation& observation);

}  // namespace img2cadseq::infer
