#include "fit/assembly.h"

#include <cmath>

#include <gtest/gtest.h>

#include "cad/transform.h"
#include "csg/solid.h"
#include "fit/solids.h"
#include "synth/part.h"

namespace img2cadseq {
namespace {

using test::block;
using test::cloudOf;
using test::iou;
using test::rectangle;

/// A cup lying on its side: walls a sixth of its breadth, its mouth open.
CadSequence cup() {
    CadSequence out;
    out.blocks = {block(1, Profile{{{Circle{{0.0, 0.0}, 0.5}}}, {}}, -0.5, 0.5, BooleanOp::New),
                  block(1, Profile{{{Circle{{0.0, 0.0}, 0.333}}}, {}}, -0.5, 0.17, BooleanOp::Cut)};
    return out;
}

/// A wall with a foot at right angles to it, each with a hole of its own direction.
CadSequence bracket() {
    CadSequence out;
    out.blocks = {
        block(0, {rectangle(-0.4, -0.45, 0.4, 0.45), {{{Circle{{0.1, 0.1}, 0.12}}}}}, 0.3, 0.5, BooleanOp::New),
        block(1, {rectangle(-0.35, -0.5, 0.35, 0.4), {{{Circle{{0.0, -0.1}, 0.12}}}}}, -0.4, -0.25, BooleanOp::Join)};
    return out;
}

TEST(InsideGrid, NeitherLeaksThroughGapsNorClosesMouths) {
    for (const CadSequence& truth : {cup(), bracket()}) {
        const csg::Solid solid(truth);
        const InsideGrid grid = insideOf(cloudOf(solid));
        ASSERT_FALSE(grid.inside.empty());
        EXPECT_NEAR(grid.volume() / solid.volume(), 1.0, 0.08);
        size_t wrong = 0, all = 0;
        for (int k = 0; k < grid.count[2]; ++k)
            for (int j = 0; j < grid.count[1]; ++j)
                for (int i = 0; i < grid.count[0]; ++i) {
                    const bool inside = grid.inside[grid.index(i, j, k)] != 0;
                    const bool truly = solid.inside(
                        grid.corner + Vec3{(i + 0.5) * grid.cell.x, (j + 0.5) * grid.cell.y, (k + 0.5) * grid.cell.z});
                    wrong += inside != truly;
                    all += truly;
                }
        EXPECT_LT(static_cast<double>(wrong) / static_cast<double>(all), 0.12);
    }
}

TEST(InsideGrid, RepeatedPointsChangeNothing) {
    PointCloud few = cloudOf(csg::Solid(cup()));
    few.positions.resize(1500);
    PointCloud repeated = few;
    for (size_t i = 0; repeated.size() < 4096; ++i) repeated.positions.push_back(few.positions[i % few.size()]);
    const InsideGrid grid = insideOf(few);
    EXPECT_EQ(insideOf(repeated).inside, grid.inside);
    EXPECT_NEAR(grid.volume() / csg::Solid(cup()).volume(), 1.0, 0.15);
}

TEST(InsideGrid, ACloudWithoutAnInsideHasNone) {
    PointCloud sheet, line;
    Random random(3);
    for (int i = 0; i < 800; ++i) {
        const auto x = static_cast<float>(random.uniform() - 0.5), y = static_cast<float>(random.uniform() - 0.5);
        sheet.positions.push_back({x, y, 0.0f});
        line.positions.push_back({x, 0.0f, 0.0f});
    }
    for (const PointCloud& cloud : {sheet, line}) {
        EXPECT_TRUE(insideOf(cloud).inside.empty());
        EXPECT_TRUE(assemblyProposal(cloud, insideOf(cloud)).blocks.empty());
    }
}

TEST(Assembly, BlocksAlongSeveralAxesAreFound) {
    const csg::Solid solid(bracket());
    const PointCloud cloud = cloudOf(solid);
    const CadSequence made = assemblyProposal(cloud, insideOf(cloud));
    ASSERT_GE(made.blocks.size(), 2u);
    EXPECT_GT(iou(csg::Solid(made), solid), 0.95);
    bool along[3] = {};
    for (const ExtrudeBlock& b : made.blocks)
        for (int a = 0; a < 3; ++a) along[a] = along[a] || std::abs(b.sketch.plane.normal[a]) > 0.5;
    EXPECT_GE(along[0] + along[1] + along[2], 2);
}

TEST(Assembly, MadePartsOfSeveralBlocksComeBackBetterThanAsLayers) {
    double assembled = 0.0, layered = 0.0;
    int count = 0;
    for (uint64_t i = 0; count < 12; ++i) {
        const CadSequence part = synth::makePart(synth::kTestSeed, i).sequence;
        if (part.blocks.size() < 2) continue;
        const csg::Solid solid(normalised(part, csg::Solid(part).box()));
        const PointCloud cloud = cloudOf(solid);
        const InsideGrid grid = insideOf(cloud);
        const auto better = [&](double& best, const CadSequence& made) {
            if (!made.blocks.empty()) best = std::max(best, iou(csg::Solid(made), solid));
        };
        double ofPrisms = 0.0, ofLayers = 0.0;
        for (const double filled : {0.85, 0.5}) {
            AssemblyOptions options;
            options.filled = filled;
            better(ofPrisms, assemblyProposal(cloud, grid, options));
        }
        for (int axis = 0; axis < 3; ++axis) better(ofLayers, layeredProposal(cloud, axis));
        assembled += ofPrisms;
        layered += ofLayers;
        ++count;
    }
    EXPECT_GT(assembled / count, layered / count);
    EXPECT_GT(assembled / count, 0.75);
}

}  // namespace
}  // namespace img2cadseq
