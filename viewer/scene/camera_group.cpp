#include "viewer/scene/camera_group.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <vtkCommand.h>

namespace img2cadseq::viewer {

CameraGroup::CameraGroup() {
    camera_->ParallelProjectionOn();
    look(camera_, standardLook(StandardView::Iso));
    fitBox(camera_, {}, 1.0);
    last_ = pose();
    observer_ = camera_->AddObserver(vtkCommand::ModifiedEvent, this, &CameraGroup::modified);
}

CameraGroup::~CameraGroup() { camera_->RemoveObserver(observer_); }

CameraGroup::Pose CameraGroup::pose() const {
    const double *p = camera_->GetPosition(), *f = camera_->GetFocalPoint(), *u = camera_->GetViewUp();
    return {p[0],
            p[1],
            p[2],
            f[0],
            f[1],
            f[2],
            u[0],
            u[1],
            u[2],
            camera_->GetParallelScale(),
            camera_->GetViewAngle(),
            static_cast<double>(camera_->GetParallelProjection())};
}

/// Each view sets the clipping range for its own scene before it renders: that is no change of the camera's place.
void CameraGroup::modified() {
    const Pose now = pose();
    if (now == last_) return;
    last_ = now;
    for (CameraUser* user : users_) user->cameraChanged();
}

double CameraGroup::narrowestAspect() const {
    double aspect = std::numeric_limits<double>::infinity();
    for (const CameraUser* user : users_)
        if (user->viewAspect() > 0.0) aspect = std::min(aspect, user->viewAspect());
    return std::isfinite(aspect) ? aspect : 1.0;
}

void CameraGroup::fit() {
    Box3 box;
    for (const CameraUser* user : users_) box.add(user->shownBox());
    fit(box);
}

void CameraGroup::fit(const Box3& box) {
    fittedBox_ = box;
    fittedAspect_ = narrowestAspect();
    fitBox(camera_, box, fittedAspect_);
    fittedPose_ = pose();
}

void CameraGroup::keepFitting() {
    if (fitted_ && pose() == fittedPose_ && narrowestAspect() != fittedAspect_) fit(fittedBox_);
}

bool CameraGroup::anythingShown() const {
    return std::any_of(users_.begin(), users_.end(), [](const auto* user) { return !user->shownBox().empty(); });
}

void CameraGroup::fitFirst() {
    if (fitted_ || !anythingShown()) return;
    fitted_ = true;
    fit();
}

void CameraGroup::cleared() {
    if (!anythingShown()) fitted_ = false;
}

void CameraGroup::setHeld(bool held) {
    for (CameraUser* user : users_) user->cameraHeld(held);
}

void CameraGroup::setLook(const Look& wanted) { look(camera_, wanted); }

}  // namespace img2cadseq::viewer
