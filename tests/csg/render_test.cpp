#include "csg/render.h"

#include <gtest/gtest.h>

#include "csg/axis_columns.h"
#include "csg/shapes.h"

namespace img2cadseq {
namespace {

using namespace test;
using csg::Solid;

CadSequence part() {
    const Frame side{{0, 0, 1}, {0, 1, 0}, {1, 0, 0}};
    return sequence({block({{rectangle(0, 0, 6, 4), {circle(1, 1, 0.5), circle(5, 3, 0.5)}}}, 0, 1),
                     block(rectangle(0, 0, 4, 3), 0, 1, BooleanOp::Join, side),
                     block(circle(2, 1.5, 1), -1, 2, BooleanOp::Cut, side)});
}

std::vector<Camera> cameras() {
    Camera perspective = Camera::lookAt({12, -9, 10}, {3, 2, 1}, {0, 0, 1}, 0.6, 96, 80);
    Camera orthographic = perspective;
    orthographic.projection = Projection::Orthographic;
    orthographic.focal = 9.5;
    Camera square = Camera::lookAt({3, 2, 30}, {3, 2, 1}, {0, 1, 0}, 0.6, 64, 64);  // rays in the walls' planes
    square.projection = Projection::Orthographic;
    square.focal = 8.0;
    return {perspective, orthographic, square};
}

TEST(CsgRender, AgreesWithCast) {
    const Solid solid(part());
    std::vector<csg::Hit> hits;
    for (const Camera& camera : cameras()) {
        const csg::Buffers buffers = csg::render(solid, camera);
        int covered = 0;
        for (int y = 0; y < camera.height; ++y)
            for (int x = 0; x < camera.width; ++x) {
                const Camera::Ray ray = camera.ray(x + 0.5, y + 0.5);
                solid.cast(ray.origin, ray.direction, hits, camera.projection == Projection::Perspective ? 0.0 : -1e9);
                ASSERT_EQ(buffers.hits.at(x, y), hits.size()) << x << " " << y;
                if (hits.empty()) {
                    EXPECT_EQ(buffers.front.block.at(x, y), -1);
                    continue;
                }
                ++covered;
                EXPECT_NEAR(buffers.front.depth.at(x, y), hits.front().t, 1e-5);
                EXPECT_NEAR(buffers.back.depth.at(x, y), hits.back().t, 1e-5);
                EXPECT_EQ(buffers.front.block.at(x, y), hits.front().block);
                EXPECT_EQ(buffers.front.face.at(x, y), hits.front().face);
                EXPECT_EQ(buffers.front.surface.at(x, y), static_cast<uint8_t>(hits.front().surface));
                EXPECT_NEAR(norm(cast<double>(buffers.front.normal.at(x, y)) - hits.front().normal), 0.0, 1e-5);
                EXPECT_LT(dot(cast<double>(buffers.front.normal.at(x, y)), ray.direction), 1e-6);
                EXPECT_GT(dot(cast<double>(buffers.back.normal.at(x, y)), ray.direction), -1e-6);
            }
        EXPECT_GT(covered, 300);
    }
}

TEST(CsgRender, LessDetailIsTheSameAndLeavesTheRestEmpty) {
    const Solid solid(part());
    for (const Camera& camera : cameras()) {
        const csg::Buffers full = csg::render(solid, camera);
        const csg::Buffers front = csg::render(solid, camera, csg::Detail::Front);
        const csg::Buffers depths = csg::render(solid, camera, csg::Detail::Depths);
        for (const csg::Buffers* some : {&front, &depths}) {
            EXPECT_EQ(some->hits.data, full.hits.data);
            EXPECT_EQ(some->front.depth.data, full.front.depth.data);
            EXPECT_EQ(some->back.depth.data, full.back.depth.data);
            EXPECT_TRUE(some->back.normal.empty() && some->back.block.empty());
        }
        EXPECT_EQ(front.front.normal.data, full.front.normal.data);
        EXPECT_EQ(front.front.face.data, full.front.face.data);
        EXPECT_TRUE(depths.front.normal.empty() && depths.front.face.empty());
    }
}

/// Columns are cast by rows where they can be; single rays say the same. With a block square to an axis, one on its
/// side and one askew.
TEST(CsgColumns, AgreeWithCast) {
    CadSequence all = part();
    all.blocks.push_back(block(rectangle(-1, -1, 1, 1), -2, 2, BooleanOp::Cut, obliqueFrame()));
    for (const CadSequence& one : {part(), all}) {
        const Solid solid(one);
        const csg::AxisColumns columns(solid, 41);
        std::vector<csg::Hit> hits;
        int met = 0;
        for (int axis = 0; axis < 3; ++axis) {
            const auto& grid = columns.grids[static_cast<size_t>(axis)];
            for (int j = 0; j < grid.material.height; ++j)
                for (int i = 0; i < grid.material.width; ++i) {
                    Vec3 origin{}, direction{};
                    origin[(axis + 1) % 3] = grid.low[0] + columns.cell * (i + 0.5);
                    origin[(axis + 2) % 3] = grid.low[1] + columns.cell * (j + 0.5);
                    direction[axis] = 1.0;
                    solid.cast(origin, direction, hits, -1e9);
                    ASSERT_EQ(grid.material.at(i, j) != 0, !hits.empty())
                        << axis << " " << i << " " << j << " at " << origin.x << " " << origin.y << " " << origin.z;
                    if (hits.empty()) continue;
                    ++met;
                    EXPECT_NEAR(grid.first.at(i, j), hits.front().t, 1e-5);
                    EXPECT_NEAR(grid.last.at(i, j), hits.back().t, 1e-5);
                }
        }
        EXPECT_GT(met, 1000);
    }
}

TEST(CsgRender, SilhouetteOfADisc) {
    Camera camera = Camera::lookAt({0, 0, 10}, {0, 0, 0}, {0, 1, 0}, 0.6, 512, 512);
    camera.projection = Projection::Orthographic;
    camera.focal = 100.0;
    const csg::Buffers buffers = csg::render(Solid(sequence({block(circle(0, 0, 2), 0, 1)})), camera);
    int covered = 0;
    for (const uint8_t n : buffers.hits.data) covered += n > 0;
    EXPECT_NEAR(covered, kPi * 200 * 200, 200);
    EXPECT_NEAR(buffers.front.depth.at(256, 256), 9.0, 1e-6);
    EXPECT_NEAR(buffers.back.depth.at(256, 256), 10.0, 1e-6);
}

}  // namespace
}  // namespace img2cadseq
