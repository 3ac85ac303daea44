#pragma once
// Inside viewer/ only: the OpenGL widget. It renders when Qt paints and never otherwise, so that any number of requests
// in one turn of the event loop, and any number while the widget is hidden, make one rendering.

#include <QPointF>
#include <QTimer>
#include <functional>

#include <QVTKOpenGLNativeWidget.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>

#include "geometry/raster.h"

namespace img2cadseq::viewer {

class Canvas : public QVTKOpenGLNativeWidget {
public:
    explicit Canvas(QWidget* parent = nullptr);

    vtkGenericOpenGLRenderWindow* target() { return window_; }
    void requestRender();
    /// While the user moves the camera: where the processor has to stand in for a graphics card, edges are not smoothed
    /// until a moment after.
    void setMoving(bool moving);
    /// Renders at another size into a picture. `prepare` gets (width, height, pixel ratio).
    Image picture(int width, int height);

    std::function<void(int width, int height, double pixelRatio)> prepare;  ///< called before each rendering
    std::function<void(double milliseconds)> rendered;
    std::function<void(bool moving)> cameraHeld;      ///< the user begins, or ends, to move the camera
    std::function<void(double x, double y)> clicked;  ///< device pixels, (0, 0) at the lower left

protected:
    void paintGL() override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void beginMoving() { tellMoving(true); }
    void endMoving() { tellMoving(false); }
    void tellMoving(bool moving);
    bool softwareOpenGl();

    vtkNew<vtkGenericOpenGLRenderWindow> window_;
    QTimer rest_;
    bool quick_ = false;
    bool wanted_ = true;
    QPointF pressed_;
    bool pressedLeft_ = false;
};

}  // namespace img2cadseq::viewer
