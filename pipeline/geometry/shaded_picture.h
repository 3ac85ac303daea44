#pragma once
// Pictures of meshes and clouds, drawn on the processor: no OpenGL, any thread. The same input gives the same picture.

#include <array>
#include <vector>

#include "geometry/mesh.h"
#include "geometry/point_cloud.h"
#include "geometry/raster.h"

namespace img2cadseq {

/// From the camera into the scene; unit, perpendicular.
struct Look {
    Vec3 direction, up;
};

/// An orthographic picture: what lies in its middle (along the look's right and up), and pixels a unit.
struct PictureFrame {
    Look look;
    Vec2 middle;
    double scale = 1.0;
    int width = 0, height = 0;
};

/// All of `points` in the picture, with a margin round them.
PictureFrame fittedFrame(const Look& look, const std::vector<Vec3>& points, int width, int height);

/// sRGB, [0, 1]. The ground goes from top to bottom.
struct PictureInks {
    std::array<double, 3> part, edge, groundTop, groundBottom;
};

/// Faces seen from the front, shaded, with their BRep edges and the outline. Without triangles: the ground alone.
Image shadedPicture(const Mesh& mesh, const PictureFrame& frame, const PictureInks& inks);
/// Round dots, darker with the distance; where there are normals, shaded by them. Without points: the ground alone.
Image shadedPicture(const PointCloud& cloud, const PictureFrame& frame, const PictureInks& inks);

}  // namespace img2cadseq
