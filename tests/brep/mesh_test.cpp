#include "brep/mesh.h"

#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <numbers>
#include <set>

#include <gtest/gtest.h>

#include "brep/compile.h"
#include "brep/shapes.h"
#include "brep/stl.h"
#include "core/error.h"
#include "support/data.h"

namespace img2cadseq::brep {
namespace {

using namespace test;
using std::numbers::pi;

/// A slotted plate on a round foot, with a bore across: planes, cylinders, seams and a curve where cylinders meet.
Solid part() {
    return compile({"part",
                    {block(BooleanOp::New, {{slot(20, 8), {circle(12, 0, 3)}}}, 0, 6),
                     block(BooleanOp::Join, {{circle(-12, 0, 7), {}}}, -15, 0),
                     block(BooleanOp::Cut, {{circle(-8, 0, 2), {}}}, -40, 40, facingY())}});
}

/// Directed edges that have no partner in the other direction.
size_t looseEdges(const Mesh& mesh) {
    std::map<std::pair<uint32_t, uint32_t>, int> uses;
    for (const auto& t : mesh.triangles)
        for (int i = 0; i < 3; ++i) ++uses[{t[i], t[(i + 1) % 3]}];
    size_t loose = 0;
    for (const auto& [edge, count] : uses) {
        const auto back = uses.find({edge.second, edge.first});
        loose += count != 1 || back == uses.end() || back->second != 1;
    }
    return loose;
}

TEST(Mesh, IsWatertightAndOutward) {
    const Solid solid = part();
    const Mesh triangles = mesh(solid, {1e-4, 0.05});
    EXPECT_EQ(looseEdges(triangles), 0u);
    const MassProperties mass = solid.massProperties();
    EXPECT_NEAR(triangles.volume(), mass.volume, 2e-3 * mass.volume);
    EXPECT_NEAR(triangles.area(), mass.area, 2e-3 * mass.area);
    EXPECT_NEAR(triangles.box().size().x, solid.box().size().x, 1e-3 * solid.box().size().x);
}

TEST(Mesh, CoarseIsWatertightToo) { EXPECT_EQ(looseEdges(mesh(part(), {0.05, 1.0})), 0u); }

TEST(Mesh, KnowsItsFaces) {
    const Solid solid = part();
    const Mesh triangles = mesh(solid);
    ASSERT_EQ(triangles.faceIds.size(), triangles.triangles.size());
    EXPECT_EQ(triangles.faceTypes, solid.faceTypes());
    EXPECT_EQ(std::set<uint32_t>(triangles.faceIds.begin(), triangles.faceIds.end()).size(), solid.faceCount());
    // All triangles of a plane face the same way.
    std::map<uint32_t, Vec3> normals;
    for (size_t i = 0; i < triangles.triangles.size(); ++i) {
        if (triangles.faceTypes[triangles.faceIds[i]] != SurfaceType::Plane) continue;
        const auto& t = triangles.triangles[i];
        const Vec3 a = triangles.vertices[t[0]];
        const Vec3 normal = normalized(cross(triangles.vertices[t[1]] - a, triangles.vertices[t[2]] - a));
        const auto [known, isNew] = normals.emplace(triangles.faceIds[i], normal);
        EXPECT_NEAR(dot(known->second, normal), 1.0, 1e-9);
    }
}

TEST(Mesh, EdgesLieOnTheMeshAndLeaveSeamsOut) {
    const Solid cylinder = compile({"rod", {block(BooleanOp::New, {{circle(0, 0, 3), {}}}, 0, 10)}});
    EXPECT_EQ(cylinder.edgeCount(), 3u);
    const Mesh triangles = mesh(cylinder);
    ASSERT_EQ(triangles.edges.size(), 2u);
    for (const auto& line : triangles.edges) {
        ASSERT_GE(line.size(), 13u);
        EXPECT_EQ(line.front(), line.back());
        for (const Vec3& p : line) EXPECT_NEAR(std::hypot(p.x, p.y), 3.0, 1e-9);
    }
}

TEST(Mesh, IsTheSameEachTime) {
    const Solid solid = part();
    const Mesh coarse = mesh(solid, {0.02, 0.8});
    mesh(solid, {1e-4, 0.05});
    const Mesh again = mesh(solid, {0.02, 0.8});
    EXPECT_EQ(coarse.vertices, again.vertices);
    EXPECT_EQ(coarse.triangles, again.triangles);
}

TEST(Mesh, OfNothingIsEmpty) { EXPECT_TRUE(mesh(Solid()).triangles.empty()); }

TEST(Stl, HoldsTheTriangles) {
    const TemporaryFolder folder;
    const Mesh triangles = mesh(part());
    writeStl(triangles, folder / "part.stl");
    std::ifstream in(folder / "part.stl", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    ASSERT_EQ(bytes.size(), 84 + 50 * triangles.triangles.size());
    float corner[3];
    std::memcpy(corner, bytes.data() + 84 + 12, sizeof corner);
    const Vec3 first = triangles.vertices[triangles.triangles[0][0]];
    EXPECT_FLOAT_EQ(corner[0], static_cast<float>(first.x));
    EXPECT_FLOAT_EQ(corner[2], static_cast<float>(first.z));
    EXPECT_THROW(writeStl(triangles, folder / "no/part.stl"), Error);
}

}  // namespace
}  // namespace img2cadseq::brep
