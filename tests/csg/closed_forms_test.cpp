#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "core/error.h"
#include "csg/shapes.h"
#include "csg/solid.h"

namespace img2cadseq {
namespace {

using namespace test;
using csg::Hit;
using csg::Solid;

std::vector<Hit> cast(const Solid& solid, const Vec3& o, const Vec3& d, double tMin = 0.0) {
    std::vector<Hit> hits;
    solid.cast(o, d, hits, tMin);
    return hits;
}

TEST(CsgBox, HitsNormalsAndFaces) {
    const Solid solid(sequence({block(rectangle(0, 0, 2, 1), 0, 3)}));
    const auto hits = cast(solid, {-5, 0.5, 1}, {1, 0, 0});
    ASSERT_EQ(hits.size(), 2u);
    EXPECT_NEAR(hits[0].t, 5.0, 1e-8);
    EXPECT_NEAR(hits[1].t, 7.0, 1e-8);
    EXPECT_TRUE(hits[0].entering);
    EXPECT_FALSE(hits[1].entering);
    EXPECT_NEAR(hits[0].normal.x, -1.0, 1e-12);
    EXPECT_NEAR(hits[1].normal.x, 1.0, 1e-12);
    EXPECT_EQ(hits[0].face, 2 + 3);
    EXPECT_EQ(hits[1].face, 2 + 1);
    const auto down = cast(solid, {0.5, 0.5, 9}, {0, 0, -2});
    ASSERT_EQ(down.size(), 2u);
    EXPECT_NEAR(down[0].t, 3.0, 1e-8);
    EXPECT_EQ(down[0].face, 1);
    EXPECT_EQ(down[1].face, 0);
    EXPECT_NEAR(down[0].normal.z, 1.0, 1e-12);
    EXPECT_EQ(cast(solid, {1, 0.5, 1}, {1, 0, 0}).size(), 1u);
    EXPECT_NEAR(solid.volume(), 6.0, 6e-6);
}

TEST(CsgVolume, ClosedForms) {
    const struct {
        const char* name;
        CadSequence sequence;
        double volume;
    } cases[] = {
        {"cylinder", sequence({block(circle(1, 2, 3), -1, 1)}), 18 * kPi},
        {"ring", sequence({block({{circle(0, 0, 3), {circle(0, 0, 2)}}}, 0, 1)}), 5 * kPi},
        {"plate with holes",
         sequence(
             {block({{rectangle(0, 0, 10, 6), {circle(2, 2, 1), circle(8, 4, 0.5), rectangle(4, 1, 6, 2)}}}, 0, 2)}),
         2 * (60 - 1.25 * kPi - 2)},
        {"plate drilled",
         sequence({block(rectangle(0, 0, 10, 6), 0, 2), block(circle(3, 3, 1), -1, 3, BooleanOp::Cut)}),
         2 * (60 - kPi)},
        {"three-quarter disc",
         sequence({block(Loop{{Line{{0, 0}, {2, 0}}, Arc::fromCenter({0, 0}, 2, 0, 1.5 * kPi), Line{{0, -2}, {0, 0}}}},
                         0, 1)}),
         3 * kPi},
        {"clockwise outer", sequence({block(reversed(rectangle(0, 0, 2, 2)), 0, 1)}), 4.0},
        {"flush pocket",
         sequence({block(rectangle(0, 0, 4, 4), 0, 2), block(rectangle(1, 1, 3, 3), 1, 2, BooleanOp::Cut)}), 28.0},
        {"coplanar join",
         sequence({block(rectangle(0, 0, 4, 4), 0, 2), block(rectangle(4, 1, 6, 3), 0, 2, BooleanOp::Join)}), 40.0},
        {"overlapping join",
         sequence({block(rectangle(0, 0, 4, 4), 0, 2), block(rectangle(2, 2, 6, 6), 0, 2, BooleanOp::Join)}), 56.0},
        {"intersection",
         sequence({block(rectangle(0, 0, 4, 4), 0, 2), block(circle(0, 0, 2), 1, 5, BooleanOp::Intersect)}), kPi},
        {"crossed cylinders (Steinmetz)",
         sequence({block(circle(0, 0, 1), -2, 2),
                   block(circle(0, 0, 1), -2, 2, BooleanOp::Intersect, {{}, {0, 1, 0}, {1, 0, 0}})}),
         16.0 / 3.0},
        {"oblique box", sequence({block(rectangle(0, 0, 2, 3), -1, 4, BooleanOp::New, obliqueFrame())}), 30.0},
        {"oblique drilled",
         sequence({block(rectangle(0, 0, 6, 6), -1, 4, BooleanOp::New, obliqueFrame()),
                   block(circle(3, 3, 2), -5, 9, BooleanOp::Cut, obliqueFrame())}),
         5 * (36 - 4 * kPi)},
        {"touching profiles", sequence({block({{rectangle(0, 0, 1, 2), {}}, {rectangle(1, 0, 3, 1), {}}}, 0, 1)}), 4.0},
    };
    for (const auto& c : cases) EXPECT_NEAR(Solid(c.sequence).volume() / c.volume, 1.0, 2e-5) << c.name;
}

TEST(CsgBooleans, CoincidentFacesDoNotLeak) {
    const Solid pocket(
        sequence({block(rectangle(0, 0, 4, 4), 0, 2), block(rectangle(1, 1, 3, 3), 1, 2, BooleanOp::Cut)}));
    const auto hits = cast(pocket, {2, 2, 10}, {0.001, 0.002, -1});
    ASSERT_EQ(hits.size(), 2u);
    EXPECT_NEAR(hits[0].t, 9.0, 1e-6);
    EXPECT_EQ(hits[0].block, 1);
    EXPECT_NEAR(hits[0].normal.z, 1.0, 1e-12);
    const Solid joined(
        sequence({block(rectangle(0, 0, 4, 4), 0, 2), block(rectangle(4, 1, 6, 3), 0, 2, BooleanOp::Join)}));
    EXPECT_EQ(cast(joined, {-1, 2, 1}, {1, 0.01, 0.01}).size(), 2u);
    EXPECT_EQ(cast(joined, {-1, 2, 0}, {1, 0, 0}).size() % 2, 0u);
}

TEST(CsgBooleans, RaysThroughVerticesAndPlanesAlternate) {
    const Solid solid(sequence({block({{rectangle(0, 0, 4, 4), {circle(2, 2, 1)}}}, 0, 1),
                                block(rectangle(0, 0, 4, 1), 1, 2, BooleanOp::Join),
                                block(rectangle(0, 3, 4, 4), 1, 2, BooleanOp::Join)}));
    for (int x = -2; x <= 6; ++x)
        for (int y = -2; y <= 6; ++y)
            for (int z = -2; z <= 4; ++z)
                for (const Vec3& d :
                     {Vec3{1, 0, 0}, Vec3{0, 1, 0}, Vec3{0, 0, 1}, Vec3{1, 1, 0}, Vec3{1, 1, 1}, Vec3{0, 1, -1}}) {
                    const auto hits = cast(solid, {double(x), double(y), double(z)}, d, -1e9);
                    ASSERT_EQ(hits.size() % 2, 0u);
                    for (size_t i = 0; i < hits.size(); ++i) ASSERT_EQ(hits[i].entering, i % 2 == 0);
                }
}

TEST(CsgSamples, LieOnTheSurfaceOnly) {
    const Solid solid(sequence({block(rectangle(0, 0, 4, 4), 0, 2), block(rectangle(1, 1, 3, 3), 1, 2, BooleanOp::Cut),
                                block(rectangle(4, 1, 6, 3), 0, 2, BooleanOp::Join)}));
    const auto samples = solid.sampleSurface(4096, Random(7));
    ASSERT_EQ(samples.size(), 4096u);
    for (const auto& s : samples) {
        EXPECT_TRUE(solid.inside(s.position - s.normal * 1e-5));
        EXPECT_FALSE(solid.inside(s.position + s.normal * 1e-5));
    }
}

TEST(CsgBox, BoxOfWhatIsLeft) {
    const Box3 box =
        Solid(sequence({block(rectangle(0, 0, 4, 4), 0, 2), block(rectangle(-1, -1, 1, 5), -1, 3, BooleanOp::Cut)}))
            .box();
    EXPECT_NEAR(box.low.x, 1.0, 1e-6);
    EXPECT_NEAR(box.high.x, 4.0, 1e-6);
    EXPECT_NEAR(box.high.z, 2.0, 1e-6);
}

TEST(CsgErrors, EmptyAndOpen) {
    EXPECT_THROW(Solid(CadSequence{}), Error);
    Loop open = rectangle(0, 0, 1, 1);
    open.curves.pop_back();
    EXPECT_THROW(Solid(sequence({block(open, 0, 1)})), Error);
    EXPECT_THROW(Solid(sequence({block(rectangle(0, 0, 1, 1), 1, 1)})), Error);
}

TEST(CsgErrors, NumbersThatAreNotFinite) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(Solid(sequence({block(rectangle(0, 0, nan, 1), 0, 1)})), Error);
    EXPECT_THROW(Solid(sequence({block(rectangle(0, 0, 1, 1), 0, nan)})), Error);
    EXPECT_THROW(Solid(sequence({block(circle(0, 0, 1), 0, 1, BooleanOp::New, {{nan, 0, 0}, {1, 0, 0}, {0, 0, 1}})})),
                 Error);
}

TEST(CsgErrors, NothingIsLeft) {
    const Solid gone(
        sequence({block(rectangle(0, 0, 1, 1), 0, 1), block(rectangle(-1, -1, 2, 2), -1, 2, BooleanOp::Cut)}));
    EXPECT_EQ(gone.volume(), 0.0);
    EXPECT_TRUE(gone.sampleSurface(10, Random(1)).empty());
    EXPECT_TRUE(gone.box().empty());
    const Solid cutOnly(sequence({block(circle(0, 0, 1), 0, 1, BooleanOp::Cut)}));
    EXPECT_EQ(cutOnly.volume(), 0.0);
    EXPECT_TRUE(cutOnly.sampleSurface(10, Random(1)).empty());
    EXPECT_FALSE(cutOnly.inside({0, 0, 0.5}));
}

TEST(CsgVolume, CoincidenceInManyBlocks) {
    // A wall of bricks, one column of them cut away flush.
    std::vector<ExtrudeBlock> bricks;
    for (int i = 0; i < 100; ++i) bricks.push_back(block(rectangle(i % 10, i / 10, i % 10 + 1, i / 10 + 1), 0, 1));
    bricks.push_back(block(rectangle(3, 0, 4, 10), 0, 1, BooleanOp::Cut));
    const Solid wall(sequence(bricks));
    EXPECT_NEAR(wall.volume(), 90.0, 1e-6);
    EXPECT_EQ(cast(wall, {-1, 0.5, 0.5}, {1, 0, 0}).size(), 4u);
    int inner = 0;
    for (const auto& s : wall.sampleSurface(2000, Random(1))) {
        const Vec3& p = s.position;
        const double toFace = std::min({std::abs(p.x), std::abs(p.x - 3), std::abs(p.x - 4), std::abs(p.x - 10),
                                        std::abs(p.y), std::abs(p.y - 10), std::abs(p.z), std::abs(p.z - 1)});
        inner += toFace > 1e-6;
    }
    EXPECT_EQ(inner, 0);
}

}  // namespace
}  // namespace img2cadseq
