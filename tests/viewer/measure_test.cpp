// Measuring: the geometry, and clicks in a view.

#include "viewer/measure.h"

#include "parts.h"
#include "view_fixture.h"

namespace img2cadseq::test {
namespace {

TEST(Measure, FindsTheCylindersOfAPart) {
    const Mesh mesh = plateWithBoss();
    std::vector<double> radii;
    for (uint32_t face = 0; face < mesh.faceTypes.size(); ++face) {
        const auto cylinder = viewer::cylinderOf(mesh, face);
        EXPECT_EQ(cylinder.has_value(), mesh.faceTypes[face] == SurfaceType::Cylinder);
        if (!cylinder) continue;
        radii.push_back(cylinder->radius);
        EXPECT_NEAR(std::abs(cylinder->axis.z), 1.0, 1e-9);
        EXPECT_NEAR(cylinder->center.y, 0.0, 1e-9);
    }
    std::sort(radii.begin(), radii.end());
    ASSERT_EQ(radii.size(), 4u);
    const std::array expected{4.0, 4.0, 8.0, 14.0};
    for (size_t i = 0; i < 4; ++i) EXPECT_NEAR(radii[i], expected[i], 1e-9);
    EXPECT_FALSE(viewer::cylinderOf(mesh, 999));
    EXPECT_FALSE(viewer::cylinderOf(bareCube(), 0));
}

TEST(Measure, SnapsToCornersWithinReach) {
    const Mesh mesh = plateWithBoss();
    const auto corner = viewer::nearestCorner(mesh, {39, 24, 12}, 2.0);
    ASSERT_TRUE(corner);
    EXPECT_LT(norm(*corner - Vec3{40, 25, 12}), 1e-9);
    EXPECT_FALSE(viewer::nearestCorner(mesh, {39, 24, 12}, 1.0));
}

TEST(Measure, WritesLengthsAsPeopleDo) {
    EXPECT_EQ(viewer::lengthText(12.5, {}), "12.5 mm");
    EXPECT_EQ(viewer::lengthText(80.0, {}), "80 mm");
    EXPECT_EQ(viewer::lengthText(25.4, {"in", 1.0 / 25.4}), "1 in");
    EXPECT_EQ(viewer::lengthText(1.0 / 3.0, {}), "0.3333 mm");
    EXPECT_EQ(viewer::roundLengthBelow(7.3), 5.0);
    EXPECT_EQ(viewer::roundLengthBelow(5.0), 5.0);
    EXPECT_EQ(viewer::roundLengthBelow(0.03), 0.02);
    EXPECT_EQ(viewer::roundLengthBelow(1999.0), 1000.0);
    EXPECT_EQ(viewer::roundLengthBelow(0.0), 0.0);
}

class MeasureViewTest : public ViewTest {};

TEST_F(MeasureViewTest, TwoClicksNearCornersGiveTheirDistance) {
    const auto view = shown();
    view->setMesh(plateWithBoss());
    view->setStandardView(viewer::StandardView::Top);
    view->setViewCube(false);
    view->setMeasureMode(viewer::MeasureMode::Distance);
    ASSERT_TRUE(painted(*view));
    QStringList texts;
    int picked = 0;
    QObject::connect(view.get(), &viewer::SceneView::measured, [&](const QString& text) { texts << text; });
    QObject::connect(view.get(), &viewer::SceneView::facePicked, [&] { ++picked; });
    // 2.586 pixels a millimetre; the corners (+-40, 25) lie at (224.6, 120 +- 103.4).
    click(*view, 222, 221);
    EXPECT_TRUE(texts.isEmpty());
    click(*view, 222, 19);
    EXPECT_EQ(texts, QStringList{"80 mm"});
    EXPECT_EQ(picked, 0) << "clicks measure, and do not pick";
    expectLikeBaseline(picture(*view), "measure");
    view->clearMeasurements();
    view->setLengthUnit({"in", 1.0 / 25.4});
    click(*view, 222, 221);
    click(*view, 222, 19);
    EXPECT_EQ(texts.value(1), "3.15 in");
}

TEST_F(MeasureViewTest, AClickOnACylinderGivesItsRadius) {
    const auto view = shown();
    view->setMesh(plateWithBoss());
    view->setStandardView(viewer::StandardView::Front);
    view->setMeasureMode(viewer::MeasureMode::Radius);
    ASSERT_TRUE(painted(*view));
    QStringList texts;
    QObject::connect(view.get(), &viewer::SceneView::measured, [&](const QString& text) { texts << text; });
    click(*view, 160, 160);  // the plate is flat
    EXPECT_TRUE(texts.isEmpty());
    click(*view, 160, 70);
    EXPECT_EQ(texts, QStringList{"radius 14 mm"});
}

}  // namespace
}  // namespace img2cadseq::test
