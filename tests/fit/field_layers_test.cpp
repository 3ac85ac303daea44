#include "fit/field_layers.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "cad/validity.h"
#include "csg/fill.h"
#include "fit/camera.h"
#include "fit/hull.h"
#include "fit/layers.h"
#include "geometry/raster.h"

namespace img2cadseq {
namespace {

Loop rectangle(double x0, double y0, double x1, double y1) {
    return {{Line{{x0, y0}, {x1, y0}}, Line{{x1, y0}, {x1, y1}}, Line{{x1, y1}, {x0, y1}}, Line{{x0, y1}, {x0, y0}}}};
}

/// A plate with a thick boss that is bored through.
CadSequence flange() {
    ExtrudeBlock plate, boss;
    plate.sketch.plane = boss.sketch.plane = axisPlane(2);
    plate.sketch.profiles = {{rectangle(-0.5, -0.4, 0.5, 0.4), {{{Circle{{0.0, 0.0}, 0.18}}}}}};
    plate.extent = {-0.25, -0.1};
    boss.sketch.profiles = {{{{Circle{{0.0, 0.0}, 0.32}}}, {{{Circle{{0.0, 0.0}, 0.18}}}}}};
    boss.extent = {-0.1, 0.25};
    boss.op = BooleanOp::Join;
    return {{}, {plate, boss}};
}

const Vec3 kSides{1.0, 0.8, 0.5};

Observation predictedField(const CadSequence& part) {
    Observation observation;
    observation.boxSize = kSides;
    observation.occupancy = {24, kSides, csg::fillOf(csg::Solid(part), kSides, 24).cells};
    return observation;
}

double iou(const CadSequence& a, const CadSequence& b) {
    const auto x = csg::fillOf(csg::Solid(a), {1.1, 1.1, 1.1}, 44).cells,
               y = csg::fillOf(csg::Solid(b), {1.1, 1.1, 1.1}, 44).cells;
    double both = 0.0, any = 0.0;
    for (size_t i = 0; i < x.size(); ++i) both += std::min(x[i], y[i]), any += std::max(x[i], y[i]);
    return both / any;
}

TEST(FieldLayers, FindsTheStackAlongItsAxis) {
    const CadSequence found = fieldProposal(predictedField(flange()), 2);
    ASSERT_TRUE(isValid(found));
    EXPECT_EQ(found.blocks.size(), 2u);
    EXPECT_GT(iou(found, flange()), 0.85);
    for (const ExtrudeBlock& block : found.blocks) {
        ASSERT_EQ(block.sketch.profiles.size(), 1u);
        EXPECT_EQ(block.sketch.profiles[0].holes.size(), 1u);
    }
}

TEST(FieldLayers, OneMoreLayerMustBeWorthItsPrice) {
    EXPECT_EQ(fieldProposal(predictedField(flange()), 2, {.layerPrice = 10.0}).blocks.size(), 1u);
}

TEST(FieldLayers, NothingComesOfAnEmptyField) {
    Observation observation = predictedField(flange());
    std::fill(observation.occupancy->probability.begin(), observation.occupancy->probability.end(), 0.1f);
    for (int axis = 0; axis < 3; ++axis) EXPECT_TRUE(fieldProposal(observation, axis).blocks.empty());
}

TEST(FieldLayers, TheMaskCarvesWhatTheFieldDoesNotKnow) {
    const Camera camera = Camera::lookAt({0.6, 0.5, 3.0}, {0, 0, 0}, {0, 1, 0}, 0.45, 128, 128);
    Observation observation = predictedField(flange());
    std::fill(observation.occupancy->probability.begin(), observation.occupancy->probability.end(), 0.9f);
    observation.view.emplace();
    observation.view->camera = camera;
    CadSequence disc;
    disc.blocks = {flange().blocks[1]};
    disc.blocks[0].op = BooleanOp::New;
    disc.blocks[0].extent = {-0.25, 0.25};
    observation.view->mask = silhouette(csg::Solid(disc), camera);
    const CadSequence whole = fieldProposal(observation, 2), carved = fieldProposal(observation, 2, {.carve = true});
    EXPECT_LT(iou(whole, disc), 0.45);
    EXPECT_GT(iou(carved, disc), 0.6);
}

TEST(Hull, TheExtrudedSilhouetteLooksLikeTheMask) {
    const Camera camera = Camera::lookAt({1.6, 1.3, 1.9}, {0, 0, 0}, {0, 0, 1}, 0.5, 128, 128);
    const Mask mask = silhouette(csg::Solid(flange()), camera);
    Camera rounded = camera;  // as a network says it
    for (int r = 0; r < 3; ++r) rounded.rotation.row[r] = cast<double>(cast<float>(camera.rotation.row[r]));
    const CadSequence made = silhouetteProposal(mask, rounded);
    ASSERT_TRUE(isValid(made));
    const Camera placedCamera = framedLike(csg::Solid(made), camera, mask);
    EXPECT_GT(maskIou(silhouette(csg::Solid(made), placedCamera), mask), 0.85);
    EXPECT_TRUE(silhouetteProposal(Mask(64, 64), camera).blocks.empty());
}

}  // namespace
}  // namespace img2cadseq
