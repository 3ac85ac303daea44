#include "geometry/camera.h"

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

Camera example() { return Camera::lookAt({3, -4, 2}, {0.1, 0.2, 0.3}, {0, 0, 1}, 0.6, 640, 480); }

TEST(Camera, TargetFallsOnThePrincipalPoint) {
    const Vec3 pixel = example().project({0.1, 0.2, 0.3});
    EXPECT_NEAR(pixel.x, 320, 1e-9);
    EXPECT_NEAR(pixel.y, 240, 1e-9);
}

TEST(Camera, UpIsUpAndRightHanded) {
    const Camera camera = example();
    EXPECT_LT(camera.project({0.1, 0.2, 0.5}).y, 240);
    EXPECT_NEAR(camera.rotation.determinant(), 1.0, 1e-12);
    EXPECT_NEAR(norm(camera.center() - Vec3{3, -4, 2}), 0.0, 1e-12);
}

TEST(Camera, UnprojectUndoesProjectInBothProjections) {
    for (const Projection projection : {Projection::Perspective, Projection::Orthographic}) {
        Camera camera = example();
        camera.projection = projection;
        const Vec3 world{0.4, -0.3, 0.7};
        const Vec3 pixel = camera.project(world);
        EXPECT_NEAR(norm(camera.unproject(pixel.x, pixel.y, pixel.z) - world), 0.0, 1e-9);
        const Vec3 half = camera.resized(320, 240).project(world);
        EXPECT_NEAR(half.x, pixel.x / 2, 1e-9);
        EXPECT_NEAR(half.y, pixel.y / 2, 1e-9);
    }
}

}  // namespace
}  // namespace img2cadseq
