#include "viewer/scene/scene_view_private.h"

#include <QGuiApplication>
#include <QOpenGLContext>
#include <QPalette>

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

SceneView::Private::Private(SceneView& view) : view_(view), cameras(std::make_shared<CameraGroup>()) {
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
    translate();
    colourWords();
}
SceneView::Private::~Private() { cameras->remove(this); }

void SceneView::Private::makeCanvas() {
    canvas = new Canvas(&view_);
    pages->addWidget(canvas);
    scene.addTo(canvas->target());
    cube.addTo(scene.renderer());
    canvas->prepare = [this](int width, int height, double ratio) {
        cameras->keepFitting();
        cube.place(ratio);
        scene.prepare(width, height, ratio);
    };
    canvas->rendered = [this](double milliseconds) {
        ++renders;
        renderTime += milliseconds;
    };
    canvas->cameraHeld = [this](bool held) { cameras->setHeld(held); };
    canvas->clicked = [this](double x, double y) { click(x, y); };
}

void SceneView::Private::joinCameras(const std::shared_ptr<CameraGroup>& group) {
    cameras->remove(this);
    cameras = group;
    cameras->add(this);
    scene.setCamera(cameras->camera());
}

void SceneView::Private::changed() {
    cameras->fitFirst();
    view_.scheduleRender();
}

void SceneView::Private::click(double x, double y) {
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

void SceneView::Private::showPage() {
    const bool hasWords = !message.isEmpty() || !canvas;
    words->setText(message.isEmpty() ? SceneView::tr("No 3-D view: there is no OpenGL here.") : message);
    pages->setCurrentWidget(hasWords ? static_cast<QWidget*>(words) : canvas);
}

void SceneView::Private::translate() {
    const auto word = [](const QString& text) { return text.toStdString(); };
    scene.setWords({.importance = word(SceneView::tr("importance")),
                    .confidence = word(SceneView::tr("confidence")),
                    .depth = word(SceneView::tr("depth")),
                    .distance = word(SceneView::tr("distance")),
                    .origin = word(SceneView::tr("points")),
                    .seen = word(SceneView::tr("seen")),
                    .invented = word(SceneView::tr("invented")),
                    .radius = word(SceneView::tr("radius"))});
    showPage();
}

void SceneView::Private::colourWords() {
    const Palette& colours = viewer::palette(theme);
    const auto toQt = [](const Colour& c) { return QColor::fromRgbF(c[0], c[1], c[2]); };
    QPalette look = words->palette();
    look.setColor(QPalette::Window, toQt(colours.groundBottom));
    look.setColor(QPalette::WindowText, toQt(colours.text));
    words->setPalette(look);
}

void SceneView::Private::cameraChanged() { view_.scheduleRender(); }

void SceneView::Private::cameraHeld(bool held) {
    if (canvas) canvas->setMoving(held);
}

double SceneView::Private::viewAspect() const {
    return view_.isVisible() && view_.height() > 0 ? static_cast<double>(view_.width()) / view_.height() : 0.0;
}

}  // namespace img2cadseq::viewer
