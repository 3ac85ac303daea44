#include "nn/picture_condition.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "geometry/rotations.h"

namespace img2cadseq::nn {
namespace {

constexpr int kAcross = PictureCondition::kAcross, kRay = PictureCondition::kRay;

PictureTokens someTokens(int across = kAcross) {
    PictureTokens tokens{across, 3, {}};
    for (int i = 0; i < (across * across + 1) * tokens.width; ++i) tokens.values.push_back(static_cast<float>(i));
    return tokens;
}

Camera camera(Projection projection) {
    Camera c = Camera::lookAt({2.0, 1.0, 1.5}, {0.1, 0.0, 0.0}, {0, 0, 1}, 0.6, 64, 64);
    if (projection == Projection::Orthographic) c.projection = projection, c.focal = 40.0;
    return c;
}

struct Ray {
    Vec3 nearest, direction;
    double logCell;
};

Ray rayOf(const PictureCondition& condition, int token) {
    const float* r = condition.rays.data() + static_cast<size_t>(token) * kRay;
    return {{r[0], r[1], r[2]}, {r[3], r[4], r[5]}, r[6]};
}

TEST(PictureCondition, LinesOfSightPassThroughWhatTheirCellShows) {
    for (const Projection projection : {Projection::Perspective, Projection::Orthographic}) {
        const Camera c = camera(projection);
        const PictureCondition condition = pictureCondition(someTokens(), c, {});
        EXPECT_EQ(condition.tokens, someTokens().values);
        ASSERT_EQ(condition.rays.size(), static_cast<size_t>(PictureCondition::kTokens * kRay));
        for (int row = 0; row < kAcross; ++row)
            for (int column = 0; column < kAcross; ++column) {
                const Ray ray = rayOf(condition, row * kAcross + column);
                EXPECT_NEAR(norm(ray.direction), 1.0, 1e-5);
                EXPECT_NEAR(dot(ray.nearest, ray.direction), 0.0, 1e-5) << "nearest to the origin";
                EXPECT_GT(dot(ray.direction, c.rotation.row[2]), 0.9) << "away from the camera";
                for (const double along : {-0.3, 0.2}) {
                    const Vec3 seen = c.project(ray.nearest + ray.direction * along);
                    EXPECT_NEAR(seen.x, (column + 0.5) * 8.0, 1e-3);
                    EXPECT_NEAR(seen.y, (row + 0.5) * 8.0, 1e-3);
                }
            }
        const Ray whole = rayOf(condition, kAcross * kAcross);
        EXPECT_NEAR(c.project(whole.nearest).x, 32.0, 1e-3);
        EXPECT_NEAR(c.project(whole.nearest).y, 32.0, 1e-3);
    }
}

TEST(PictureCondition, CellsAreAsWideAsTheySee) {
    const PictureCondition condition = pictureCondition(someTokens(), camera(Projection::Orthographic), {});
    for (int token = 0; token < PictureCondition::kTokens; ++token)
        EXPECT_NEAR(rayOf(condition, token).logCell, std::log(8.0 / 40.0), 1e-5);
}

TEST(PictureCondition, GoesWithThePoseMirroredOnesToo) {
    const Camera c = camera(Projection::Perspective);
    Similarity pose;
    pose.rotation = axisRotations()[7];
    pose.rotation.row[1] = -pose.rotation.row[1];
    pose.scale = 0.8;
    pose.translation = {0.1, -0.05, 0.02};
    const PictureCondition plain = pictureCondition(someTokens(), c, {}),
                           posed = pictureCondition(someTokens(), c, pose);
    for (int token = 0; token < PictureCondition::kTokens; ++token) {
        const Ray a = rayOf(plain, token), b = rayOf(posed, token);
        EXPECT_LT(norm(pose.rotation * a.direction - b.direction), 1e-5);
        const Vec3 moved = pose.apply(a.nearest);
        EXPECT_LT(norm(moved - b.direction * dot(moved, b.direction) - b.nearest), 1e-5) << "the same line";
    }
}

TEST(PictureCondition, OtherCellsAreRefused) {
    EXPECT_THROW(pictureCondition(someTokens(4), camera(Projection::Perspective), {}), Error);
}

}  // namespace
}  // namespace img2cadseq::nn
