// Thumbnails: drawn without OpenGL, and fast enough for a gallery.

#include "viewer/thumbnail.h"

#include <ctime>
#include <thread>

#include "parts.h"
#include "view_fixture.h"

namespace img2cadseq::test {
namespace {

TEST(Thumbnail, LooksLikeThePart) {
    const Mesh mesh = plateWithBoss();
    expectLikeBaseline(viewer::renderThumbnail(mesh, 160, 120, false), "thumbnail", 1.0);
    expectLikeBaseline(viewer::renderThumbnail(mesh, 160, 120, true), "thumbnail-dark", 1.0);
}

TEST(Thumbnail, FillsThePictureWhateverTheSizeOfThePart) {
    Mesh mesh = plateWithBoss();
    const Image usual = viewer::renderThumbnail(mesh, 96, 96, false);
    for (Vec3& p : mesh.vertices) p = p * 1e-3 + Vec3{500, 0, 0};
    for (auto& edge : mesh.edges)
        for (Vec3& p : edge) p = p * 1e-3 + Vec3{500, 0, 0};
    EXPECT_LT(meanDifference(usual, viewer::renderThumbnail(mesh, 96, 96, false)), 1.0);
    EXPECT_GT(coveredShare(usual), 0.3);
}

TEST(Thumbnail, OfNothingIsTheGround) {
    EXPECT_EQ(coveredShare(viewer::renderThumbnail({}, 40, 30, false)), 0.0);
    EXPECT_TRUE(viewer::renderThumbnail(bareCube(), 0, 30, false).empty());
}

TEST(Thumbnail, IsTheSameOnAnyThread) {
    const Mesh mesh = plateWithBoss();
    const Image here = viewer::renderThumbnail(mesh, 128, 96, true);
    Image there;
    std::thread([&] { there = viewer::renderThumbnail(mesh, 128, 96, true); }).join();
    EXPECT_EQ(here.data, there.data);
}

TEST(Thumbnail, SixtyFourAreCheap) {
    const Mesh mesh = plateWithBoss();
    const std::clock_t begin = std::clock();  // processor time: a busy machine does not count
    for (int i = 0; i < 64; ++i) viewer::renderThumbnail(mesh, 160, 120, false);
    const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    RecordProperty("milliseconds_each", std::to_string(took * 1000.0 / 64.0));
    EXPECT_LT(took, 10.0);
}

}  // namespace
}  // namespace img2cadseq::test
