#pragma once
// Parts and clouds that the views show in tests.

#include "geometry/mesh.h"
#include "geometry/point_cloud.h"

namespace img2cadseq::test {

/// A plate 80 x 50 x 12 mm about the origin in x and y, on z = 0, with a round boss (radius 14, up to z = 30) and a
/// through hole of radius 8 in it, and two holes of radius 4 at (+-30, 0).
Mesh plateWithBoss();
/// 40 x 40 x 40 mm about the origin, without a BRep: triangles alone.
Mesh bareCube();
/// Points on the plate, with every array filled: importance rises with x, confidence with y, seen where z > 6.
PointCloud plateCloud();

}  // namespace img2cadseq::test
