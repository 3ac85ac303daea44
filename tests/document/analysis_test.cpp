// What is worked out about a candidate, against what is known of the plate with the boss.

#include "document/analysis.h"

#include <cmath>

#include <gtest/gtest.h>

#include "csg/render.h"
#include "csg/solid.h"
#include "document/photo_camera.h"
#include "document/real_size.h"
#include "document/support.h"
#include "infer/support.h"
#include "photo/crop.h"

namespace img2cadseq::test {
namespace {

/// Middle and outward normal of a face of the mesh, area-weighted.
std::pair<Vec3, Vec3> faceOf(const Mesh& mesh, size_t face) {
    Vec3 middle, normal;
    double area = 0;
    for (size_t i = 0; i < mesh.triangles.size(); ++i) {
        if (mesh.faceIds[i] != face) continue;
        const auto& t = mesh.triangles[i];
        const Vec3 &a = mesh.vertices[t[0]], &b = mesh.vertices[t[1]], &c = mesh.vertices[t[2]];
        const Vec3 n = cross(b - a, c - a) * 0.5;
        middle += (a + b + c) / 3.0 * norm(n);
        normal += n;
        area += norm(n);
    }
    return {middle / area, normal / area};
}

Mask maskOf(const RankedCandidate& candidate, const Camera& camera) {
    const csg::Buffers buffers = csg::render(csg::Solid(candidate.candidate.sequence), camera);
    Mask mask(camera.width, camera.height);
    for (size_t i = 0; i < mask.data.size(); ++i) mask.data[i] = buffers.hits.data[i] > 0 ? 255 : 0;
    return mask;
}

TEST(Analysis, KnowsWhichBlockMadeAFace) {
    const RankedCandidate candidate = candidateFrom(plateWithBoss());
    const std::vector<int> blocks = blocksOfFaces(candidate);
    ASSERT_EQ(blocks.size(), candidate.mesh.faceTypes.size());
    std::vector<int> count(3, 0);
    for (size_t face = 0; face < blocks.size(); ++face) {
        ASSERT_GE(blocks[face], 0);
        ++count[static_cast<size_t>(blocks[face])];
        const auto [middle, normal] = faceOf(candidate.mesh, face);
        if (candidate.mesh.faceTypes[face] == SurfaceType::Plane)
            EXPECT_EQ(blocks[face], middle.z > 14.9 ? 1 : 0) << middle.z;
        else
            EXPECT_TRUE(blocks[face] == 1 || blocks[face] == 2);
    }
    EXPECT_GE(count[0], 6);
    EXPECT_GE(count[1], 2);
    EXPECT_EQ(count[2], 1) << "the hole's wall";
}

TEST(Analysis, FacesTurnedAwayAreUnseenAndLitOnesSeen) {
    const RankedCandidate candidate = candidateFrom(plateWithBoss());
    const Camera camera = cornerCamera();
    const std::vector<bool> unseen = unseenFaces(candidate, camera);
    ASSERT_EQ(unseen.size(), candidate.mesh.faceTypes.size());
    const double scale = millimetresPerUnit(candidate);
    EXPECT_NEAR(scale, 60.0, 1e-9);
    for (size_t face = 0; face < unseen.size(); ++face) {
        if (candidate.mesh.faceTypes[face] != SurfaceType::Plane) continue;
        const auto [middle, normal] = faceOf(candidate.mesh, face);
        const Vec3 towards = camera.center() - middle / scale;
        EXPECT_EQ(unseen[face], dot(towards, normal) < 0) << middle.x << ' ' << middle.y << ' ' << middle.z;
    }
}

TEST(Analysis, DistancesToACloudOfThePartAreSmallAndGrowWithAnError) {
    const RankedCandidate candidate = candidateFrom(plateWithBoss());
    PointCloud cloud = csg::cloudOf(csg::Solid(candidate.candidate.sequence).sampleSurface(8000, Random(1)));
    const std::vector<float> near = distancesToCloud(candidate.mesh, candidate, cloud);
    EXPECT_EQ(near.size(), candidate.mesh.vertices.size());
    EXPECT_LT(*std::max_element(near.begin(), near.end()), 2.5f) << "mm, of 60";
    const Analysis analysis = analysed(candidate, cloud, std::nullopt, std::nullopt);
    ASSERT_GE(analysis.heatDistances.size(), near.size());
    EXPECT_TRUE(std::equal(near.begin(), near.end(), analysis.heatDistances.begin())) << "vertices keep their numbers";
    EXPECT_EQ(analysis.heatDistances.size(), analysis.heatMesh.vertices.size());
    EXPECT_GT(analysis.heatMesh.vertices.size(), 5 * near.size());
    EXPECT_NEAR(analysis.heatMesh.volume(), candidate.mesh.volume(), 1e-6 * candidate.volume) << "the same surface";
    EXPECT_NEAR(analysis.heatMesh.area(), candidate.mesh.area(), 1e-9 * candidate.mesh.area());
    double longest = 0;
    for (const auto& t : analysis.heatMesh.triangles)
        longest = std::max(longest, norm(analysis.heatMesh.vertices[t[0]] - analysis.heatMesh.vertices[t[1]]));
    EXPECT_LE(longest, 0.04 * 60 + 1e-9) << analysis.heatMesh.triangles.size() << " triangles";
    for (Vec3f& p : cloud.positions) p.z += 10.0f / 60;
    const std::vector<float> far = distancesToCloud(candidate.mesh, candidate, cloud);
    EXPECT_GT(*std::max_element(far.begin(), far.end()), 7.0f);
}

TEST(Analysis, TheOutlineLiesOnTheBorderOfThePartInThePhoto) {
    const RankedCandidate candidate = candidateFrom(plateWithBoss());
    // A photo of 400 x 300 of which the crop is a part, as a run makes it.
    Camera photo = cornerCamera().resized(300, 300);
    photo.width = 400;
    photo.principal.x += 60;
    const Mask mask = maskOf(candidate, photo);
    const CropWindow window = maskWindow(mask, 0.75);
    Camera crop = photo;
    crop.focal *= 128 / window.side;
    crop.principal = window.toCrop(photo.principal, 128);
    crop.width = crop.height = 128;
    const Camera back = photoCamera(crop, mask);
    EXPECT_NEAR(back.focal, photo.focal, 1e-9);
    EXPECT_NEAR(back.principal.x, photo.principal.x, 1e-9);
    EXPECT_EQ(back.width, 400);

    const auto outline = silhouetteOutline(candidate, back);
    ASSERT_FALSE(outline.empty());
    size_t on = 0;
    for (const Vec2& p : outline.front()) {
        int inside = 0, outside = 0;
        for (int dy = -2; dy <= 2; ++dy)
            for (int dx = -2; dx <= 2; ++dx) {
                const int x = static_cast<int>(p.x) + dx, y = static_cast<int>(p.y) + dy;
                const bool in = x >= 0 && y >= 0 && x < 400 && y < 300 && mask.at(x, y) != 0;
                ++(in ? inside : outside);
            }
        on += inside > 0 && outside > 0;
    }
    EXPECT_EQ(on, outline.front().size());
}

TEST(RealSize, FromALengthAndFromTwoPointsOnThePhoto) {
    EXPECT_DOUBLE_EQ(sizeFromLength(30, 15, 100), 50);
    EXPECT_THROW(sizeFromLength(0, 15, 100), Error);
    const RankedCandidate candidate = candidateFrom(plateWithBoss());
    const Camera camera = cornerCamera().resized(1000, 1000);
    // Two corners of the plate's upper side, 60 mm apart; the plate's box is centred, so z = 10 is -5 there.
    const Vec3 a = camera.project(Vec3{-30, -20, -5} / 60.0), b = camera.project(Vec3{30, -20, -5} / 60.0);
    EXPECT_NEAR(sizeFromPhoto(candidate, camera, {a.x, a.y}, {b.x, b.y}, 120), 120, 2.5);
    EXPECT_THROW(sizeFromPhoto(candidate, camera, {a.x, a.y}, {a.x, a.y}, 10), Error);
    EXPECT_THROW(sizeFromPhoto(candidate, camera, {1, 1}, {b.x, b.y}, 10), Error);
}

TEST(RealSize, ScalesWhatStands) {
    const RankedCandidate candidate = candidateFrom(plateWithBoss());
    const CandidatePtr twice = atSize(candidate, 120);
    EXPECT_NEAR(twice->volume, 8 * candidate.volume, 1e-6 * candidate.volume);
    EXPECT_NEAR(twice->mesh.box().longestSide(), 120, 1e-9);
    EXPECT_NEAR(twice->sequence.blocks[0].extent.high, 20, 1e-9);
    EXPECT_NEAR(candidate.mesh.box().longestSide(), 60, 1e-9);
}

}  // namespace
}  // namespace img2cadseq::test
