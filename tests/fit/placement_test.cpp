#include "fit/placement.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "cad/stretch.h"
#include "cad/validity.h"
#include "csg/fill.h"
#include "fit/camera.h"
#include "fit/layers.h"
#include "fit/occupancy.h"
#include "fit/picture_fit.h"
#include "fit/pose.h"
#include "shaded_edges.h"

namespace img2cadseq {
namespace {

Loop rectangle(double x0, double y0, double x1, double y1) {
    return {{Line{{x0, y0}, {x1, y0}}, Line{{x1, y0}, {x1, y1}}, Line{{x1, y1}, {x0, y1}}, Line{{x0, y1}, {x0, y0}}}};
}

/// An angle with a hole in its foot.
CadSequence bracket() {
    CadSequence sequence;
    ExtrudeBlock foot, wall;
    foot.sketch.plane = wall.sketch.plane = axisPlane(2);
    foot.sketch.profiles = {{rectangle(-0.5, -0.3, 0.5, 0.3), {{{Circle{{0.2, 0.0}, 0.15}}}}}};
    foot.extent = {-0.35, -0.2};
    wall.sketch.profiles = {{rectangle(-0.5, -0.3, -0.35, 0.3), {}}};
    wall.extent = {-0.2, 0.35};
    wall.op = BooleanOp::Join;
    sequence.blocks = {foot, wall};
    return sequence;
}

const Vec3 kSides{1.0, 0.6, 0.7};

Camera viewpoint() { return Camera::lookAt({1.6, 1.3, 1.9}, {0, 0, 0}, {0, 0, 1}, 0.5, 128, 128); }

/// What a picture of the bracket says, told exactly but for the camera.
Observation seenFrom(const Camera& told) {
    const csg::Solid solid(bracket());
    Observation observation;
    observation.view.emplace();
    observation.view->camera = told;
    observation.view->mask = silhouette(solid, viewpoint());
    observation.boxSize = kSides;
    observation.occupancy = {16, kSides, csg::fillOf(solid, kSides, 16).cells};
    return observation;
}

double iou(const CadSequence& a, const CadSequence& b) {
    const auto x = csg::fillOf(csg::Solid(a), {1.2, 1.2, 1.2}, 48).cells,
               y = csg::fillOf(csg::Solid(b), {1.2, 1.2, 1.2}, 48).cells;
    double both = 0.0, any = 0.0;
    for (size_t i = 0; i < x.size(); ++i) both += std::min(x[i], y[i]), any += std::max(x[i], y[i]);
    return both / any;
}

TEST(Occupancy, TheTruePartIsExpectedToOverlapMost) {
    const Observation observation = seenFrom(viewpoint());
    const Occupancy& field = *observation.occupancy;
    CadSequence without = bracket();
    without.blocks[0].sketch.profiles[0].holes.clear();
    const double own = expectedOverlap(csg::Solid(bracket()), field, kSides);
    EXPECT_GT(own, 0.9);
    EXPECT_GT(own, expectedOverlap(csg::Solid(without), field, kSides) + 0.03);
    EXPECT_LT(expectedOverlap(csg::Solid(*stretched(bracket(), {1.25, 1.25, 1.25})), field, kSides), own - 0.2);
    EXPECT_NEAR(probabilityAt(field, {0.4, 0.2, -0.28}), 1.0, 0.15);
    EXPECT_NEAR(probabilityAt(field, {0.3, 0.0, 0.2}), 0.0, 1e-6);
    EXPECT_EQ(probabilityAt(field, {0.6, 0.0, 0.0}), 0.0);
}

TEST(Placement, FindsCameraAndSidesTogether) {
    Camera off = viewpoint();
    off.rotation = turnedBy({0.06, -0.07, 0.05}, off.rotation);
    const Observation observation = seenFrom(off);
    const Scorer scorer(observation);
    const CadSequence wrong = *stretched(bracket(), {1.08, 1.0, 1.0 / 1.08});
    const Standpoint from{off, {1.08, 0.6, 0.7 / 1.08}};
    const Placement found = placed(wrong, from, scorer);
    EXPECT_GT(found.value, scorer.guide(wrong, csg::Solid(wrong), from) + 0.03);
    EXPECT_GT(maskIou(silhouette(csg::Solid(found.sequence), found.from.camera), observation.view->mask), 0.94);
    const Placement again = placed(wrong, from, scorer);
    EXPECT_EQ(again.sequence, found.sequence);
    EXPECT_EQ(again.from.camera.rotation, found.from.camera.rotation);
}

TEST(Edges, TheTrueCameraDrawsThemWhereTheyAre) {
    const csg::Solid solid(bracket());
    Observation observation = seenFrom(viewpoint());
    observation.view->edges = test::shadedEdges(csg::Solid(bracket()), viewpoint());
    const PictureEvidence evidence(*observation.view, 128);
    const double there = evidence.agreement(solid, viewpoint()).edges;
    EXPECT_GT(there, 0.7);
    for (const double degrees : {1.0, 3.0, 8.0}) {
        Camera turned = viewpoint();
        turned.rotation = turnedBy({0.0, degrees * 0.01745, 0.0}, turned.rotation);
        EXPECT_LT(evidence.agreement(solid, turned).edges, there - 0.02 * degrees);
    }
    observation.view->edges.clear();
    EXPECT_LT(PictureEvidence(*observation.view, 128).agreement(solid, viewpoint()).edges, 0.0);
}

TEST(Placement, EdgesBringBackACameraAndSidesThatAreFarOff) {
    Camera off = viewpoint();
    off.rotation = turnedBy({0.16, -0.14, 0.12}, off.rotation);
    Observation observation = seenFrom(off);
    observation.occupancy.reset();
    observation.view->edges = test::shadedEdges(csg::Solid(bracket()), viewpoint());
    observation.boxSize = {1.0, 0.45, 0.85};
    const Scorer scorer(observation);
    const CadSequence wrong = *stretched(bracket(), {1.0, 0.75, 1.2});
    const Placement found = placed(wrong, {off, observation.boxSize}, scorer);
    const Vec3 sides = csg::Solid(found.sequence).box().size();
    EXPECT_NEAR(sides.y / sides.x, 0.6, 0.06);
    EXPECT_NEAR(sides.z / sides.x, 0.7, 0.06);
    EXPECT_GT(maskIou(silhouette(csg::Solid(found.sequence), found.from.camera), observation.view->mask), 0.95);
}

TEST(Placement, AKnownFocalLengthSaysHowNearTheCameraIs) {
    const Camera far = cameraOf(
        [] {
            Pose pose = poseOf(viewpoint());
            pose.perspective *= 0.3;
            return pose;
        }(),
        128, 128);
    Observation observation = seenFrom(far);
    const double truth = poseOf(viewpoint()).perspective, told = poseOf(far).perspective;
    PlacementOptions still;
    still.sides = 0.0;
    observation.view->focal = viewpoint().focal;
    const Scorer knowing(observation);
    const Placement found = placed(bracket(), {far, kSides}, knowing, still);
    EXPECT_NEAR(poseOf(found.from.camera).perspective, truth, 0.05 * truth);
    EXPECT_GT(maskIou(silhouette(csg::Solid(bracket()), found.from.camera), observation.view->mask), 0.95);
    EXPECT_NEAR(poseOf(cameraOf(withFocal(poseOf(far), 1e6), 128, 128)).perspective, 0.0, 1e-3);
    EXPECT_LT(told, 0.5 * truth);
}

TEST(PictureFit, MovesParametersAndLeavesOutWhatExplainsNothing) {
    const Observation observation = seenFrom(viewpoint());
    const Scorer scorer(observation);
    CadSequence start = bracket();
    auto& foot = start.blocks[0].sketch.profiles[0];
    std::get<Circle>(foot.holes[0].curves[0]).center = {0.12, 0.05};
    foot.holes.push_back({{Circle{{-0.2, 0.1}, 0.08}}});
    start.blocks[1].sketch.profiles[0].outer = rectangle(-0.5, -0.3, -0.25, 0.3);
    const double before = iou(start, bracket());
    const Placement fitted = fittedToPicture({start, {viewpoint(), kSides}, 0.0}, scorer);
    EXPECT_LT(before, 0.85);
    EXPECT_GT(iou(fitted.sequence, bracket()), 0.9);
    EXPECT_EQ(fitted.sequence.blocks[0].sketch.profiles[0].holes.size(), 1u);
    EXPECT_TRUE(isValid(fitted.sequence));
}

}  // namespace
}  // namespace img2cadseq
