#include "viewer/scene_view.h"

#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QOpenGLContext>
#include <QPalette>
#include <QStackedLayout>
#include <QSurfaceFormat>

#include "viewer/scene/camera_group.h"
#include "viewer/scene/canvas.h"
#include "viewer/scene/scene.h"
#include "viewer/scene/view_cube.h"

namespace img2cadseq::viewer {
namespace {

bool openGlWorks() {
    static const bool works = [] {
        const QString platform = QGuiApplication::platformName();
        if (platform == "offscreen" || platform == "minimal") return false;
        QOpenGLContext context;
        return context.create();
    }();
    return works;
}

}  // namespace

void prepareOpenGl() { QSurfaceFormat::setDefaultFormat(QVTKOpenGLNativeWidget::defaultFormat()); }

class SceneView::Private : public CameraUser {
public:
    explicit Private(SceneView& view) : view_(view), cameras(std::make_shared<CameraGroup>()) {
        pages = new QStackedLayout(&view);
        pages->setContentsMargins(0, 0, 0, 0);
        words = new QLabel(&view);
        words->setAlignment(Qt::AlignCenter);
        words->setWordWrap(true);
        words->setMargin(16);
        words->setAutoFillBackground(true);
        pages->addWidget(words);
        if (openGlWorks()) makeCanvas();
        joinCameras(cameras);
        showPage();
        colourWords();
    }
    ~Private() override { cameras->remove(this); }

    void makeCanvas() {
        canvas = new Canvas(&view_);
        pages->addWidget(canvas);
        scene.addTo(canvas->target());
        cube.addTo(scene.renderer());
        canvas->prepare = [this](int width, int height, double ratio) {
            cube.place(ratio);
            scene.prepare(width, height, ratio);
        };
        canvas->rendered = [this](double milliseconds) {
            ++renders;
            renderTime += milliseconds;
            QMetaObject::invokeMethod(
                &view_, [this, milliseconds] { Q_EMIT view_.rendered(milliseconds); }, Qt::QueuedConnection);
        };
        canvas->clicked = [this](double x, double y) { click(x, y); };
    }

    void joinCameras(const std::shared_ptr<CameraGroup>& group) {
        cameras->remove(this);
        cameras = group;
        cameras->add(this);
        scene.setCamera(cameras->camera());
    }

    void changed() {
        cameras->fitFirst();
        view_.scheduleRender();
    }

    void click(double x, double y) {
        if (cube.contains(x, y)) {
            if (const auto wanted = cube.viewAt(x, y)) view_.setStandardView(*wanted);
            return;
        }
        if (scene.measure().mode() == MeasureMode::Off) {
            const std::optional<Hit> hit = scene.pick(x, y);
            Q_EMIT view_.facePicked(hit ? hit->face : -1);
            return;
        }
        const std::optional<std::string> text = scene.measureAt(x, y);
        view_.scheduleRender();
        if (text) Q_EMIT view_.measured(QString::fromStdString(*text));
    }

    void showPage() {
        const bool hasWords = !message.isEmpty() || !canvas;
        words->setText(message.isEmpty() ? SceneView::tr("No 3-D view: there is no OpenGL here.") : message);
        pages->setCurrentWidget(hasWords ? static_cast<QWidget*>(words) : canvas);
    }

    void colourWords() {
        const Palette& colours = viewer::palette(theme);
        const auto toQt = [](const Colour& c) { return QColor::fromRgbF(c[0], c[1], c[2]); };
        QPalette look = words->palette();
        look.setColor(QPalette::Window, toQt(colours.groundBottom));
        look.setColor(QPalette::WindowText, toQt(colours.text));
        words->setPalette(look);
    }

    void cameraChanged() override {
        view_.scheduleRender();
        Q_EMIT view_.cameraMoved();
    }
    Box3 shownBox() const override { return scene.box(); }
    double viewAspect() const override {
        return view_.isVisible() && view_.height() > 0 ? static_cast<double>(view_.width()) / view_.height() : 0.0;
    }

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

void SceneView::setDistanceColours(const std::vector<float>& distances, double largest) {
    d_->scene.mesh().setDistances(distances, largest);
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

void SceneView::lookAlong(const Vec3& direction, const Vec3& up) {
    d_->cameras->setLook({normalized(direction), normalized(up)});
    fit();
}

void SceneView::setSectionPlane(const std::optional<SectionPlane>& plane) {
    d_->scene.mesh().setSection(plane);
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
    if (event->type() == QEvent::LanguageChange) d_->showPage();
}

}  // namespace img2cadseq::viewer
