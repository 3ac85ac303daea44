#pragma once
// Clouds as the image lifter gives them, in the canonical frame under the true camera, so that only what is predicted
// of depth, thickness and occupancy errs. No torch. Deterministic, safe on any thread.

#include "core/random.h"
#include "csg/solid.h"
#include "geometry/point_cloud.h"
#include "nn/picture_lifter.h"
#include "synth/sample.h"

namespace img2cadseq::learn {

/// The sample's layers and occupancy with errors like those of the lifter: blurred, bent at several wavelengths, the
/// back more than the front. `solid` is the sample's sequence; its buffers have at least 64 x 64 pixels, a multiple.
PointCloud imitatedLift(const synth::Sample& sample, const csg::Solid& solid, Random random);

/// What `lifter` says of the sample's picture, which has PictureLifter::kPictureSide pixels a side.
PointCloud predictedLift(const nn::PictureLifter& lifter, const synth::Sample& sample, const csg::Solid& solid);

}  // namespace img2cadseq::learn
