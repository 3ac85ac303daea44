#pragma once
// Inside viewer/ only: one camera that several views look through.

#include <array>
#include <vector>

#include <vtkCamera.h>
#include <vtkNew.h>

#include "geometry/box.h"
#include "viewer/scene/fit_view.h"

namespace img2cadseq::viewer {

/// A view as its camera knows it.
class CameraUser {
public:
    virtual ~CameraUser() = default;
    virtual void cameraChanged() = 0;
    /// The user begins, or ends, to move the camera.
    virtual void cameraHeld(bool held) = 0;
    virtual Box3 shownBox() const = 0;
    /// Width by height; 0 while the view cannot be seen.
    virtual double viewAspect() const = 0;
};

class CameraGroup {
public:
    CameraGroup();
    ~CameraGroup();
    CameraGroup(const CameraGroup&) = delete;
    CameraGroup& operator=(const CameraGroup&) = delete;

    vtkCamera* camera() { return camera_; }
    void add(CameraUser* user) { users_.push_back(user); }
    void remove(CameraUser* user) { std::erase(users_, user); }
    const std::vector<CameraUser*>& users() const { return users_; }

    /// Whatever any of the users shows fills the narrowest of the views.
    void fit();
    /// Fits the first time that there is something to show.
    void fitFirst();
    /// A view was cleared: once none shows anything, what comes next is fitted again.
    void cleared();
    /// Fits what was fitted last once more where the views have changed their shape and nobody has moved the camera
    /// since.
    void keepFitting();
    void setLook(const Look& wanted);
    void setHeld(bool held);

private:
    using Pose = std::array<double, 12>;
    Pose pose() const;
    bool anythingShown() const;
    double narrowestAspect() const;
    void fit(const Box3& box);
    void modified();

    vtkNew<vtkCamera> camera_;
    std::vector<CameraUser*> users_;
    Pose last_{}, fittedPose_{};
    Box3 fittedBox_;
    double fittedAspect_ = 0.0;
    bool fitted_ = false;
    unsigned long observer_ = 0;
};

}  // namespace img2cadseq::viewer
