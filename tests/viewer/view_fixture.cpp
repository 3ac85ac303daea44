#include "view_fixture.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QOpenGLWidget>
#include <QTest>
#include <QTimer>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>

namespace img2cadseq::test {
namespace {

QImage toQImage(const Image& image) {
    QImage result(image.width, image.height, QImage::Format_RGB888);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const Rgb& c = image.at(x, y);
            result.setPixel(x, y, qRgb(c.r, c.g, c.b));
        }
    return result;
}

Image fromQImage(const QImage& source) {
    Image image(source.width(), source.height());
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const QRgb c = source.pixel(x, y);
            image.at(x, y) = {static_cast<uint8_t>(qRed(c)), static_cast<uint8_t>(qGreen(c)),
                              static_cast<uint8_t>(qBlue(c))};
        }
    return image;
}

Image smaller(const Image& image) {
    return fromQImage(
        toQImage(image).scaled(image.width / 4, image.height / 4, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
}

}  // namespace

bool waitUntil(const std::function<bool()>& done) {
    QElapsedTimer clock;
    clock.start();
    while (!done() && clock.elapsed() < 60'000) {
        // A timer bounds each wait, for conditions that no event announces.
        QTimer::singleShot(20, qApp, [] {});
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return done();
}

double meanDifference(const Image& a, const Image& b) {
    if (a.width != b.width || a.height != b.height || a.empty()) return 255.0;
    double sum = 0.0;
    for (size_t i = 0; i < a.data.size(); ++i)
        sum += std::abs(a.data[i].r - b.data[i].r) + std::abs(a.data[i].g - b.data[i].g) +
               std::abs(a.data[i].b - b.data[i].b);
    return sum / (3.0 * static_cast<double>(a.data.size()));
}

double coveredShare(const Image& picture) {
    size_t covered = 0;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const Rgb &c = picture.at(x, y), &ground = picture.at(0, y);
            covered += std::max({std::abs(c.r - ground.r), std::abs(c.g - ground.g), std::abs(c.b - ground.b)}) > 12;
        }
    return static_cast<double>(covered) / static_cast<double>(picture.data.size());
}

void expectLikeBaseline(const Image& picture, const std::string& name, double limit) {
    const std::filesystem::path file =
        std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "tests/viewer/baselines" / (name + ".png");
    ASSERT_FALSE(picture.empty());
    const char* mode = std::getenv("IMG2CADSEQ_BASELINES");
    if (mode != nullptr && std::string(mode) == "write") {
        std::filesystem::create_directories(file.parent_path());
        ASSERT_TRUE(toQImage(picture).save(QString::fromStdString(file.string())));
        return;
    }
    QImage baseline;
    ASSERT_TRUE(baseline.load(QString::fromStdString(file.string()))) << file;
    const double difference = meanDifference(smaller(picture), smaller(fromQImage(baseline)));
    if (difference <= limit) return;
    const std::string kept = std::string(IMG2CADSEQ_BIN_DIR) + "/viewer-" + name + ".png";
    toQImage(picture).save(QString::fromStdString(kept));
    ADD_FAILURE() << name << " differs by " << difference << " of 255 on average; see " << kept;
}

void ViewTest::SetUp() {
    if (!viewer::SceneView().hasOpenGl()) GTEST_SKIP() << "no OpenGL here (run under xvfb-run)";
}

std::unique_ptr<viewer::SceneView> ViewTest::shown(int width, int height) {
    auto view = std::make_unique<viewer::SceneView>();
    view->resize(width, height);
    view->show();
    EXPECT_TRUE(waitUntil([&] { return view->renderCount() > 0; }));
    return view;
}

bool ViewTest::painted(viewer::SceneView& view) {
    const long before = view.renderCount();
    return waitUntil([&] { return view.renderCount() > before; });
}

Image ViewTest::fromWidget(viewer::SceneView& view) {
    return fromQImage(static_cast<QOpenGLWidget*>(canvas(view))->grabFramebuffer());
}

QWidget* ViewTest::canvas(viewer::SceneView& view) { return view.findChild<QOpenGLWidget*>(); }

void ViewTest::click(viewer::SceneView& view, int x, int y) {
    QTest::mouseClick(canvas(view), Qt::LeftButton, Qt::NoModifier, {x, y});
}

void ViewTest::drag(viewer::SceneView& view, int x0, int y0, int x1, int y1, int button) {
    const auto held = static_cast<Qt::MouseButton>(button);
    QTest::mousePress(canvas(view), held, Qt::NoModifier, {x0, y0});
    for (int i = 1; i <= 4; ++i) {
        const QPoint place(x0 + (x1 - x0) * i / 4, y0 + (y1 - y0) * i / 4);
        QMouseEvent move(QEvent::MouseMove, place, canvas(view)->mapToGlobal(place), Qt::NoButton, held,
                         Qt::NoModifier);
        QApplication::sendEvent(canvas(view), &move);
    }
    QTest::mouseRelease(canvas(view), held, Qt::NoModifier, {x1, y1});
}

}  // namespace img2cadseq::test
