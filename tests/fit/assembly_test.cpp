#include "fit/assembly.h"

#include <cmath>

#include <gtest/gtest.h>

#include "cad/import.h"
#include "cad/transform.h"
#include "csg/solid.h"
#include "fit/clouds.h"
#include "support/data.h"

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
    const Profile wall{rectangle(-0.4, -0.45, 0.4, 0.45), {{{Circle{{0.1, 0.1}, 0.12}}}}};
    const Profile foot{rectangle(-0.35, -0.35, 0.0, 0.35), {{{Circle{{-0.12, 0.0}, 0.09}}}}};
    out.blocks = {block(0, wall, 0.3, 0.5, BooleanOp::New), block(1, foot, -0.4, -0.25, BooleanOp::Join)};
    out.blocks[1].sketch.profiles[0].outer = rectangle(-0.35, -0.5, 0.35, 0.4);
    out.blocks[1].sketch.profiles[0].holes = {{{Circle{{0.0, -0.1}, 0.12}}}};
    return out;
}

TEST(InsideGrid, NeitherLeaksThroughGapsNorClosesMouths) {
    for (const CadSequence& truth : {cup(), bracket()}) {
        const csg::Solid solid(truth);
        const InsideGrid grid = insideGrid(cloudOf(solid));
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

TEST(InsideGrid, ACloudWithoutAnInsideHasNone) {
    PointCloud sheet;
    Random random(3);
    for (int i = 0; i < 800; ++i)
        sheet.positions.push_back(
            {static_cast<float>(random.uniform() - 0.5), static_cast<float>(random.uniform() - 0.5), 0.0f});
    const InsideGrid grid = insideGrid(sheet);
    EXPECT_TRUE(grid.inside.empty() || grid.volume() < 0.01);
}

TEST(Assembly, BlocksAlongSeveralAxesAreFound) {
    const csg::Solid solid(bracket());
    const PointCloud cloud = cloudOf(solid);
    const CadSequence made = assemblyProposal(cloud, insideGrid(cloud));
    ASSERT_GE(made.blocks.size(), 2u);
    EXPECT_GT(iou(csg::Solid(made), solid), 0.9);
    bool along[3] = {};
    for (const ExtrudeBlock& b : made.blocks)
        for (int a = 0; a < 3; ++a) along[a] = along[a] || std::abs(b.sketch.plane.normal[a]) > 0.5;
    EXPECT_TRUE(along[0] && along[1]);
}

TEST(Assembly, FusionsPartsOfSeveralBlocksComeBackBetterThanAsLayers) {
    const auto file = test::sharedData("fusion360/val.jsonl");
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "outside data not present";
    double assembled = 0.0, layered = 0.0;
    int index = 0, count = 0;
    importFile(file.string(), [&](ImportedModel&& model) {
        if (model.error || model.sequence.blocks.size() < 3 || index++ % 4) return;
        const csg::Solid raw(model.sequence);
        const csg::Solid solid(normalised(model.sequence, raw.box()));
        const PointCloud cloud = cloudOf(solid);
        const InsideGrid grid = insideGrid(cloud);
        const auto better = [&](double& best, const CadSequence& made) {
            if (!made.blocks.empty()) best = std::max(best, iou(csg::Solid(made), solid));
        };
        double ofPrisms = 0.0, ofLayers = 0.0;
        for (const double filled : {0.85, 0.45}) {
            AssemblyOptions options;
            options.filled = filled;
            better(ofPrisms, assemblyProposal(cloud, grid, options));
        }
        for (int axis = 0; axis < 3; ++axis) better(ofLayers, layeredProposal(cloud, axis));
        assembled += ofPrisms;
        layered += ofLayers;
        ++count;
    });
    ASSERT_GE(count, 10);
    EXPECT_GT(assembled / count, layered / count + 0.05);
    EXPECT_GT(assembled / count, 0.7);
}

}  // namespace
}  // namespace img2cadseq
