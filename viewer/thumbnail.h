#pragma once
// Small pictures of parts, drawn on the processor: no OpenGL, no widget, any thread.

#include "geometry/mesh.h"
#include "geometry/raster.h"

namespace img2cadseq::viewer {

/// The part from StandardView::Iso, fitted, shaded, with its BRep edges; the ground is the one of the theme. The same
/// mesh gives the same picture. A mesh without triangles gives the ground alone.
Image renderThumbnail(const Mesh& mesh, int width, int height, bool dark);

}  // namespace img2cadseq::viewer
