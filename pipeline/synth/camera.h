#pragma once
// Random views of a part, spread the way people photograph and render parts.

#include <vector>

#include "cad/outline_points.h"
#include "cad/sequence.h"
#include "core/random.h"
#include "geometry/camera.h"

namespace img2cadseq::synth {

/// Whose habits the view follows.
enum class ViewKind { Photograph, Viewport };

/// The part lies on a plane through `groundPoint` with unit normal `groundNormal` (part axes and lengths).
struct View {
    ViewKind kind = ViewKind::Photograph;
    Camera camera;  ///< world = the part's own axes
    Vec3 groundPoint, groundNormal;
    double elevation = 0.0;  ///< of the camera over the ground, radians; negative: from beneath
};

struct ViewOptions {
    int width = 128, height = 128;
    double fillLow = 0.35, fillHigh = 0.95;  ///< longer side of the part's rectangle over the picture's side
    double fovLow = 10.0, fovHigh = 60.0;    ///< degrees across the picture
    double freeRoll = 0.0;                   ///< share of views turned about the line of sight by any angle
    double straightOn = 0.0;                 ///< share of photographs that look straight on one side, down or held up
};

/// Part on one of its six sides (large sides preferred), azimuth mostly free and now and then frontal, elevation mostly
/// 15 to 60 degrees, some low, top and bottom views, little roll; viewports also know isometric, orthographic and
/// tumbled views.
View randomView(ViewKind kind, const std::vector<Vec3>& outline, const ViewOptions& options, Random random);

/// Moves, shifts and zooms `camera` along its line of sight so that the points' rectangle has the longer side `fill`
/// times the picture's and its centre at `offset` of the free room (-1 .. 1 each way). `fov` in radians is about kept.
Camera framed(const Mat3& rotation, Projection projection, const std::vector<Vec3>& outline, double fov, double fill,
              Vec2 offset, int width, int height);

}  // namespace img2cadseq::synth
