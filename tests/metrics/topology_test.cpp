#include "metrics/topology.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "shapes.h"

namespace img2cadseq::metrics {
namespace {

/// Every triangle with corners of its own, as STL has it.
Mesh soup(const Mesh& mesh) {
    Mesh result;
    for (const auto& t : mesh.triangles) {
        const auto base = static_cast<uint32_t>(result.vertices.size());
        for (const uint32_t corner : t) result.vertices.push_back(mesh.vertices[corner]);
        result.triangles.push_back({base, base + 1, base + 2});
    }
    return result;
}

TEST(Genus, OfClosedShapes) {
    EXPECT_EQ(genus(test::box({0, 0, 0}, {1, 2, 3})), 0);
    EXPECT_EQ(genus(test::frame()), 1);
    EXPECT_EQ(genus(test::cylinder(1, 2, 17)), 0);
    EXPECT_EQ(genus(soup(test::frame())), 1);
    Mesh two = test::frame();
    Mesh other = test::frame();
    for (Vec3& v : other.vertices) v += Vec3{10, 0, 0};
    test::append(two, other);
    EXPECT_EQ(genus(two), 2);
    test::append(two, test::box({20, 0, 0}, {21, 1, 1}));
    EXPECT_EQ(genus(two), 2);
}

TEST(Genus, NoneWhereOpen) {
    Mesh open = test::box({0, 0, 0}, {1, 1, 1});
    open.triangles.pop_back();
    EXPECT_FALSE(genus(open));
    EXPECT_FALSE(genus(Mesh{}));
}

TEST(HangingFaces, FromIncidence) {
    // Two faces share edge 0; face 0 also has edge 1 alone, face 1 a seam (edge 2, used twice) and a point (edge 3).
    const std::vector<FaceEdge> uses = {{0, 0}, {1, 0}, {0, 1}, {1, 2, true}, {1, 2, true}, {1, 3, true}};
    const HangingFaces found = hangingFaces(uses, 2);
    EXPECT_EQ(found.hanging, 1u);
    EXPECT_DOUBLE_EQ(found.share(), 0.5);
    EXPECT_EQ(hangingFaces({{0, 0}, {0, 0}}, 1).hanging, 1u);
    EXPECT_DOUBLE_EQ(HangingFaces{}.share(), 0.0);
}

TEST(HangingFaces, FromAMesh) {
    Mesh mesh = test::box({0, 0, 0}, {1, 1, 1});
    EXPECT_EQ(hangingFaces(mesh).hanging, 0u);
    mesh.triangles.resize(10);  // the last face goes: its four neighbours hang
    mesh.faceIds.resize(10);
    mesh.faceTypes.resize(5);
    EXPECT_EQ(hangingFaces(mesh).hanging, 4u);
    EXPECT_EQ(hangingFaces(mesh).faces, 5u);
    EXPECT_EQ(hangingFaces(test::cylinder(1, 1, 12)).hanging, 0u);
    mesh.faceIds.clear();
    EXPECT_THROW(hangingFaces(mesh), Error);
}

}  // namespace
}  // namespace img2cadseq::metrics
