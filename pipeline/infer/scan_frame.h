#pragma once
// Measured clouds lie anyhow; their parts are reconstructed along axes of their own and given back as they lay.

#include "infer/reconstructor.h"

namespace img2cadseq::infer {

/// Positions and normals, about the origin.
void turn(PointCloud& cloud, const Mat3& by);

/// Takes what tells of a part along its own axes (clouds, previews, canonical candidates) back to how it was measured:
/// `axes` are the rows of result.axes. Built solids and sequences in millimetres lie there already (see judge()).
void turnBack(ReconstructEvent& event, const Mat3& axes);

}  // namespace img2cadseq::infer
