#include "viewer/scene/fit_view.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace img2cadseq::viewer {
namespace {

constexpr double kMargin = 1.16;  // of the view, round what is fitted

Vec3 toVec(const double* v) { return {v[0], v[1], v[2]}; }

}  // namespace

void look(vtkCamera* camera, const Look& look) {
    const Vec3 focus = toVec(camera->GetFocalPoint());
    const Vec3 eye = focus - look.direction * camera->GetDistance();
    camera->SetPosition(eye.x, eye.y, eye.z);
    camera->SetViewUp(look.up.x, look.up.y, look.up.z);
    camera->OrthogonalizeViewUp();
}

void fitBox(vtkCamera* camera, const Box3& box, double aspect) {
    Box3 shown = box;
    if (shown.empty() || !(shown.diagonal() > 0.0)) {
        const Vec3 middle = shown.empty() ? Vec3{0, 0, 0} : shown.center();
        shown.low = middle - Vec3{0.5, 0.5, 0.5};
        shown.high = middle + Vec3{0.5, 0.5, 0.5};
    }
    camera->OrthogonalizeViewUp();
    const Vec3 forward = toVec(camera->GetDirectionOfProjection()), up = toVec(camera->GetViewUp());
    const Vec3 right = cross(forward, up), center = shown.center(), half = shown.size() * 0.5;
    const auto reach = [&half](const Vec3& axis) {
        return std::abs(axis.x) * half.x + std::abs(axis.y) * half.y + std::abs(axis.z) * half.z;
    };
    const double halfHeight = kMargin * std::max(reach(up), reach(right) / std::max(aspect, 0.05));
    const double halfAngle = 0.5 * camera->GetViewAngle() * std::numbers::pi / 180.0;
    const double distance = halfHeight / std::tan(halfAngle) + reach(forward);
    const Vec3 eye = center - forward * distance;
    camera->SetFocalPoint(center.x, center.y, center.z);
    camera->SetPosition(eye.x, eye.y, eye.z);
    camera->SetParallelScale(halfHeight);
}

}  // namespace img2cadseq::viewer
