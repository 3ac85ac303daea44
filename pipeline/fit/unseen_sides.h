#pragma once
// What a scan has not seen because the part stood on it, or hid it: sides of its box without a point. A solid that has
// no underside is none, and all that holds candidates against points would cut it out.

#include "fit/inside_grid.h"
#include "geometry/point_cloud.h"

namespace img2cadseq {

/// Points of flat faces on the sides of the cloud's box that have none, as dense as the cloud's own and within what its
/// points close in, with outward normals; `seen` is 0. Empty where the cloud goes all round, and where such faces would
/// leave many of its points unexplained (a tray is open on purpose). The cloud is of a part along its own axes, any
/// length unit.
PointCloud unseenSides(const PointCloud& cloud);

}  // namespace img2cadseq
