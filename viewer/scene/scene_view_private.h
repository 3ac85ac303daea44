#pragma once
// Inside viewer/ only: what a SceneView holds.

#include <QLabel>
#include <QStackedLayout>
#include <memory>

#include "viewer/scene/camera_group.h"
#include "viewer/scene/canvas.h"
#include "viewer/scene/scene.h"
#include "viewer/scene/view_cube.h"
#include "viewer/scene_view.h"

namespace img2cadseq::viewer {

class SceneView::Private : public CameraUser {
public:
    explicit Private(SceneView& view);
    ~Private() override;

    void makeCanvas();
    void joinCameras(const std::shared_ptr<CameraGroup>& group);
    /// What is shown has changed.
    void changed();
    /// Device pixels, (0, 0) at the lower left.
    void click(double x, double y);
    /// Words or scene.
    void showPage();
    void colourWords();
    void translate();

    void cameraChanged() override;
    void cameraHeld(bool held) override;
    Box3 shownBox() const override { return scene.box(); }
    double viewAspect() const override;

    SceneView& view_;
    QStackedLayout* pages = nullptr;
    QLabel* words = nullptr;
    Scene scene;
    Canvas* canvas = nullptr;
    ViewCube cube;
    std::shared_ptr<CameraGroup> cameras;
    QString message;
    ViewTheme theme = ViewTheme::Light;
    long renders = 0;
    double renderTime = 0.0;
};

}  // namespace img2cadseq::viewer
