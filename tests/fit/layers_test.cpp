#include "fit/layers.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "cad/import.h"
#include "cad/transform.h"
#include "csg/solid.h"
#include "fit/solids.h"
#include "support/data.h"

namespace img2cadseq {
namespace {

using test::block;
using test::cloudOf;
using test::iou;
using test::rectangle;

TEST(Layers, APlateWithAHoleAndABossIsTwoPrisms) {
    Profile plate{rectangle(-0.5, -0.35, 0.5, 0.35), {{{Circle{{0.25, 0.1}, 0.12}}}}};
    Profile boss{{{Circle{{-0.2, 0.0}, 0.18}}}, {}};
    CadSequence truth;
    truth.blocks = {block(2, plate, -0.2, -0.05, BooleanOp::New), block(2, boss, -0.05, 0.2, BooleanOp::Join)};
    const csg::Solid solid(truth);
    const CadSequence proposal = layeredProposal(cloudOf(solid), 2);
    ASSERT_EQ(proposal.blocks.size(), 2u);
    EXPECT_EQ(proposal.blocks[0].sketch.profiles.at(0).holes.size(), 1u);
    EXPECT_NEAR(proposal.blocks[0].extent.high, -0.05, 0.01);
    EXPECT_GT(iou(csg::Solid(proposal), solid), 0.93);
}

TEST(Layers, APrismSeenAlongItsAxisIsOneBlock) {
    CadSequence truth;
    truth.blocks = {block(2, {rectangle(-0.5, -0.2, 0.5, 0.2), {}}, -0.4, 0.4, BooleanOp::New)};
    const csg::Solid solid(truth);
    for (int axis = 0; axis < 3; ++axis)
        EXPECT_GT(iou(csg::Solid(prismProposal(cloudOf(solid), axis)), solid), 0.96) << axis;
}

TEST(Layers, HalfOfFusionsValidationCloudsAreExplainedWell) {
    const auto file = test::sharedData("fusion360/val.jsonl");
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "outside data not present";
    std::vector<double> best;
    int index = 0;
    importFile(file.string(), [&](ImportedModel&& model) {
        if (model.error || index++ % 16) return;
        const csg::Solid raw(model.sequence);
        const csg::Solid solid(normalised(model.sequence, raw.box()));
        const PointCloud cloud = cloudOf(solid);
        double value = 0.0;
        for (int axis = 0; axis < 3; ++axis)
            for (const CadSequence& proposal : {layeredProposal(cloud, axis), prismProposal(cloud, axis)})
                if (!proposal.blocks.empty()) value = std::max(value, iou(csg::Solid(proposal), solid));
        best.push_back(value);
    });
    ASSERT_GE(best.size(), 15u);
    std::sort(best.begin(), best.end());
    EXPECT_GT(best[best.size() / 2], 0.9);
}

}  // namespace
}  // namespace img2cadseq
