#include "viewer/scene/canvas.h"

#include <QMouseEvent>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <algorithm>
#include <chrono>
#include <cmath>

#include <QVTKInteractor.h>
#include <QVTKRenderWindowAdapter.h>
#include <vtkCallbackCommand.h>
#include <vtkInteractorStyleTrackballCamera.h>
#include <vtkObjectFactory.h>
#include <vtkUnsignedCharArray.h>

namespace img2cadseq::viewer {
namespace {

constexpr int kSamples = 4;             // a pixel
constexpr int kRestMilliseconds = 200;  // after the last move until edges are smoothed again
constexpr double kClickReach = 4.0;     // pixels that a click may wander

/// The trackball, without VTK's keys: the window has its own shortcuts.
class ViewStyle : public vtkInteractorStyleTrackballCamera {
public:
    static ViewStyle* New();
    vtkTypeMacro(ViewStyle, vtkInteractorStyleTrackballCamera);
    void OnChar() override {}
};
vtkStandardNewMacro(ViewStyle);

}  // namespace

Canvas::Canvas(QWidget* parent) : QVTKOpenGLNativeWidget(parent) {
    window_->SetMultiSamples(kSamples);
    setRenderWindow(window_.Get());
    vtkNew<ViewStyle> style;
    interactor()->SetInteractorStyle(style);
    style->AddObserver(vtkCommand::StartInteractionEvent, this, &Canvas::beginMoving);
    style->AddObserver(vtkCommand::EndInteractionEvent, this, &Canvas::endMoving);
    rest_.setSingleShot(true);
    rest_.setInterval(kRestMilliseconds);
    rest_.callOnTimeout(this, [this] {
        quick_ = false;
        requestRender();
    });
    interactor()->EnableRenderOff();
    interactor()->AddObserver(vtkCommand::RenderEvent, this, &Canvas::requestRender);
    setFocusPolicy(Qt::StrongFocus);
}

void Canvas::requestRender() {
    wanted_ = true;
    update();
}

void Canvas::tellMoving(bool moving) {
    if (cameraHeld) cameraHeld(moving);
}

void Canvas::setMoving(bool moving) {
    if (!quick_ && !moving) return;
    quick_ = true;
    if (moving) {
        rest_.stop();
    } else {
        rest_.start();
    }
}

bool Canvas::softwareOpenGl() {
    const auto* name = reinterpret_cast<const char*>(context()->functions()->glGetString(GL_RENDERER));
    const QByteArray renderer(name);
    return renderer.contains("llvmpipe") || renderer.contains("softpipe") || renderer.contains("SwiftShader");
}

void Canvas::paintGL() {
    if (!wanted_ || !RenderWindowAdapter) {
        QVTKOpenGLNativeWidget::paintGL();
        return;
    }
    wanted_ = false;
    const auto begin = std::chrono::steady_clock::now();
    const double ratio = devicePixelRatioF();
    RenderWindowAdapter->resize(width(), height());  // lets the adapter render while it paints
    if (prepare) prepare(static_cast<int>(width() * ratio), static_cast<int>(height() * ratio), ratio);
    window_->SetMultiSamples(quick_ && softwareOpenGl() ? 0 : kSamples);
    interactor()->EnableRenderOn();
    QVTKOpenGLNativeWidget::paintGL();
    interactor()->EnableRenderOff();
    wanted_ = false;
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    if (rendered) rendered(took.count());
}

void Canvas::resizeEvent(QResizeEvent* event) {
    wanted_ = true;
    QVTKOpenGLNativeWidget::resizeEvent(event);
}

void Canvas::mousePressEvent(QMouseEvent* event) {
    pressedLeft_ = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
    pressed_ = event->position();
    QVTKOpenGLNativeWidget::mousePressEvent(event);
}

void Canvas::mouseReleaseEvent(QMouseEvent* event) {
    const QPointF moved = event->position() - pressed_;
    const bool still = std::hypot(moved.x(), moved.y()) <= kClickReach;
    if (pressedLeft_ && event->button() == Qt::LeftButton && still && clicked) {
        const double ratio = devicePixelRatioF();
        clicked(event->position().x() * ratio, (height() - 1 - event->position().y()) * ratio);
    }
    pressedLeft_ = false;
    QVTKOpenGLNativeWidget::mouseReleaseEvent(event);
}

Image Canvas::picture(int width, int height) {
    if (width <= 0 || height <= 0) return {};
    grabFramebuffer();  // makes the context where the widget has not been shown yet
    if (!RenderWindowAdapter) return {};
    makeCurrent();
    const int oldWidth = window_->GetSize()[0], oldHeight = window_->GetSize()[1], oldDpi = window_->GetDPI();
    const double ratio = std::max(0.5, static_cast<double>(height) / std::max(1, this->height()));
    window_->SetSize(width, height);
    window_->SetMultiSamples(kSamples);
    window_->SetDPI(static_cast<int>(std::lround(72.0 * ratio)));
    if (prepare) prepare(width, height, ratio);
    window_->Render();
    vtkNew<vtkUnsignedCharArray> pixels;
    window_->GetPixelData(0, 0, width - 1, height - 1, 0, pixels, 0);
    Image image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const vtkIdType i = (static_cast<vtkIdType>(height - 1 - y) * width + x) * 3;
            image.at(x, y) = {pixels->GetValue(i), pixels->GetValue(i + 1), pixels->GetValue(i + 2)};
        }
    window_->SetSize(oldWidth, oldHeight);
    window_->SetDPI(oldDpi);
    requestRender();
    return image;
}

}  // namespace img2cadseq::viewer
