// Sections: what a plane cuts out of a solid, and how it looks.

#include "viewer/scene/section.h"

#include <numbers>

#include <vtkMassProperties.h>
#include <vtkNew.h>

#include "parts.h"
#include "view_fixture.h"
#include "viewer/scene/poly_data.h"

namespace img2cadseq::test {
namespace {

double areaOf(vtkPolyData* triangles) {
    vtkNew<vtkMassProperties> mass;
    mass->SetInputData(triangles);
    return mass->GetSurfaceArea();
}

TEST(Section, TheCapIsTheSolidsCrossSection) {
    const auto surface = viewer::connectedSurface(plateWithBoss());
    const double pi = std::numbers::pi;
    const double plate = areaOf(viewer::cut(surface, {{0, 0, 6}, {0, 0, 1}}).cap);
    EXPECT_NEAR(plate, 80 * 50 - pi * 64 - 2 * pi * 16, 4.0);
    const double ring = areaOf(viewer::cut(surface, {{0, 0, 20}, {0, 0, -1}}).cap);
    EXPECT_NEAR(ring, pi * (14 * 14 - 8 * 8), 4.0);
    const double upright = areaOf(viewer::cut(surface, {{0, 0, 0}, {0, 2, 0}}).cap);
    EXPECT_NEAR(upright, (80 - 16 - 16) * 12 + 12 * 18, 2.0);
    EXPECT_EQ(viewer::cut(surface, {{0, 0, 99}, {0, 0, 1}}).cap->GetNumberOfCells(), 0);
}

TEST(Section, APlaneInAFaceCutsJustInsideIt) {
    const auto surface = viewer::connectedSurface(plateWithBoss());
    const double bottom = areaOf(viewer::cut(surface, {{0, 0, 0}, {0, 0, 1}}).cap);
    EXPECT_NEAR(bottom, 80 * 50 - std::numbers::pi * (64 + 32), 4.0);
}

class SectionViewTest : public ViewTest {};

TEST_F(SectionViewTest, ShowsTheCutFace) {
    const auto view = shown();
    view->setMesh(plateWithBoss());
    const Image whole = picture(*view);
    view->setSectionPlane(viewer::SectionPlane{{0, 0, 0}, {0, -1, 0}});
    expectLikeBaseline(picture(*view), "section");
    view->setSectionPlane(std::nullopt);
    EXPECT_LT(meanDifference(whole, picture(*view)), 0.01);
}

TEST_F(SectionViewTest, CutsThePartComparedToo) {
    const auto view = shown();
    view->setCompareMesh(plateWithBoss());
    const double whole = coveredShare(picture(*view));
    view->setSectionPlane(viewer::SectionPlane{{0, 0, 0}, {-1, 0, 0}});
    const double half = coveredShare(picture(*view));
    EXPECT_LT(half, 0.75 * whole);
    EXPECT_GT(half, 0.25 * whole);
}

}  // namespace
}  // namespace img2cadseq::test
