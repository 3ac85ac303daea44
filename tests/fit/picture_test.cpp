#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "core/random.h"
#include "csg/render.h"
#include "fit/camera.h"
#include "fit/hull.h"
#include "fit/layers.h"
#include "fit/score.h"
#include "fit/solids.h"

namespace img2cadseq {
namespace {

using test::block;
using test::iou;
using test::rectangle;

/// A thick plate with one large hole, as a designer would draw it.
CadSequence plate() {
    CadSequence sequence;
    sequence.blocks = {
        block(2, {rectangle(-0.5, -0.35, 0.5, 0.35), {{{Circle{{0.15, 0.05}, 0.2}}}}}, -0.08, 0.08, BooleanOp::New)};
    return sequence;
}

Camera viewpoint(Projection projection = Projection::Perspective) {
    Camera camera = Camera::lookAt({1.6, 1.3, 1.9}, {0, 0, 0}, {0, 0, 1}, 0.55, 128, 128);
    if (projection == Projection::Orthographic) {
        camera.projection = projection;
        camera.focal = 80;
    }
    return camera;
}

double degreesBetween(const Mat3& a, const Mat3& b) {
    double trace = 0.0;
    for (int i = 0; i < 3; ++i) trace += dot(a.row[i], b.row[i]);
    return std::acos(std::clamp((trace - 1) / 2, -1.0, 1.0)) * 180 / std::numbers::pi;
}

TEST(Pose, GoesToACameraAndBack) {
    for (const Projection projection : {Projection::Perspective, Projection::Orthographic}) {
        const Camera camera = viewpoint(projection), back = cameraOf(poseOf(camera), 128, 128);
        EXPECT_EQ(back.projection, projection);
        for (const Vec3& p : {Vec3{0.3, -0.2, 0.4}, Vec3{-0.5, 0.1, 0.0}}) {
            EXPECT_NEAR(back.project(p).x, camera.project(p).x, 1e-9);
            EXPECT_NEAR(back.project(p).y, camera.project(p).y, 1e-9);
        }
    }
}

TEST(Camera, StraightEdgesCorrectATurnedCamera) {
    const Camera truth = viewpoint();
    std::vector<LineSegment> segments;
    for (int axis = 0; axis < 3; ++axis)
        for (const double u : {-0.35, 0.0, 0.35})
            for (const double v : {-0.3, 0.3}) {
                Vec3 a, b;
                a[axis] = -0.4;
                b[axis] = 0.4;
                a[(axis + 1) % 3] = b[(axis + 1) % 3] = u;
                a[(axis + 2) % 3] = b[(axis + 2) % 3] = v;
                const Vec3 p = truth.project(a), q = truth.project(b);
                segments.push_back({{p.x, p.y}, {q.x, q.y}});
            }
    Random random(2);
    for (int i = 0; i < 6; ++i)  // edges that belong to nothing
        segments.push_back(
            {{random.uniform(0, 128), random.uniform(0, 128)}, {random.uniform(0, 128), random.uniform(0, 128)}});
    Camera turned = truth;
    turned.rotation = turnedBy({0.09, -0.1, 0.07}, truth.rotation);
    ASSERT_GT(degreesBetween(turned.rotation, truth.rotation), 8.0);
    EXPECT_LT(degreesBetween(alignedToSegments(turned, segments).rotation, truth.rotation), 1.0);
    EXPECT_EQ(alignedToSegments(turned, {}).rotation, turned.rotation);
}

TEST(Camera, TheSilhouettesBoxIsLaidOnTheMasks) {
    const csg::Solid solid(plate());
    const Camera truth = viewpoint();
    const Mask mask = silhouette(solid, truth);
    Camera off = truth;
    off.focal *= 0.8;
    off.principal.x += 9.0;
    EXPECT_LT(maskIou(silhouette(solid, off), mask), 0.7);
    EXPECT_GT(maskIou(silhouette(solid, framedLike(solid, off, mask)), mask), 0.93);
}

TEST(Hull, APlateWithAHoleComesBackFromItsSilhouette) {
    const csg::Solid solid(plate());
    const Camera camera = viewpoint();
    const CadSequence proposal = hullProposal(silhouette(solid, camera), camera, 2, -0.08, 0.08, {1.0, 0.7, 0.16});
    ASSERT_EQ(proposal.blocks.size(), 1u);
    ASSERT_EQ(proposal.blocks[0].sketch.profiles.size(), 1u);
    EXPECT_EQ(proposal.blocks[0].sketch.profiles[0].holes.size(), 1u);
    EXPECT_GT(iou(csg::Solid(proposal), solid), 0.9);
}

TEST(Hull, NothingComesOfAnEmptyMask) {
    EXPECT_TRUE(hullProposal(Mask(64, 64), viewpoint().resized(64, 64), 0, -0.5, 0.5, {1, 1, 1}).blocks.empty());
}

TEST(Score, TheTrueCandidateBeatsABox) {
    const csg::Solid solid(plate());
    Observation observation;
    observation.view.emplace();
    observation.view->camera = viewpoint();
    observation.view->mask = silhouette(solid, viewpoint());
    observation.cloud.positions = csg::cloudOf(solid.sampleSurface(2048, Random(3))).positions;
    CadSequence box = plate();
    box.blocks[0].sketch.profiles[0].holes.clear();
    const Scorer scorer(observation);
    const Score good = scorer.score(plate(), solid, {viewpoint(), {1, 0.7, 0.16}});
    const Score poor = scorer.score(box, csg::Solid(box), {viewpoint(), {1, 0.7, 0.16}});
    EXPECT_GT(good.silhouette, 0.97);  // half the picture's size
    EXPECT_GT(good.total, poor.total + 0.05);
    EXPECT_GT(good.cloud, poor.cloud);
    EXPECT_LT(good.edges, 0.0);
}

TEST(Score, ASheetThatCoversLittleAgreesLittleInRelief) {
    const csg::Solid solid(plate());
    const Camera camera = viewpoint();
    const csg::Buffers seen = csg::render(solid, camera);
    View view;
    view.camera = camera;
    view.mask = silhouette(solid, camera);
    view.depth = seen.front.depth;
    view.normals = seen.front.normal;
    const PictureEvidence evidence(view);
    CadSequence sheet = plate();
    sheet.blocks[0].sketch.profiles = {{rectangle(-0.5, -0.35, -0.3, 0.35), {}}};
    const Agreement whole = evidence.agreement(solid, camera), part = evidence.agreement(csg::Solid(sheet), camera);
    EXPECT_GT(whole.normals, 0.95);
    EXPECT_LT(part.normals, 0.4);
    EXPECT_LT(part.depth, 0.4);
}

}  // namespace
}  // namespace img2cadseq
