// The photograph: zoom, box, click, brush and ruler, all by real mouse and key events.

#include "widgets/photo_view.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <cmath>

#include <gtest/gtest.h>

namespace img2cadseq::test {
namespace {

using widgets::PhotoTool;
using widgets::PhotoView;

class PhotoViewTest : public ::testing::Test {
protected:
    void SetUp() override {
        view.resize(400, 300);
        view.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
        view.setPhoto(Image(200, 100, Rgb{200, 60, 40}));
        view.fit();
    }
    QPoint at(double x, double y) const { return view.toWidget({x, y}).toPoint(); }
    void drag(const QPoint& from, const QPoint& to) {
        QTest::mousePress(&view, Qt::LeftButton, {}, from);
        QTest::mouseMove(&view, (from + to) / 2);
        QTest::mouseMove(&view, to);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, to);
    }
    PhotoView view;
};

TEST_F(PhotoViewTest, FitsTheWholePhotograph) {
    EXPECT_TRUE(view.rect().contains(at(0, 0)));
    EXPECT_TRUE(view.rect().contains(at(200, 100)));
    EXPECT_NEAR(view.zoom(), 392.0 / 200, 1e-9);
}

TEST_F(PhotoViewTest, TheWheelKeepsThePixelUnderThePointer) {
    const QPointF place(100, 120), before = view.toPhoto(place);
    QWheelEvent event(place, view.mapToGlobal(place), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(&view, &event);
    EXPECT_NEAR(view.zoom(), 392.0 / 200 * 1.44, 1e-9);
    EXPECT_NEAR(view.toPhoto(place).x(), before.x(), 1e-9);
    EXPECT_NEAR(view.toPhoto(place).y(), before.y(), 1e-9);
    QTest::keyClick(&view, Qt::Key_0);
    EXPECT_NEAR(view.zoom(), 392.0 / 200, 1e-9) << "0 fits";
}

TEST_F(PhotoViewTest, ABoxIsInPixelsAndStaysInside) {
    Box2 box;
    QObject::connect(&view, &PhotoView::boxDrawn, [&](const Box2& drawn) { box = drawn; });
    view.setTool(PhotoTool::Box);
    drag(at(150, 80), at(20, -15));
    ASSERT_FALSE(box.empty());
    EXPECT_NEAR(box.low.x, 20, 1);
    EXPECT_EQ(box.low.y, 0);
    EXPECT_NEAR(box.high.x, 150, 1);
    EXPECT_NEAR(box.high.y, 80, 1);
}

TEST_F(PhotoViewTest, AClickIsAPointOfThePhotograph) {
    std::vector<Vec2> points;
    QObject::connect(&view, &PhotoView::clicked, [&](const Vec2& point) { points.push_back(point); });
    view.setTool(PhotoTool::Click);
    QTest::mouseClick(&view, Qt::LeftButton, {}, at(60, 40));
    QTest::mouseClick(&view, Qt::LeftButton, {}, at(60, -20));  // beside it
    ASSERT_EQ(points.size(), 1u);
    EXPECT_NEAR(points[0].x, 60, 1);
    EXPECT_NEAR(points[0].y, 40, 1);
}

TEST_F(PhotoViewTest, TheBrushPaintsStrokes) {
    std::vector<MaskStroke> strokes;
    QObject::connect(&view, &PhotoView::strokePainted, [&](const MaskStroke& stroke) { strokes.push_back(stroke); });
    view.setTool(PhotoTool::MaskAdd);
    QTest::keyClick(&view, Qt::Key_BracketRight);
    const double radius = view.brushRadius();
    EXPECT_GT(radius, 12.0);
    drag(at(30, 30), at(90, 50));
    view.setTool(PhotoTool::MaskRemove);
    drag(at(30, 30), at(40, 30));
    ASSERT_EQ(strokes.size(), 2u);
    EXPECT_TRUE(strokes[0].add);
    EXPECT_FALSE(strokes[1].add);
    EXPECT_NE(strokes[0].id, strokes[1].id);
    EXPECT_EQ(strokes[0].radius, radius);
    ASSERT_GE(strokes[0].points.size(), 3u);
    EXPECT_NEAR(strokes[0].points.front().x, 30, 1);
    EXPECT_NEAR(strokes[0].points.back().x, 90, 1);
}

TEST_F(PhotoViewTest, TheMaskVeilsWhatIsNotThePart) {
    Mask mask(200, 100);
    for (int y = 20; y < 80; ++y)
        for (int x = 50; x < 150; ++x) mask.at(x, y) = 255;
    const QColor bare = view.grab().toImage().pixelColor(at(100, 50));
    view.setMask(mask);
    const QImage shown = view.grab().toImage();
    EXPECT_EQ(shown.pixelColor(at(100, 50)), bare);
    EXPECT_LT(shown.pixelColor(at(10, 10)).lightness(), bare.lightness() - 20);
    view.setMaskShown(false);
    EXPECT_EQ(view.grab().toImage().pixelColor(at(10, 10)), bare);
}

TEST_F(PhotoViewTest, EscapeGoesBackToLooking) {
    QSignalSpy changed(&view, &PhotoView::toolChanged);
    view.setTool(PhotoTool::Ruler);
    QTest::keyClick(&view, Qt::Key_Escape);
    EXPECT_EQ(view.tool(), PhotoTool::Look);
    EXPECT_EQ(changed.count(), 2);
}

}  // namespace
}  // namespace img2cadseq::test
