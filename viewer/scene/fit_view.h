#pragma once
// Inside viewer/ only: placing a camera so that a box fills a view.

#include <vtkCamera.h>

#include "geometry/box.h"
#include "viewer/standard_view.h"

namespace img2cadseq::viewer {

void look(vtkCamera* camera, const Look& look);

/// Keeps the direction. `aspect`: width by height of the narrowest view. An empty box counts as the unit box.
void fitBox(vtkCamera* camera, const Box3& box, double aspect);

}  // namespace img2cadseq::viewer
