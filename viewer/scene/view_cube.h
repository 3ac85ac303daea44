#pragma once
// Inside viewer/ only: the axes in the upper right corner that show how the view stands and turn it when clicked.

#include <optional>

#include <vtkCameraOrientationWidget.h>
#include <vtkNew.h>
#include <vtkRenderer.h>

#include "viewer/view_types.h"

namespace img2cadseq::viewer {

/// VTK's widget draws; clicks are found here, because its own search renders the scene at every move of the mouse.
class ViewCube {
public:
    /// `renderer` must be in a window that has an interactor.
    void addTo(vtkRenderer* renderer);
    void remove();
    void setVisible(bool visible);
    bool visible() const { return widget_->GetEnabled() != 0; }
    /// Before each rendering, since the corner moves with the window's size.
    void place(double pixelRatio);

    bool contains(double x, double y) const;
    /// The view that a click at this device pixel asks for: the end of an axis that lies there, seen from outside; its
    /// opposite where that is how the view stands already.
    std::optional<StandardView> viewAt(double x, double y) const;

private:
    vtkRenderer* renderer_ = nullptr;
    vtkNew<vtkCameraOrientationWidget> widget_;
};

}  // namespace img2cadseq::viewer
