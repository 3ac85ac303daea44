#include "parts.h"

#include <algorithm>

#include "brep/compile.h"
#include "brep/mesh.h"

namespace img2cadseq::test {
namespace {

Loop circle(double x, double y, double radius) { return {{Circle{{x, y}, radius}}}; }

Loop rectangle(double x, double y) {
    return {{Line{{-x, -y}, {x, -y}}, Line{{x, -y}, {x, y}}, Line{{x, y}, {-x, y}}, Line{{-x, y}, {-x, -y}}}};
}

}  // namespace

Mesh plateWithBoss() {
    CadSequence part;
    part.blocks.push_back(
        {{{}, {{rectangle(40, 25), {circle(-30, 0, 4), circle(30, 0, 4)}}}}, {0, 12}, BooleanOp::New});
    part.blocks.push_back({{{}, {{circle(0, 0, 14), {}}}}, {0, 30}, BooleanOp::Join});
    part.blocks.push_back({{{}, {{circle(0, 0, 8), {}}}}, {0, 30}, BooleanOp::Cut});
    return brep::mesh(brep::compile(part));
}

Mesh bareCube() {
    Mesh mesh;
    for (const double z : {-20.0, 20.0})
        for (const double y : {-20.0, 20.0})
            for (const double x : {-20.0, 20.0}) mesh.vertices.push_back({x, y, z});
    mesh.triangles = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4},
                      {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
    return mesh;
}

PointCloud plateCloud() {
    const Mesh mesh = plateWithBoss();
    PointCloud cloud;
    for (const auto& t : mesh.triangles) {
        const Vec3 &a = mesh.vertices[t[0]], &b = mesh.vertices[t[1]], &c = mesh.vertices[t[2]];
        const Vec3 normal = cross(b - a, c - a);
        const int steps = std::clamp(static_cast<int>(norm(normal) / 16.0), 1, 14);
        for (int i = 0; i <= steps; ++i)
            for (int j = 0; i + j <= steps; ++j) {
                const Vec3 p =
                    a + (b - a) * (static_cast<double>(i) / steps) + (c - a) * (static_cast<double>(j) / steps);
                cloud.positions.push_back(cast<float>(p));
                cloud.normals.push_back(cast<float>(normalized(normal)));
                cloud.importance.push_back(static_cast<float>(p.x / 80.0 + 0.5));
                cloud.confidence.push_back(static_cast<float>(p.y / 50.0 + 0.5));
                cloud.seen.push_back(p.z > 6.0 ? 1 : 0);
            }
    }
    return cloud;
}

}  // namespace img2cadseq::test
