#include "cloud/cloud.h"

#include <array>
#include <cmath>
#include <fstream>

#include <gtest/gtest.h>

#include "core/error.h"
#include "support/data.h"

namespace img2cadseq {
namespace {

/// Points on the unit sphere about (5, 0, 0), normals outward.
PointCloud sphere(size_t count) {
    PointCloud cloud;
    Random random(2);
    for (size_t i = 0; i < count; ++i) {
        const Vec3 n = normalized(Vec3{random.normal(), random.normal(), random.normal()});
        cloud.positions.push_back(cast<float>(n + Vec3{5, 0, 0}));
        cloud.normals.push_back(cast<float>(n));
    }
    return cloud;
}

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

/// Binary glTF of one mesh; points where there are no triangles.
std::string glb(const std::vector<Vec3f>& vertices, const std::vector<std::array<uint32_t, 3>>& triangles = {}) {
    const size_t positions = vertices.size() * sizeof vertices[0], corners = triangles.size() * sizeof(uint32_t) * 3;
    const std::string count = std::to_string(vertices.size());
    std::string tree = R"({"meshes":[{"primitives":[{"attributes":{"POSITION":0},)" +
                       std::string(triangles.empty() ? R"("mode":0)" : R"("indices":1)") +
                       R"(}]}],"accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":)" + count +
                       R"(},{"bufferView":1,"componentType":5125,"type":"SCALAR","count":)" +
                       std::to_string(3 * triangles.size()) + R"(}],"bufferViews":[{"byteLength":)" +
                       std::to_string(positions) + R"(},{"byteOffset":)" + std::to_string(positions) +
                       R"(,"byteLength":)" + std::to_string(corners) + R"(}]})";
    tree.resize((tree.size() + 3) / 4 * 4, ' ');
    std::string bytes = "glTF";
    const auto put = [&](const void* data, size_t size) { bytes.append(static_cast<const char*>(data), size); };
    const auto number = [&](size_t value) {
        const auto little = static_cast<uint32_t>(value);
        put(&little, sizeof little);
    };
    number(2);
    number(28 + tree.size() + positions + corners);
    number(tree.size());
    bytes += "JSON" + tree;
    number(positions + corners);
    bytes += std::string("BIN\0", 4);
    put(vertices.data(), positions);
    for (const auto& triangle : triangles) put(triangle.data(), sizeof triangle);
    return bytes;
}

TEST(Cloud, PlyRoundTripKeepsPointsAndNormals) {
    const test::TemporaryFolder folder;
    PointCloud cloud = sphere(500);
    cloud.confidence.assign(500, 0.5f);
    cloud.importance.assign(500, 0.25f);
    cloud.seen.assign(500, 1);
    writePly(folder / "a.ply", cloud);
    const PointCloud back = readCloud(folder / "a.ply");
    ASSERT_EQ(back.size(), 500u);
    EXPECT_EQ(back.positions, cloud.positions);
    for (size_t i = 0; i < 500; ++i) EXPECT_NEAR(norm(cast<double>(back.normals[i] - cloud.normals[i])), 0.0, 1e-6);
}

TEST(Cloud, XyzWithAndWithoutNormals) {
    const test::TemporaryFolder folder;
    std::string plain, full;
    for (const Vec3f& p : sphere(100).positions) {
        const std::string line = std::to_string(p.x) + " " + std::to_string(p.y) + " " + std::to_string(p.z);
        plain += line + "\n";
        full += line + " 0 0 2\n";
    }
    write(folder / "plain.xyz", plain);
    write(folder / "full.XYZ", full);
    EXPECT_EQ(readCloud(folder / "plain.xyz").size(), 100u);
    EXPECT_TRUE(readCloud(folder / "plain.xyz").normals.empty());
    ASSERT_EQ(readCloud(folder / "full.XYZ").normals.size(), 100u);
    EXPECT_FLOAT_EQ(readCloud(folder / "full.XYZ").normals[3].z, 1.0f);
}

/// A tetrahedron with edges along x, y and z as triangles, as each kind of file says it.
const char* const kStl =
    "solid t\nfacet normal 0 0 -1\nouter loop\nvertex 0 0 0\nvertex 0 20 0\nvertex 30 0 0\nendloop\nendfacet\n"
    "facet normal 0 -1 0\nouter loop\nvertex 0 0 0\nvertex 30 0 0\nvertex 0 0 10\nendloop\nendfacet\n"
    "facet normal -1 0 0\nouter loop\nvertex 0 0 0\nvertex 0 0 10\nvertex 0 20 0\nendloop\nendfacet\n"
    "facet normal 1 1 1\nouter loop\nvertex 30 0 0\nvertex 0 20 0\nvertex 0 0 10\nendloop\nendfacet\nendsolid t\n";
const char* const kObj = "v 0 0 0\nv 30 0 0\nv 0 20 0\nv 0 0 10\nf 1 3 2\nf 1 2 4\nf 1 4 3\nf 2 3 4\n";
const char* const kPly =
    "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n"
    "element face 4\nproperty list uchar int vertex_indices\nend_header\n"
    "0 0 0\n30 0 0\n0 20 0\n0 0 10\n3 0 2 1\n3 0 1 3\n3 0 3 2\n3 1 2 3\n";

TEST(Cloud, SurfacesAreSampledEvenly) {
    const test::TemporaryFolder folder;
    write(folder / "a.stl", kStl);
    write(folder / "a.obj", kObj);
    write(folder / "a.ply", kPly);
    write(folder / "a.glb",
          glb({{0, 0, 0}, {30, 0, 0}, {0, 20, 0}, {0, 0, 10}}, {{{0, 2, 1}}, {{0, 1, 3}}, {{0, 3, 2}}, {{1, 2, 3}}}));
    const double below = 300.0, front = 150.0, left = 100.0,
                 slope = 0.5 * std::sqrt(600.0 * 600.0 + 300.0 * 300.0 + 200.0 * 200.0);
    for (const char* name : {"a.stl", "a.obj", "a.ply", "a.glb"}) {
        const PointCloud cloud = readCloud(folder / name);
        ASSERT_GT(cloud.size(), 10000u) << name;
        double onBelow = 0.0;
        for (const Vec3f& p : cloud.positions) {
            onBelow += std::abs(p.z) < 1e-5f;
            EXPECT_LT(p.x / 30 + p.y / 20 + p.z / 10, 1.0001f);
        }
        EXPECT_NEAR(onBelow / static_cast<double>(cloud.size()), below / (below + front + left + slope), 0.02) << name;
        EXPECT_EQ(cloud.positions, readCloud(folder / name).positions) << name;
    }
}

TEST(Cloud, GlbOfPointsAloneGivesThem) {
    const test::TemporaryFolder folder;
    const PointCloud cloud = sphere(100);
    write(folder / "a.glb", glb(cloud.positions));
    EXPECT_EQ(readCloud(folder / "a.glb").positions, cloud.positions);
}

/// The paper's own clouds: 10 000 points each.
TEST(Cloud, CloudsOfThePaper) {
    const std::filesystem::path file = test::sharedData("paper/cloud-4.points.glb");
    if (!std::filesystem::exists(file))
        GTEST_SKIP() << file
                     << " is not there: the paper's clouds are not ours to ship; IMG2CADSEQ_SHARED says where they are";
    const PointCloud cloud = readCloud(file);
    ASSERT_EQ(cloud.size(), 10000u);
    EXPECT_NEAR(boundingBox(cloud).size().x, 90.0, 0.01);
    EXPECT_NEAR(boundingBox(cloud).size().y, 49.947, 0.01) << "its node turns it";
    EXPECT_NEAR(boundingBox(cloud).size().z, 45.0, 0.01);
}

TEST(Cloud, BadFilesGiveOneClearLine) {
    const test::TemporaryFolder folder;
    write(folder / "empty.ply", "");
    write(folder / "text.xyz", "this is no cloud\n");
    write(folder / "one.xyz", "1 2 3\n");
    std::string same, nan;
    for (int i = 0; i < 200; ++i) {
        same += "1 2 3\n";
        nan += "nan nan nan\n";
    }
    write(folder / "same.xyz", same);
    write(folder / "nan.xyz", nan);
    write(folder / "picture.jpg", "x");
    write(folder / "cut.ply",
          "ply\nformat binary_little_endian 1.0\nelement vertex 100000\nproperty float x\nproperty float y\n"
          "property float z\nend_header\nabc");
    write(folder / "empty.stl", "");
    write(folder / "cut.stl", std::string(80, ' ') + std::string("\x10\x27\0\0abc", 7));
    write(folder / "cut.glb", glb(sphere(100).positions).substr(0, 700));
    write(folder / "flat.obj", "v 0 0 0\nv 1 0 0\nv 2 0 0\nf 1 2 3\n");
    write(folder / "far.obj", "v 0 0 0\nv 1 0 0\nf 1 2 9\n");
    write(folder / "far.ply", std::string(kPly).replace(std::string(kPly).find("3 1 2 3"), 7, "3 1 2 9"));
    for (const char* name : {"empty.stl", "cut.stl", "cut.glb", "flat.obj", "far.obj", "far.ply", "empty.ply",
                             "text.xyz", "one.xyz", "same.xyz", "nan.xyz", "picture.jpg", "cut.ply", "missing.ply"}) {
        try {
            readCloud(folder / name);
            ADD_FAILURE() << name << " was read";
        } catch (const Error& error) {
            EXPECT_EQ(exitStatus(error.code()), 3) << name;
            EXPECT_NE(std::string(error.what()).find(name), std::string::npos) << error.what();
        }
    }
}

TEST(Cloud, OutliersGoAndTheRestStays) {
    PointCloud cloud = sphere(1000);
    cloud.positions.push_back({9, 9, 9});
    cloud.normals.push_back({1, 0, 0});
    const PointCloud clean = removeOutliers(cloud);
    EXPECT_GT(clean.size(), 950u);
    EXPECT_LT(boundingBox(clean).high.z, 1.1);
    EXPECT_EQ(clean.normals.size(), clean.size());
}

TEST(Cloud, AThinPinIsNoOutlier) {
    // A ball, and a pin of a hundredth of its width as densely sampled.
    PointCloud cloud = sphere(4000);
    Random random(3);
    for (int i = 0; i < 40; ++i) {
        const double turn = random.uniform(0.0, 6.2831853), height = random.uniform(1.0, 1.6);
        cloud.positions.push_back(cast<float>(Vec3{0.02 * std::cos(turn), 0.02 * std::sin(turn), height}));
        cloud.normals.push_back(cast<float>(Vec3{std::cos(turn), std::sin(turn), 0.0}));
    }
    EXPECT_GT(boundingBox(removeOutliers(cloud)).high.z, 1.55);
    for (int i = 0; i < 20; ++i) {
        cloud.positions.push_back(
            cast<float>(Vec3{random.uniform(-4.0, 4.0), random.uniform(-4.0, 4.0), random.uniform(2.0, 6.0)}));
        cloud.normals.push_back({1, 0, 0});
    }
    EXPECT_LT(boundingBox(removeOutliers(cloud)).high.z, 1.8);
}

TEST(Cloud, NormalsPointOutward) {
    const PointCloud truth = sphere(2000);
    const PointCloud found = withNormals(truth);
    double agreement = 0.0;
    for (size_t i = 0; i < truth.size(); ++i) agreement += dot(truth.normals[i], found.normals[i]);
    EXPECT_GT(agreement / static_cast<double>(truth.size()), 0.98);
}

TEST(Cloud, ResampleGivesExactlyAsManyAndRepeats) {
    const PointCloud cloud = sphere(300);
    EXPECT_EQ(resample(cloud, 4096, Random(1)).size(), 4096u);
    const PointCloud fewer = resample(cloud, 100, Random(1));
    EXPECT_EQ(fewer.positions, resample(cloud, 100, Random(1)).positions);
    for (size_t i = 0; i < 100; ++i)
        for (size_t j = 0; j < i; ++j) EXPECT_FALSE(fewer.positions[i] == fewer.positions[j]);
}

}  // namespace
}  // namespace img2cadseq
