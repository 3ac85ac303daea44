// A view where there is no OpenGL: words instead of a scene, and every call still works. Run with the offscreen
// platform too (see CMakeLists.txt).

#include <QGuiApplication>
#include <QLabel>

#include "parts.h"
#include "view_fixture.h"

namespace img2cadseq::test {
namespace {

TEST(Headless, EveryCallWorksOnAViewNeverShown) {
    viewer::SceneView view, other;
    view.setTheme(viewer::ViewTheme::Dark);
    view.setMesh(plateWithBoss());
    view.setCloud(plateCloud(), viewer::CloudColour::Depth);
    view.setCompareMesh(bareCube());
    view.highlightFaces({1});
    view.setUnseenFaces({true});
    view.setSectionPlane(viewer::SectionPlane{{0, 0, 6}, {0, 0, 1}});
    view.setMeasureMode(viewer::MeasureMode::Distance);
    view.setBoxSizes(true);
    view.setViewCube(false);
    view.shareCameraWith(other);
    view.setStandardView(viewer::StandardView::Top);
    EXPECT_LT(norm(other.viewDirection() - Vec3{0, 0, -1}), 1e-9);
    view.clear();
    EXPECT_EQ(view.renderCount(), 0);
}

TEST(Headless, WithoutOpenGlTheViewSaysSo) {
    if (QGuiApplication::platformName() != "offscreen") GTEST_SKIP() << "this platform has OpenGL";
    viewer::SceneView view;
    view.resize(300, 200);
    view.show();
    view.setMesh(plateWithBoss());
    EXPECT_FALSE(view.hasOpenGl());
    EXPECT_TRUE(view.screenshot(100, 100).empty());
    const auto* words = view.findChild<QLabel*>();
    ASSERT_NE(words, nullptr);
    EXPECT_TRUE(words->isVisible());
    EXPECT_FALSE(words->text().isEmpty());
    view.setMessage("Nothing yet.");
    EXPECT_EQ(words->text(), "Nothing yet.");
}

}  // namespace
}  // namespace img2cadseq::test
