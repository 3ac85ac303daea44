// Transforms against the points they move.

#include "cad/transform.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "cad/support.h"
#include "cad/validity.h"
#include "core/error.h"
#include "geometry/rotations.h"

namespace img2cadseq {
namespace {

using namespace test;

/// An unsymmetric part: a hooked outline with an arc and a hole, on a turned plane.
CadSequence hook() {
    const Loop outline{{Line{{0, 0}, {8, 0}}, Line{{8, 0}, {8, 3}}, Arc{{8, 3}, {6, 4}, {4, 3}}, Line{{4, 3}, {4, 7}},
                        Line{{4, 7}, {0, 7}}, Line{{0, 7}, {0, 0}}}};
    CadSequence sequence = plate({outline, {circle(2, 2, 1)}}, -1, 4);
    sequence.blocks[0].sketch.plane = {{3, -2, 1}, {0, 0.6, 0.8}, {1, 0, 0}};
    return sequence;
}

/// `image` holds exactly the points that `similarity` makes of those in `sequence`.
void expectImage(const CadSequence& image, const CadSequence& sequence, const Similarity& similarity) {
    Random random(1);
    const Box3 box = boundingBox(sequence);
    int inside = 0;
    for (int i = 0; i < 500; ++i) {
        const Vec3 p{random.uniform(box.low.x - 1, box.high.x + 1), random.uniform(box.low.y - 1, box.high.y + 1),
                     random.uniform(box.low.z - 1, box.high.z + 1)};
        inside += inBlock(sequence.blocks[0], p);
        ASSERT_EQ(inBlock(image.blocks[0], similarity.apply(p)), inBlock(sequence.blocks[0], p));
    }
    EXPECT_GT(inside, 100);
    EXPECT_TRUE(isValid(image));
    EXPECT_GT(signedArea(image.blocks[0].sketch.profiles[0].outer), 0.0);
}

TEST(Transform, MovesThePoints) {
    Random random(2);
    for (int i = 0; i < 20; ++i) {
        Similarity similarity{randomRotation(random), random.uniform(0.2, 5), {random.normal(), random.normal(), 7}};
        if (i % 2)
            for (int k = 0; k < 3; ++k) similarity.rotation.row[k] = -similarity.rotation.row[k];
        expectImage(transformed(hook(), similarity), hook(), similarity);
    }
}

TEST(Transform, AxisRotationsAndMirrors) {
    for (int i = 0; i < 24; ++i) expectImage(turned(hook(), i), hook(), {axisRotations()[i], 1.0, {}});
    for (int axis = 0; axis < 3; ++axis) {
        Similarity mirror;
        mirror.rotation.row[axis][axis] = -1.0;
        expectImage(mirrored(hook(), axis), hook(), mirror);
    }
    EXPECT_THROW(turned(hook(), 24), Error);
    EXPECT_THROW(mirrored(hook(), -1), Error);
}

TEST(Transform, IdentityAndQuarterTurnsAreExact) {
    EXPECT_EQ(transformed(hook(), {}), hook());
    EXPECT_EQ(turned(hook(), 0), hook());
    CadSequence back = hook();
    for (int i = 0; i < 2; ++i) back = mirrored(back, 1);
    EXPECT_EQ(back, hook());
}

TEST(Transform, NormalsOfACloudTurnAlong) {
    PointCloud cloud;
    cloud.positions.push_back({1, 2, 3});
    cloud.normals.push_back({1, 0, 0});
    const PointCloud moved = transformed(cloud, {{{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}}, 2.0, {5, 0, 0}});
    EXPECT_EQ(moved.positions.at(0), (Vec3f{1, 2, 6}));
    EXPECT_EQ(moved.normals.at(0), (Vec3f{0, 1, 0}));
}

TEST(Transform, InverseAndComposition) {
    Random random(9);
    const Similarity a{randomRotation(random), 2.5, {1, 2, 3}}, b{randomRotation(random), 0.3, {-4, 0, 1}};
    const Vec3 p{0.3, -7, 2};
    EXPECT_NEAR(norm(a.inverse().apply(a.apply(p)) - p), 0.0, 1e-13);
    EXPECT_NEAR(norm(a.then(b).apply(p) - b.apply(a.apply(p))), 0.0, 1e-13);
}

TEST(Transform, NormalisedFillsTheUnitBox) {
    const Box3 box = boundingBox(normalised(hook(), boundingBox(hook())));
    EXPECT_NEAR(box.longestSide(), 1.0, 1e-14);
    EXPECT_NEAR(norm(box.center()), 0.0, 1e-14);
    EXPECT_THROW(toUnitBox(Box3{}), Error);
    EXPECT_THROW(toUnitBox(Box3{{1, 1, 1}, {1, 1, 1}}), Error);
}

TEST(Transform, RefusesWhatIsNoSimilarity) {
    EXPECT_THROW(scaled(hook(), 0.0), Error);
    EXPECT_THROW(scaled(hook(), -1.0), Error);
    EXPECT_THROW(scaled(hook(), std::numeric_limits<double>::quiet_NaN()), Error);
    EXPECT_THROW(transformed(hook(), {{{{1, 0.1, 0}, {0, 1, 0}, {0, 0, 1}}}, 1.0, {}}), Error);
}

TEST(Oriented, OuterCounterClockwiseHolesClockwise) {
    CadSequence sequence = plate({reversed(slot(8, 4)), {rectangle(-1, -1, 1, 1), circle(4, 0, 1)}});
    const Profile profile = oriented(sequence).blocks[0].sketch.profiles[0];
    EXPECT_GT(signedArea(profile.outer), 0.0);
    EXPECT_LT(signedArea(profile.holes[0]), 0.0);
    EXPECT_EQ(profile.holes[1], circle(4, 0, 1));
    EXPECT_EQ(oriented(profile), profile);
}

}  // namespace
}  // namespace img2cadseq
