#pragma once
// Inside viewer/ only: a bar of a round length in the lower left corner.

#include <vtkActor2D.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkRenderer.h>
#include <vtkTextActor.h>

#include "viewer/colours.h"
#include "viewer/view_types.h"

namespace img2cadseq::viewer {

class ScaleBar {
public:
    ScaleBar();

    void addTo(vtkRenderer* renderer);
    void setVisible(bool visible);
    void setTheme(const Palette& palette);
    /// `unitsPerPixel`: scene units, at the camera's focal point.
    void update(double unitsPerPixel, int viewWidth, const LengthUnit& unit, double pixelRatio);

private:
    vtkNew<vtkPoints> corners_;
    vtkNew<vtkActor2D> bar_;
    vtkNew<vtkTextActor> label_;
};

}  // namespace img2cadseq::viewer
