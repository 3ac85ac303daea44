// How parts look, and picking their faces.

#include <QHBoxLayout>
#include <fstream>

#include <unistd.h>

#include "parts.h"
#include "view_fixture.h"

namespace img2cadseq::test {
namespace {

using viewer::MeshStyle;
using viewer::SceneView;
using viewer::StandardView;

class MeshViewTest : public ViewTest {};

TEST_F(MeshViewTest, Shaded) {
    const auto view = shown();
    view->setMesh(plateWithBoss());
    expectLikeBaseline(picture(*view), "mesh-shaded");
    view->setTheme(viewer::ViewTheme::Dark);
    expectLikeBaseline(picture(*view), "mesh-shaded-dark");
}

TEST_F(MeshViewTest, EdgesAlone) {
    const auto view = shown();
    view->setMesh(plateWithBoss(), {.shaded = false});
    expectLikeBaseline(picture(*view), "mesh-edges");
}

TEST_F(MeshViewTest, ATranslucentPartShowsWhatLiesBehind) {
    const auto view = shown();
    view->setMesh(plateWithBoss(), {.opacity = 0.35});
    expectLikeBaseline(picture(*view), "mesh-translucent");
}

TEST_F(MeshViewTest, WithoutABrepCreasesAreEdges) {
    const auto view = shown();
    view->setMesh(bareCube());
    expectLikeBaseline(picture(*view), "mesh-bare");
}

TEST_F(MeshViewTest, TwoPartsToCompare) {
    const auto view = shown();
    Mesh other = plateWithBoss();
    for (Vec3& p : other.vertices) p = p * 1.1;
    for (auto& edge : other.edges)
        for (Vec3& p : edge) p = p * 1.1;
    view->setMesh(plateWithBoss());
    view->setCompareMesh(other);
    view->fit();
    expectLikeBaseline(picture(*view), "mesh-compare");
    view->clearCompareMesh();
    const Image single = picture(*view);
    view->setMesh(plateWithBoss());
    EXPECT_LT(meanDifference(single, picture(*view)), 0.01);
}

TEST_F(MeshViewTest, MarkedFaces) {
    const auto view = shown();
    const Mesh mesh = plateWithBoss();
    view->setMesh(mesh);
    const Image bare = picture(*view);
    view->highlightFaces({0, 2});
    view->setUnseenFaces([&] {
        std::vector<bool> unseen(mesh.faceTypes.size());
        for (size_t i = 0; i < unseen.size(); ++i) unseen[i] = mesh.faceTypes[i] == SurfaceType::Cylinder;
        return unseen;
    }());
    expectLikeBaseline(picture(*view), "mesh-marked");
    view->highlightFaces({});
    view->setUnseenFaces({});
    EXPECT_LT(meanDifference(bare, picture(*view)), 0.01) << "marks leave nothing behind";
}

TEST_F(MeshViewTest, FaceColours) {
    const auto view = shown();
    const Mesh mesh = plateWithBoss();
    view->setMesh(mesh);
    std::vector<Rgb> colours;
    for (size_t i = 0; i < mesh.faceTypes.size(); ++i)
        colours.push_back({static_cast<uint8_t>(60 + 40 * (i % 5)), static_cast<uint8_t>(220 - 50 * (i % 4)), 120});
    view->setFaceColours(colours);
    expectLikeBaseline(picture(*view), "mesh-coloured");
}

TEST_F(MeshViewTest, Distances) {
    const auto view = shown();
    const Mesh mesh = plateWithBoss();
    view->setMesh(mesh);
    std::vector<float> distances;
    for (const Vec3& p : mesh.vertices) distances.push_back(static_cast<float>((p.x + 40.0) / 40.0));
    const Image plain = picture(*view);
    view->setHeatMap(mesh, distances, 2.0);
    expectLikeBaseline(picture(*view), "mesh-distances");
    view->setHeatMap({}, {}, 0.0);
    EXPECT_LT(meanDifference(plain, picture(*view)), 0.01);
}

TEST_F(MeshViewTest, BoxSizes) {
    const auto view = shown();
    view->setMesh(plateWithBoss());
    view->setBoxSizes(true);
    expectLikeBaseline(picture(*view), "mesh-box");
}

TEST_F(MeshViewTest, AClickPicksTheFaceUnderIt) {
    const auto view = shown();
    const Mesh mesh = plateWithBoss();
    view->setMesh(mesh);
    view->setStandardView(StandardView::Front);
    ASSERT_TRUE(painted(*view));
    std::vector<int> picked;
    QObject::connect(view.get(), &SceneView::facePicked, [&](int face) { picked.push_back(face); });
    click(*view, 160, 70);   // the boss, 24 mm up
    click(*view, 160, 160);  // the front of the plate
    click(*view, 20, 30);    // the ground
    ASSERT_EQ(picked.size(), 3u);
    ASSERT_GE(picked[0], 0);
    ASSERT_GE(picked[1], 0);
    EXPECT_EQ(mesh.faceTypes[static_cast<size_t>(picked[0])], SurfaceType::Cylinder);
    EXPECT_EQ(mesh.faceTypes[static_cast<size_t>(picked[1])], SurfaceType::Plane);
    EXPECT_EQ(picked[2], -1);
    drag(*view, 160, 70, 190, 70);
    EXPECT_EQ(picked.size(), 3u) << "a drag turns the part and picks nothing";
}

long residentKib() {
    std::ifstream statm("/proc/self/statm");
    long total = 0, resident = 0;
    statm >> total >> resident;
    return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

TEST_F(MeshViewTest, SettingAndClearingOverAndOverDoesNotGrow) {
    const auto view = shown();
    const Mesh mesh = plateWithBoss();
    const PointCloud cloud = plateCloud();
    const auto round = [&] {
        view->setMesh(mesh);
        view->setCompareMesh(mesh);
        view->setCloud(cloud, viewer::CloudColour::Importance);
        view->setSectionPlane(viewer::SectionPlane{{0, 0, 6}, {0, 0, 1}});
        view->setUnseenFaces(std::vector<bool>(mesh.faceTypes.size(), true));
        painted(*view);
        view->clear();
        painted(*view);
    };
    for (int i = 0; i < 6; ++i) round();
    const long before = residentKib();
    for (int i = 0; i < 20; ++i) round();
    EXPECT_LT(residentKib() - before, 6 * 1024);
}

TEST_F(MeshViewTest, WordsInPlaceOfAScene) {
    const auto view = shown();
    view->setMesh(plateWithBoss());
    view->setMessage("No cloud yet.");
    EXPECT_EQ(view->message(), "No cloud yet.");
    EXPECT_FALSE(canvas(*view)->isVisible());
    view->setMessage({});
    EXPECT_TRUE(canvas(*view)->isVisible());
}

TEST_F(MeshViewTest, TheFirstPictureAtANewSizeIsTheLast) {
    const auto view = shown(160, 120);
    view->setMesh(plateWithBoss());
    ASSERT_TRUE(painted(*view));
    const long before = view->renderCount();
    view->resize(480, 360);
    ASSERT_TRUE(waitUntil([&] { return view->renderCount() > before && fromWidget(*view).width == 480; }));
    const Image first = fromWidget(*view);
    view->scheduleRender();
    ASSERT_TRUE(painted(*view));
    EXPECT_LT(meanDifference(first, fromWidget(*view)), 0.1);
}

TEST_F(MeshViewTest, AViewMovesToAnotherWindowAndBack) {
    QWidget window;
    window.resize(320, 240);
    QHBoxLayout layout(&window);
    const auto view = std::make_unique<SceneView>();
    layout.addWidget(view.get());
    window.show();
    view->setMesh(plateWithBoss());
    ASSERT_TRUE(waitUntil([&] { return view->renderCount() > 0; }));
    const Image docked = picture(*view);
    for (int round = 0; round < 2; ++round) {
        view->setParent(nullptr);
        view->show();
        ASSERT_TRUE(painted(*view));
        EXPECT_LT(meanDifference(docked, picture(*view)), 2.0) << "floating";
        layout.addWidget(view.get());
        view->show();
        ASSERT_TRUE(painted(*view));
        EXPECT_LT(meanDifference(docked, picture(*view)), 2.0) << "docked again";
    }
    layout.removeWidget(view.get());
    view->setParent(nullptr);
}

TEST_F(MeshViewTest, ScreenshotsHaveTheSizeAskedFor) {
    const auto view = shown();
    view->setMesh(plateWithBoss());
    const Image large = view->screenshot(1280, 800);
    EXPECT_EQ(large.width, 1280);
    EXPECT_EQ(large.height, 800);
    EXPECT_GT(coveredShare(large), 0.1);
    viewer::SceneView hidden;
    hidden.setMesh(plateWithBoss());
    EXPECT_GT(coveredShare(hidden.screenshot(320, 240)), 0.1) << "also of a view never shown";
    EXPECT_TRUE(hidden.screenshot(0, 10).empty());
}

}  // namespace
}  // namespace img2cadseq::test
