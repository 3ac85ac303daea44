#include "nn/layer_cloud.h"

#include <limits>

#include <gtest/gtest.h>

namespace img2cadseq::nn {
namespace {

constexpr float kNowhere = std::numeric_limits<float>::infinity();

/// Looks along z without perspective: pixel (x, y) of 16 is ((x - 8) / 8, (y - 8) / 8).
Camera straightOn() {
    Camera camera;
    camera.width = camera.height = 16;
    camera.projection = Projection::Orthographic;
    camera.focal = 8.0;
    camera.principal = {8.0, 8.0};
    camera.translation = {0.0, 0.0, 10.0};
    return camera;
}

TEST(LayerCloud, EdgesLieOnTheFirstSurface) {
    const Camera camera = straightOn();
    FloatMap front(16, 16, kNowhere), back = front, probability(8, 8);
    for (int y = 4; y < 12; ++y)
        for (int x = 4; x < 12; ++x) front.at(x, y) = 9.75f, back.at(x, y) = 10.25f;
    probability.at(3, 3) = 0.9f;   // on the part
    probability.at(4, 3) = 0.29f;  // too faint
    probability.at(1, 4) = 0.6f;   // beside it: pixels 2 and 3
    probability.at(0, 0) = 1.0f;   // far from it
    const PointCloud edges = edgeCloud({camera, front, back, {}, {}}, probability);
    ASSERT_EQ(edges.size(), 2u);
    EXPECT_EQ(edges.confidence, (std::vector<float>{0.9f, 0.6f}));
    EXPECT_NEAR(norm(edges.positions[0] - Vec3f{-0.125f, -0.125f, -0.25f}), 0.0, 1e-6);
    EXPECT_NEAR(norm(edges.positions[1] - Vec3f{-0.625f, 0.125f, -0.25f}), 0.0, 1e-6);
}

TEST(LayerCloud, ShowsBothSurfaces) {
    const Camera camera = straightOn();
    FloatMap front(16, 16, kNowhere), back = front;
    for (int y = 4; y < 12; ++y)
        for (int x = 4; x < 12; ++x) front.at(x, y) = 9.75f, back.at(x, y) = 10.25f;
    const std::vector<float> full(27, 1.0f);
    const PointCloud cloud = layerCloud({camera, front, back, {}, {}}, {3, {1.0, 1.0, 0.5}, full});
    size_t seen = 0;
    for (size_t i = 0; i < cloud.size(); ++i) {
        seen += cloud.seen[i];
        EXPECT_LE(std::abs(cloud.positions[i].z), 0.25f + 1e-6f);
        if (cloud.seen[i]) {
            EXPECT_NEAR(cloud.positions[i].z, -0.25f, 1e-6f);
        }
    }
    EXPECT_EQ(seen, 64u);
    EXPECT_GE(cloud.size(), 128u);
}

}  // namespace
}  // namespace img2cadseq::nn
