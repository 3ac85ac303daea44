// Pictures drawn on the processor, against areas that are known.

#include "geometry/shaded_picture.h"

#include <cmath>

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

constexpr PictureInks kInks{{1.0, 0.0, 0.0}, {0.0, 0.0, 0.0}, {1.0, 1.0, 1.0}, {1.0, 1.0, 1.0}};
constexpr Look kFront{{-1, 0, 0}, {0, 0, 1}};

Mesh cube(const Vec3& low, double side) {
    Mesh mesh;
    for (int i = 0; i < 8; ++i)
        mesh.vertices.push_back(low + Vec3{i & 1 ? side : 0.0, i & 2 ? side : 0.0, i & 4 ? side : 0.0});
    mesh.triangles = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4},
                      {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
    return mesh;
}

Look iso() {
    const Vec3 direction = normalized(Vec3{-1, -1, -1}), z{0, 0, 1};
    return {direction, normalized(z - direction * dot(z, direction))};
}

/// In square units of the scene.
double drawnArea(const Image& picture, double scale) {
    double pixels = 0.0;
    for (const Rgb& p : picture.data) pixels += p == Rgb{255, 255, 255} ? 0.0 : 1.0;
    return pixels / (scale * scale);
}

// A pixel that is covered in part counts as a whole one.
TEST(ShadedPicture, ShowsACubesSilhouette) {
    const Mesh mesh = cube({-3, 2, 7}, 2.0);
    const PictureFrame front = fittedFrame(kFront, mesh.vertices, 240, 200);
    EXPECT_NEAR(front.scale, 100.0 / 1.12, 1e-9);
    EXPECT_NEAR(drawnArea(shadedPicture(mesh, front, kInks), front.scale), 4.0, 0.09);
    const PictureFrame oblique = fittedFrame(iso(), mesh.vertices, 400, 400);  // a hexagon of area sqrt(3) a^2
    EXPECT_NEAR(drawnArea(shadedPicture(mesh, oblique, kInks), oblique.scale), 4.0 * std::sqrt(3.0), 0.09);
}

TEST(ShadedPicture, PutsThingsWhereTheyAre) {
    const PictureFrame frame{kFront, {0, 0}, 10.0, 100, 100};  // looks along -x: right is y, up is z
    const Image picture = shadedPicture(cube({0, 1, 2}, 1.0), frame, kInks);
    EXPECT_NE(picture.at(65, 25), (Rgb{255, 255, 255}));
    EXPECT_EQ(picture.at(35, 25), (Rgb{255, 255, 255}));
    EXPECT_EQ(picture.at(65, 75), (Rgb{255, 255, 255}));
}

TEST(ShadedPicture, NearHidesFar) {
    Mesh both = cube({0, -1, -1}, 2.0);
    const Mesh near = cube({5, -0.25, -0.25}, 0.5);
    const auto offset = static_cast<uint32_t>(both.vertices.size());
    both.vertices.insert(both.vertices.end(), near.vertices.begin(), near.vertices.end());
    for (const auto& t : near.triangles) both.triangles.push_back({t[0] + offset, t[1] + offset, t[2] + offset});
    const PictureFrame frame{iso(), {0, 0}, 20.0, 100, 100};
    const PictureFrame ahead{kFront, {0, 0}, 20.0, 100, 100};
    both.edges = {{{5.5, -0.25, 0}, {5.5, 0.25, 0}}, {{-1, -1, 0.5}, {-1, 1, 0.5}}};  // before and behind
    const Image picture = shadedPicture(both, ahead, kInks);
    EXPECT_LT(picture.at(50, 50).r, 100);  // the line in front
    EXPECT_GT(picture.at(50, 40).r, 150);  // the one behind is hidden
    EXPECT_NE(shadedPicture(both, frame, kInks).data, picture.data);
}

TEST(ShadedPicture, DotsOfACloud) {
    PointCloud cloud;
    cloud.positions = {{0, 0, 0}, {0, 1, 1}};
    const PictureFrame frame{kFront, {0, 0}, 20.0, 100, 100};
    const Image picture = shadedPicture(cloud, frame, kInks);
    EXPECT_NE(picture.at(50, 50), (Rgb{255, 255, 255}));
    EXPECT_NE(picture.at(70, 30), (Rgb{255, 255, 255}));
    EXPECT_EQ(picture.at(30, 30), (Rgb{255, 255, 255}));
    cloud.positions = {{0, 0, 0}, {9, 0, 0}};  // the nearer is brighter and on top
    EXPECT_GT(shadedPicture(cloud, frame, kInks).at(50, 50).r, 240);
}

TEST(ShadedPicture, NothingIsTheGround) {
    const PictureFrame frame = fittedFrame(iso(), {}, 20, 10);
    for (const Image& picture : {shadedPicture(Mesh{}, frame, kInks), shadedPicture(PointCloud{}, frame, kInks)}) {
        EXPECT_EQ(picture.width, 20);
        EXPECT_EQ(drawnArea(picture, 1.0), 0.0);
    }
    EXPECT_TRUE(shadedPicture(Mesh{}, fittedFrame(iso(), {}, 0, 10), kInks).empty());
}

}  // namespace
}  // namespace img2cadseq
