#include "viewer/scene_view.h"

#include <QEvent>
#include <QSurfaceFormat>

#include "viewer/scene/scene_view_private.h"

namespace img2cadseq::viewer {

void prepareOpenGl() { QSurfaceFormat::setDefaultFormat(QVTKOpenGLNativeWidget::defaultFormat()); }

SceneView::SceneView(QWidget* parent) : QWidget(parent), d_(std::make_unique<Private>(*this)) {}

SceneView::~SceneView() {
    d_->cube.remove();
    delete d_->canvas;  // before the scene, whose parts hold what OpenGL has of them
    d_->canvas = nullptr;
}

bool SceneView::hasOpenGl() const { return d_->canvas != nullptr; }

void SceneView::setCloud(const PointCloud& cloud, CloudColour colour) {
    d_->scene.cloud().setCloud(cloud);
    d_->scene.cloud().setColour(colour);
    d_->changed();
}

void SceneView::setCloudColour(CloudColour colour) {
    d_->scene.cloud().setColour(colour);
    scheduleRender();
}

void SceneView::setPointSize(double pixels) {
    d_->scene.setPointSize(pixels);
    scheduleRender();
}

void SceneView::setMesh(const Mesh& mesh, const MeshStyle& style) {
    d_->scene.measure().clear();
    d_->scene.mesh().setMesh(mesh);
    d_->scene.mesh().setStyle(style);
    d_->changed();
}

void SceneView::setMeshStyle(const MeshStyle& style) {
    d_->scene.mesh().setStyle(style);
    scheduleRender();
}

void SceneView::setCompareMesh(const Mesh& mesh) {
    d_->scene.compare().setMesh(mesh);
    d_->changed();
}

void SceneView::clearCloud() { setCloud({}); }

void SceneView::clearMesh() {
    d_->scene.measure().clear();
    d_->scene.mesh().clear();
    scheduleRender();
}

void SceneView::clearCompareMesh() { setCompareMesh({}); }

void SceneView::clear() {
    d_->scene.clear();
    d_->cameras->cleared();
    setMessage({});
    scheduleRender();
}

void SceneView::setMessage(const QString& text) {
    d_->message = text;
    d_->showPage();
}

QString SceneView::message() const { return d_->message; }

void SceneView::setFaceColours(const std::vector<Rgb>& colours) {
    d_->scene.mesh().setFaceColours(colours);
    scheduleRender();
}

void SceneView::highlightFaces(const std::vector<uint32_t>& faceIds) {
    d_->scene.mesh().setHighlighted(faceIds);
    scheduleRender();
}

void SceneView::setUnseenFaces(const std::vector<bool>& unseen) {
    d_->scene.mesh().setUnseen(unseen);
    scheduleRender();
}

void SceneView::setHeatMap(const Mesh& surface, const std::vector<float>& distances, double largest) {
    d_->scene.mesh().setHeatMap(surface, distances, largest);
    scheduleRender();
}

void SceneView::shareCameraWith(SceneView& other) {
    if (d_->cameras == other.d_->cameras) return;
    const std::shared_ptr<CameraGroup> left = d_->cameras;
    const std::vector<CameraUser*> moving = left->users();
    for (CameraUser* user : moving) static_cast<Private*>(user)->joinCameras(other.d_->cameras);
    for (CameraUser* user : moving) static_cast<Private*>(user)->changed();
}

void SceneView::setStandardView(StandardView view) {
    d_->cameras->setLook(standardLook(view));
    fit();
}

void SceneView::fit() { d_->cameras->fit(); }

void SceneView::resetCamera() { setStandardView(StandardView::Iso); }

void SceneView::setPerspective(bool perspective) { d_->cameras->camera()->SetParallelProjection(!perspective); }

Vec3 SceneView::viewDirection() const {
    const double* d = d_->cameras->camera()->GetDirectionOfProjection();
    return {d[0], d[1], d[2]};
}

Vec3 SceneView::viewUp() const {
    const double* up = d_->cameras->camera()->GetViewUp();
    return {up[0], up[1], up[2]};
}

void SceneView::setSectionPlane(const std::optional<SectionPlane>& plane) {
    d_->scene.mesh().setSection(plane);
    d_->scene.compare().setSection(plane);
    scheduleRender();
}

void SceneView::setMeasureMode(MeasureMode mode) {
    d_->scene.measure().setMode(mode);
    if (d_->canvas) d_->canvas->setCursor(mode == MeasureMode::Off ? Qt::ArrowCursor : Qt::CrossCursor);
}

void SceneView::clearMeasurements() {
    d_->scene.measure().clear();
    scheduleRender();
}

void SceneView::setLengthUnit(const LengthUnit& unit) {
    d_->scene.setLengthUnit(unit);
    scheduleRender();
}

void SceneView::setBoxSizes(bool shown) {
    d_->scene.setBoxSizes(shown);
    scheduleRender();
}

void SceneView::setScaleBar(bool shown) {
    d_->scene.setScaleBar(shown);
    scheduleRender();
}

void SceneView::setViewCube(bool shown) {
    d_->cube.setVisible(shown);
    scheduleRender();
}

void SceneView::setTheme(ViewTheme theme) {
    d_->theme = theme;
    d_->scene.setTheme(theme);
    d_->colourWords();
    scheduleRender();
}

void SceneView::scheduleRender() {
    if (d_->canvas) d_->canvas->requestRender();
}

long SceneView::renderCount() const { return d_->renders; }

double SceneView::renderMilliseconds() const { return d_->renderTime; }

Image SceneView::screenshot(int width, int height) { return d_->canvas ? d_->canvas->picture(width, height) : Image{}; }

QSize SceneView::sizeHint() const { return {480, 360}; }

QSize SceneView::minimumSizeHint() const { return {160, 120}; }

void SceneView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    scheduleRender();
}

void SceneView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) d_->translate();
}

}  // namespace img2cadseq::viewer
