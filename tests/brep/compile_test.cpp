#include "brep/compile.h"

#include <cmath>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

#include "brep/gate.h"
#include "brep/shapes.h"
#include "cad/transform.h"
#include "core/error.h"

namespace img2cadseq::brep {
namespace {

using namespace test;
using std::numbers::pi;
constexpr auto New = BooleanOp::New, Join = BooleanOp::Join, Cut = BooleanOp::Cut, Intersect = BooleanOp::Intersect;

struct Expected {
    double volume, area;
    size_t bodies, faces;
};

void expectPart(const CadSequence& sequence, const Expected& expected) {
    CompileReport report;
    const Solid solid = compile(sequence, &report);
    const MassProperties mass = solid.massProperties();
    EXPECT_NEAR(mass.volume, expected.volume, 1e-9 * expected.volume);
    EXPECT_NEAR(mass.area, expected.area, 1e-9 * expected.area);
    EXPECT_EQ(solid.bodyCount(), expected.bodies);
    EXPECT_EQ(solid.faceCount(), expected.faces);
    EXPECT_FALSE(report.healed);
    const Verdict verdict = gate(solid);
    EXPECT_TRUE(verdict.valid) << verdict.reason;
}

void expectError(const CadSequence& sequence, const std::string& words) {
    try {
        compile(sequence);
        FAIL() << "no error; expected: " << words;
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadGeometry);
        EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
    }
}

TEST(Compile, PlateWithHoles) {
    const Profile plate{rectangle(0, 0, 40, 20), {circle(10, 10, 4), circle(30, 10, 2)}};
    expectPart({"plate", {block(New, {plate}, 0, 5)}},
               {(800 - 20 * pi) * 5, 2 * (800 - 20 * pi) + 120 * 5 + 12 * pi * 5, 1, 8});
}

TEST(Compile, SlotOfArcsInEitherSenseAndATurnedPlane) {
    const Frame plane{{3, -2, 7}, normalized(Vec3{1, 2, 0}), normalized(Vec3{-2, 1, 2})};
    Frame straight = plane;
    straight.xAxis = normalized(cross(Vec3{0, 0, 1}, plane.normal));
    const double area = 4 * 10 * 3 + pi * 9, around = 40 + 6 * pi;
    expectPart({"slot", {block(New, {{slot(10, 3), {}}}, -2, 4, straight)}}, {area * 6, 2 * area + around * 6, 1, 6});
    expectPart({"slot", {block(New, {{reversed(slot(10, 3)), {}}}, -2, 4, straight)}},
               {area * 6, 2 * area + around * 6, 1, 6});
}

TEST(Compile, ProfilesThatShareAnEdgeBecomeOne) {
    const std::vector<Profile> halves{{rectangle(0, 0, 10, 10), {}}, {rectangle(10, 0, 25, 10), {}}};
    expectPart({"halves", {block(New, halves, 0, 2)}}, {500, 2 * 250 + 70 * 2, 1, 6});
    const std::vector<Profile> ringAndDisk{{circle(0, 0, 5), {circle(0, 0, 3)}}, {circle(0, 0, 3), {}}};
    expectPart({"disk", {block(New, ringAndDisk, 0, 2)}}, {50 * pi, 50 * pi + 20 * pi, 1, 3});
}

TEST(Compile, ProfilesThatTouchInACornerStayApart) {
    const std::vector<Profile> corners{{rectangle(0, 0, 10, 10), {}}, {rectangle(10, 10, 20, 20), {}}};
    expectPart({"corners", {block(New, corners, 0, 2)}}, {400, 2 * (200 + 80), 2, 12});
}

TEST(Compile, BlocksThatShareAFaceMerge) {
    expectPart({"blocks", {box(New, {0, 0, 0}, {10, 10, 10}), box(Join, {10, 0, 0}, {20, 10, 10})}},
               {2000, 2 * (200 + 200 + 100), 1, 6});
    expectPart({"step", {box(New, {0, 0, 0}, {10, 10, 10}), box(Join, {10, 2, 0}, {20, 8, 10})}},
               {1600, 600 + 440 - 2 * 60, 1, 10});
}

TEST(Compile, SeparateBodies) {
    expectPart({"two", {box(New, {0, 0, 0}, {1, 1, 1}), box(New, {3, 0, 0}, {4, 2, 1})}}, {3, 16, 2, 12});
}

TEST(Compile, CutFlushWithAFace) {
    expectPart({"flush", {box(New, {0, 0, 0}, {10, 10, 10}), box(Cut, {0, 0, 5}, {10, 10, 10})}}, {500, 400, 1, 6});
    const ExtrudeBlock hole = block(Cut, {{circle(5, 5, 2), {}}}, 0, 10);
    expectPart({"hole", {box(New, {0, 0, 0}, {10, 10, 10}), hole}}, {1000 - 40 * pi, 600 - 8 * pi + 40 * pi, 1, 7});
}

TEST(Compile, CutIntoTwo) {
    expectPart({"two", {box(New, {0, 0, 0}, {10, 4, 4}), box(Cut, {4, -1, -1}, {6, 5, 5})}}, {2 * 64, 2 * 96, 2, 12});
}

TEST(Compile, CylindersOfOneAxisMergeWhateverTheirSeams) {
    Frame under;
    under.normal = {0, 0, -1};
    under.xAxis = normalized(Vec3{1, 2, 0});
    expectPart({"rod", {block(New, {{circle(0, 0, 3), {}}}, 0, 10), block(Join, {{circle(0, 0, 3), {}}}, 0, 5, under)}},
               {135 * pi, 18 * pi + 90 * pi, 1, 3});
}

TEST(Compile, TangentCylinderOnAWall) {
    // The cylinder touches the wall's face along a line: two bodies that share nothing.
    expectPart({"tangent", {box(New, {0, -10, 0}, {2, 10, 8}), block(Join, {{circle(5, 0, 3), {}}}, 0, 8)}},
               {320 + 72 * pi, 2 * (40 + 16 + 160) + 18 * pi + 48 * pi, 2, 9});
}

TEST(Compile, ABodyThatTouchesItselfAlongAnEdge) {
    // A ring of four bars, two of whose corners meet in one line.
    const CadSequence sequence{
        "pinched",
        {box(New, {0, 0, 0}, {10, 10, 2}), box(New, {10, 10, 0}, {20, 20, 2}), box(Join, {0, 0, 2}, {20, 20, 4})}};
    CompileReport report;
    const Solid solid = compile(sequence, &report);
    EXPECT_NEAR(solid.massProperties().volume, 400 + 1600 / 2.0, 1e-9);
    EXPECT_EQ(solid.bodyCount(), 1u);
    ASSERT_EQ(report.warnings.size(), 1u);
    EXPECT_NE(report.warnings.front().find("touches itself along 1 edge"), std::string::npos);
    const Verdict verdict = gate(solid);
    EXPECT_TRUE(verdict.valid) << verdict.reason;
}

TEST(Compile, CrossedCylinders) {
    // Steinmetz: two cylinders of radius r at right angles share 16 r^3 / 3, with surface 16 r^2.
    const double r = 7;
    const CadSequence common{
        "steinmetz",
        {block(New, {{circle(0, 0, r), {}}}, -20, 20), block(Intersect, {{circle(0, 0, r), {}}}, -20, 20, facingX())}};
    const Solid solid = compile(common);
    EXPECT_NEAR(solid.massProperties().volume, 16 * r * r * r / 3, 1e-7 * r * r * r);
    EXPECT_NEAR(solid.massProperties().area, 16 * r * r, 1e-6 * r * r);
    for (const SurfaceType type : solid.faceTypes()) EXPECT_EQ(type, SurfaceType::Cylinder);
    EXPECT_TRUE(gate(solid).valid) << gate(solid).reason;
}

TEST(Compile, SizesFromMicrometresToKilometres) {
    const CadSequence plate{
        "plate", {block(New, {{slot(30, 10), {circle(5, 0, 4)}}}, 0, 5), box(Cut, {-60, -60, 2}, {0, 60, 9})}};
    const double volume = compile(plate).massProperties().volume;
    for (const double factor : {1e-4, 1e-2, 1.0, 1e3, 1e6}) {
        const Solid solid = compile(transformed(plate, {{}, factor, Vec3{1, 2, 3} * (1e5 * factor)}));
        EXPECT_NEAR(solid.massProperties().volume / std::pow(factor, 3), volume, 1e-6 * volume) << factor;
        EXPECT_NEAR(solid.box().size().x, 80 * factor, 1e-4 * factor);
        const Verdict verdict = gate(solid);
        EXPECT_TRUE(verdict.valid) << factor << ": " << verdict.reason;
    }
}

TEST(Compile, WhatChangesNothingIsSaid) {
    CompileReport report;
    const CadSequence sequence{"air", {box(New, {0, 0, 0}, {1, 1, 1}), box(Cut, {5, 5, 5}, {6, 6, 6})}};
    EXPECT_NEAR(compile(sequence, &report).massProperties().volume, 1.0, 1e-12);
    ASSERT_EQ(report.warnings.size(), 1u);
    EXPECT_EQ(report.warnings.front(), "block 2 (Cut): changes nothing");
}

TEST(Compile, ErrorsNameTheBlock) {
    const ExtrudeBlock cube = box(New, {0, 0, 0}, {10, 10, 10});
    expectError({"none", {}}, "no block");
    expectError({"cut first", {box(Cut, {0, 0, 0}, {1, 1, 1})}}, "block 1 (Cut): there is nothing yet");
    expectError({"all gone", {cube, box(Cut, {-1, -1, -1}, {11, 11, 11})}}, "block 2 (Cut): nothing is left");
    expectError({"apart", {cube, box(Intersect, {20, 0, 0}, {30, 10, 10})}}, "block 2 (Intersect): nothing is left");
    expectError({"flat", {cube, box(Join, {0, 0, 5}, {1, 1, 5})}}, "block 2 (Join): the extrusion has no height");
    expectError({"no profile", {block(New, {}, 0, 1)}}, "block 1 (New)");
    expectError({"no curves", {block(New, {{{}, {}}}, 0, 1)}}, "block 1 (New): a loop has no curves");
    Loop open = rectangle(0, 0, 10, 10);
    open.curves.pop_back();
    expectError({"open", {cube, block(Join, {{open, {}}}, 0, 1)}}, "block 2 (Join): a loop is open by 10");
    expectError({"no circle", {block(New, {{circle(0, 0, 0), {}}}, 0, 1)}}, "block 1 (New)");
    Loop mixed = rectangle(0, 0, 10, 10);
    mixed.curves.push_back(Circle{{5, 5}, 1});
    expectError({"mixed", {block(New, {{mixed, {}}}, 0, 1)}}, "a circle must be alone");
    const Loop cross{{Line{{0, 0}, {10, 10}}, Line{{10, 10}, {10, 0}}, Line{{10, 0}, {0, 10}}, Line{{0, 10}, {0, 0}}}};
    expectError({"crossed", {block(New, {{cross, {}}}, 0, 1)}}, "");
}

TEST(Compile, NumbersThatAreNone) {
    const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    for (const double bad : {nan, inf, -inf}) {
        ExtrudeBlock cube = box(New, {0, 0, 0}, {10, 10, 10});
        cube.extent.high = bad;
        expectError({"extent", {cube}}, "block 1 (New)");
        expectError({"corner", {box(New, {bad, 0, 0}, {10, 10, 10})}}, "block 1 (New)");
        expectError({"radius", {block(New, {{circle(0, 0, bad), {}}}, 0, 1)}}, "block 1 (New)");
        cube = box(New, {0, 0, 0}, {10, 10, 10});
        cube.sketch.plane.origin.z = bad;
        expectError({"origin", {cube}}, "block 1 (New)");
    }
    ExtrudeBlock skewed = box(New, {0, 0, 0}, {10, 10, 10});
    skewed.sketch.plane.normal = {0, 1, 1};
    expectError({"skewed", {skewed}}, "axes are no frame");
    expectError({"tiny", {box(New, {0, 0, 0}, {1e-7, 1e-7, 1e-7})}}, "outside what the kernel can hold");
}

}  // namespace
}  // namespace img2cadseq::brep
