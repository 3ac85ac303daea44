#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "brep/compile.h"
#include "brep/kernel_mass.h"
#include "brep/shapes.h"
#include "brep/step.h"
#include "cad/import.h"
#include "core/error.h"
#include "support/data.h"

namespace img2cadseq::brep {
namespace {

using namespace test;
using std::numbers::pi;

void expectSame(const MassProperties& ours, const MassProperties& theirs, double size) {
    EXPECT_NEAR(ours.volume, theirs.volume, 1e-7 * theirs.volume);
    EXPECT_NEAR(ours.area, theirs.area, 1e-7 * theirs.area);
    EXPECT_NEAR(norm(ours.centroid - theirs.centroid), 0.0, 1e-7 * size);
}

/// A plate with a bore in it that another bore crosses: cylinders that meet.
Solid crossed() {
    return compile({"crossed",
                    {block(BooleanOp::New, {{slot(20, 8), {circle(12, 0, 3)}}}, 0, 6),
                     block(BooleanOp::Cut, {{circle(3, 0, 2), {}}}, -40, 40, facingX())}});
}

TEST(Mass, CentreAndBox) {
    const Vec3 far{1e4, -2e4, 3e4};
    Frame plane;
    plane.origin = far;
    const Solid solid = compile(
        {"half",
         {block(BooleanOp::New, {{{{Arc{{5, 0}, {0, 5}, {-5, 0}}, Line{{-5, 0}, {5, 0}}}}, {}}}, 0, 4, plane)}});
    const MassProperties mass = solid.massProperties();
    EXPECT_NEAR(mass.volume, 50 * pi, 1e-9);
    EXPECT_NEAR(mass.centroid.x, far.x, 1e-8);
    EXPECT_NEAR(mass.centroid.y, far.y + 20 / (3 * pi), 1e-8);
    EXPECT_NEAR(mass.centroid.z, far.z + 2, 1e-8);
    EXPECT_NEAR(solid.box().low.x, far.x - 5, 1e-5);
    EXPECT_NEAR(solid.box().high.y, far.y + 5, 1e-5);
    EXPECT_NEAR(solid.box().size().z, 4, 1e-5);
}

TEST(Mass, AgreesWithTheKernelsAdaptiveIntegration) {
    const Solid solid = crossed();
    expectSame(solid.massProperties(), massByKernel(solid), 56);
    // The same on real parts, and on what comes back from a file.
    if (!std::filesystem::exists(sharedData("fusion360"))) GTEST_SKIP() << "data/fusion360 is not here";
    size_t index = 0;
    importFile(sharedData("fusion360/val.jsonl").string(), [&](ImportedModel&& model) {
        if (index++ % 16 != 0) return;
        SCOPED_TRACE(model.id);
        const Solid part = compile(model.sequence);
        expectSame(part.massProperties(), massByKernel(part), part.box().longestSide());
        const Solid back = readStepText(stepText(part), "part");
        expectSame(back.massProperties(), massByKernel(back), part.box().longestSide());
    });
}

TEST(Solid, Scales) {
    const Solid solid = crossed(), inches = solid.scaled(25.4);
    EXPECT_NEAR(inches.massProperties().volume, solid.massProperties().volume * std::pow(25.4, 3), 1e-4);
    EXPECT_EQ(inches.faceCount(), solid.faceCount());
    EXPECT_THROW(solid.scaled(0.0), Error);
    EXPECT_THROW(solid.scaled(-1.0), Error);
    EXPECT_THROW(solid.scaled(std::nan("")), Error);
}

}  // namespace
}  // namespace img2cadseq::brep
