#include "viewer/scene/view_cube.h"

#include <algorithm>
#include <cmath>

#include <vtkCamera.h>
#include <vtkCameraOrientationRepresentation.h>
#include <vtkRenderWindow.h>

#include "viewer/standard_view.h"

namespace img2cadseq::viewer {
namespace {

constexpr double kSize = 72.0, kLeastSize = 40.0;  // pixels
constexpr double kShare = 0.26;                    // of the height, at most
constexpr double kHandleCenter = 0.42;             // of the size, from the middle
constexpr double kHandleRadius = 0.14;             // of the size

}  // namespace

void ViewCube::addTo(vtkRenderer* renderer) {
    renderer_ = renderer;
    widget_->SetParentRenderer(renderer);
    widget_->CreateDefaultRepresentation();
    widget_->SetInteractor(renderer->GetRenderWindow()->GetInteractor());
    widget_->On();
    widget_->ProcessEventsOff();
}

void ViewCube::remove() {
    if (renderer_ == nullptr) return;
    widget_->Off();
    widget_->SetInteractor(nullptr);
    renderer_ = nullptr;
}

void ViewCube::setVisible(bool visible) {
    if (renderer_ == nullptr) return;
    widget_->SetEnabled(visible);
    widget_->ProcessEventsOff();
}

void ViewCube::place(double pixelRatio) {
    auto* look = vtkCameraOrientationRepresentation::SafeDownCast(widget_->GetRepresentation());
    if (look == nullptr) return;
    const double height = kShare * renderer_->GetRenderWindow()->GetSize()[1];
    const int size = static_cast<int>(std::clamp(height, kLeastSize * pixelRatio, kSize * pixelRatio));
    look->SetSize(size, size);
    widget_->SquareResize();
}

bool ViewCube::contains(double x, double y) const {
    return visible() && widget_->GetDefaultRenderer()->IsInViewport(static_cast<int>(x), static_cast<int>(y)) != 0;
}

std::optional<StandardView> ViewCube::viewAt(double x, double y) const {
    if (!contains(x, y)) return std::nullopt;
    const double* corner = widget_->GetDefaultRenderer()->GetViewport();
    const int* window = renderer_->GetRenderWindow()->GetSize();
    const double size = (corner[2] - corner[0]) * window[0];
    const double dx = x / size - 0.5 * (corner[0] + corner[2]) * window[0] / size;
    const double dy = y / size - 0.5 * (corner[1] + corner[3]) * window[1] / size;

    vtkCamera* camera = renderer_->GetActiveCamera();
    const double *d = camera->GetDirectionOfProjection(), *u = camera->GetViewUp();
    const Vec3 forward{d[0], d[1], d[2]};
    const Vec3 right = normalized(cross(forward, Vec3{u[0], u[1], u[2]})), up = cross(right, forward);
    std::optional<StandardView> found;
    double nearest = 2.0;
    for (const StandardView view : {StandardView::Front, StandardView::Back, StandardView::Left, StandardView::Right,
                                    StandardView::Top, StandardView::Bottom}) {
        const Vec3 axis = -standardLook(view).direction;  // from the middle to the handle
        const bool hit =
            std::hypot(dot(axis, right) * kHandleCenter - dx, dot(axis, up) * kHandleCenter - dy) < kHandleRadius;
        const double depth = dot(axis, forward);
        if (!hit || depth > nearest) continue;
        const bool alreadySo = depth < -0.9999;
        if (alreadySo) continue;  // then the handle behind it is meant
        nearest = depth;
        found = view;
    }
    return found;
}

}  // namespace img2cadseq::viewer
