#pragma once
// What a scan has not seen because the part stood on it, or hid it: sides of its box without a point. A solid that has
// no underside is none, and all that holds candidates against points would cut it out.

#include "fit/inside_grid.h"
#include "geometry/point_cloud.h"

namespace img2cadseq {

/// Points of flat faces on the sides of the cloud's box that have none, as dense as the cloud's own, within what its
/// points close in, with their normals; `seen` is 0. Empty where the cloud goes all round, and where faces there would leave points of the
/// cloud unexplained (a tray is open on purpose). The cloud's longest side is 1; a part that lies along its own axes.
PointCloud unseenSides(const PointCloud& cloud);

}  // namespace img2cadseq
