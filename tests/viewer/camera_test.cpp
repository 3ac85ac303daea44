// Cameras: shared ones, standard views, fitting; and how often a view renders.

#include <QApplication>
#include <QMouseEvent>
#include <QTest>
#include <cmath>

#include "parts.h"
#include "view_fixture.h"

namespace img2cadseq::test {
namespace {

using viewer::SceneView;
using viewer::StandardView;

class CameraTest : public ViewTest {
protected:
    static void resize(SceneView& view, int width, int height) {
        const long before = view.renderCount();
        view.resize(width, height);
        EXPECT_TRUE(waitUntil([&] { return view.renderCount() > before && canvas(view)->width() == width; }));
    }
};

TEST_F(CameraTest, TurningOneViewTurnsThoseThatShareItsCamera) {
    const auto left = shown(), right = shown(), alone = shown();
    left->setMesh(plateWithBoss());
    right->setCloud(plateCloud());
    right->shareCameraWith(*left);
    ASSERT_TRUE(painted(*right));
    const Vec3 before = left->viewDirection(), aloneBefore = alone->viewDirection();
    const Image rightBefore = picture(*right);
    ASSERT_TRUE(painted(*right));

    const long rendersBefore = right->renderCount();
    drag(*left, 100, 120, 220, 140);
    ASSERT_TRUE(waitUntil([&] { return right->renderCount() > rendersBefore; }));

    EXPECT_GT(norm(left->viewDirection() - before), 0.2);
    EXPECT_LT(norm(left->viewDirection() - right->viewDirection()), 1e-12);
    EXPECT_GT(meanDifference(rightBefore, picture(*right)), 2.0);
    EXPECT_EQ(alone->viewDirection(), aloneBefore);
}

TEST_F(CameraTest, StandardViewsLookAlongTheAxesWithThePartInView) {
    const auto view = shown();
    view->setMesh(plateWithBoss());
    const std::pair<StandardView, Vec3> expected[] = {{StandardView::Front, {-1, 0, 0}},
                                                      {StandardView::Back, {1, 0, 0}},
                                                      {StandardView::Left, {0, 1, 0}},
                                                      {StandardView::Right, {0, -1, 0}},
                                                      {StandardView::Top, {0, 0, -1}},
                                                      {StandardView::Bottom, {0, 0, 1}},
                                                      {StandardView::Iso, normalized(Vec3{-1, -1, -1})}};
    for (const auto& [standard, direction] : expected) {
        view->setStandardView(standard);
        EXPECT_LT(norm(view->viewDirection() - direction), 1e-9);
        EXPECT_NEAR(dot(view->viewDirection(), view->viewUp()), 0.0, 1e-9);
        EXPECT_GT(coveredShare(picture(*view)), 0.1);
    }
    view->setPerspective(true);
    view->resetCamera();
    EXPECT_GT(coveredShare(picture(*view)), 0.1);
}

TEST_F(CameraTest, TheFirstPartIsFittedAndLaterOnesLeaveTheCameraAlone) {
    const auto view = shown();
    Mesh mesh = plateWithBoss();
    for (Vec3& p : mesh.vertices) p = p * 1000.0;
    mesh.edges.clear();
    view->setMesh(mesh);
    EXPECT_GT(coveredShare(picture(*view)), 0.1);
    view->setMesh(bareCube());
    EXPECT_LT(coveredShare(picture(*view)), 0.08) << "the scale bar and the view cube at most";
    view->fit();
    EXPECT_GT(coveredShare(picture(*view)), 0.1);
    view->clear();
    view->setMesh(mesh);
    EXPECT_GT(coveredShare(picture(*view)), 0.1);
    EXPECT_LT(coveredShare(picture(*view)), 0.9) << "after clear() what comes is the first again";
}

TEST_F(CameraTest, APartNobodyHasMovedStaysFittedWhenTheViewChangesItsShape) {
    const auto view = shown(320, 240);
    view->setMesh(plateWithBoss());
    ASSERT_TRUE(painted(*view));
    resize(*view, 170, 240);
    const Image narrow = view->screenshot(170, 240);
    for (int y = 90; y < 200; ++y) {
        const Rgb &border = narrow.at(0, y), &middle = narrow.at(1, y);
        EXPECT_LT(std::abs(border.r - middle.r), 6) << "the part reaches the border in row " << y;
    }
    drag(*view, 60, 120, 90, 120);
    const double turned = coveredShare(view->screenshot(170, 240));
    resize(*view, 320, 240);
    EXPECT_NEAR(coveredShare(view->screenshot(170, 240)), turned, 0.01) << "once moved, the camera is the user's";
}

TEST_F(CameraTest, ManyRequestsInOneTurnMakeOneRendering) {
    const auto view = shown();
    const long before = view->renderCount();
    view->setMesh(plateWithBoss());
    for (int i = 0; i < 100; ++i) {
        view->highlightFaces({static_cast<uint32_t>(i % 5)});
        view->scheduleRender();
    }
    ASSERT_TRUE(waitUntil([&] { return view->renderCount() > before; }));
    EXPECT_EQ(view->renderCount(), before + 1);
    EXPECT_GT(view->renderMilliseconds(), 0.0);
}

TEST_F(CameraTest, AViewAtRestOrHiddenDoesNotRender) {
    const auto view = shown();
    view->setMesh(plateWithBoss());
    ASSERT_TRUE(painted(*view));
    int turns = 0;
    const long before = view->renderCount();
    waitUntil([&] { return ++turns > 20; });
    EXPECT_EQ(view->renderCount(), before);
    view->hide();
    view->setMesh(bareCube());
    turns = 0;
    waitUntil([&] { return ++turns > 20; });
    EXPECT_EQ(view->renderCount(), before);
    view->show();
    EXPECT_TRUE(painted(*view));
}

TEST_F(CameraTest, AfterAMoveTheLinkedViewsAreDrawnOnceMoreAtFullQuality) {
    const auto left = shown(), right = shown();
    left->setMesh(plateWithBoss());
    right->setMesh(plateWithBoss());
    right->shareCameraWith(*left);
    ASSERT_TRUE(painted(*right));
    QTest::mousePress(canvas(*left), Qt::LeftButton, Qt::NoModifier, {100, 120});
    QMouseEvent move(QEvent::MouseMove, QPoint(140, 130), canvas(*left)->mapToGlobal(QPoint(140, 130)), Qt::NoButton,
                     Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(canvas(*left), &move);
    ASSERT_TRUE(painted(*right));
    const Image moving = fromWidget(*right);
    QTest::mouseRelease(canvas(*left), Qt::LeftButton, Qt::NoModifier, {140, 130});
    ASSERT_TRUE(painted(*right)) << "nothing has changed but the quality";
    const Image resting = fromWidget(*right);
    EXPECT_LT(meanDifference(moving, resting), 4.0);
    EXPECT_GT(coveredShare(resting), 0.1);
}

TEST_F(CameraTest, AClickOnTheViewCubeTurnsTheView) {
    const auto view = shown();
    view->setMesh(plateWithBoss());
    ASSERT_TRUE(painted(*view));
    int picked = 0;
    QObject::connect(view.get(), &SceneView::facePicked, [&] { ++picked; });
    // The middle of the cube is at (274, 46), the ends of its axes 30 pixels off.
    const int up = static_cast<int>(30 * 0.816);
    click(*view, 274, 46 - up);
    EXPECT_LT(norm(view->viewDirection() - Vec3{0, 0, -1}), 1e-9);
    click(*view, 274, 46);
    EXPECT_LT(norm(view->viewDirection() - Vec3{0, 0, 1}), 1e-9) << "a second click looks from the other side";
    click(*view, 274 + 15, 46 + 15);
    EXPECT_LT(norm(view->viewDirection() - Vec3{0, 0, 1}), 1e-9) << "between the axes there is nothing";
    EXPECT_EQ(picked, 0);
}

}  // namespace
}  // namespace img2cadseq::test
