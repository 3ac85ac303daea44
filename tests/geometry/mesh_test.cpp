#include "geometry/mesh.h"

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

TEST(Mesh, VolumeAndAreaOfATetrahedron) {
    Mesh mesh;
    mesh.vertices = {{1, 1, 1}, {2, 1, 1}, {1, 2, 1}, {1, 1, 2}};
    mesh.triangles = {{0, 2, 1}, {0, 1, 3}, {0, 3, 2}, {1, 2, 3}};
    EXPECT_NEAR(mesh.volume(), 1.0 / 6.0, 1e-12);
    EXPECT_NEAR(mesh.area(), 1.5 + std::sqrt(3.0) / 2.0, 1e-12);
    EXPECT_DOUBLE_EQ(mesh.box().longestSide(), 1.0);
}

}  // namespace
}  // namespace img2cadseq
