#pragma once
// Small exact meshes for the tests of this folder, with face ids and types.

#include <cmath>
#include <numbers>

#include "geometry/mesh.h"

namespace img2cadseq::metrics::test {

inline void addQuad(Mesh& mesh, uint32_t a, uint32_t b, uint32_t c, uint32_t d, SurfaceType type = SurfaceType::Plane) {
    const auto face = static_cast<uint32_t>(mesh.faceTypes.size());
    mesh.triangles.push_back({a, b, c});
    mesh.triangles.push_back({a, c, d});
    mesh.faceIds.insert(mesh.faceIds.end(), 2, face);
    mesh.faceTypes.push_back(type);
}

inline Mesh box(const Vec3& low, const Vec3& high) {
    Mesh mesh;
    for (int i = 0; i < 8; ++i)
        mesh.vertices.push_back({i & 1 ? high.x : low.x, i & 2 ? high.y : low.y, i & 4 ? high.z : low.z});
    addQuad(mesh, 0, 2, 3, 1);
    addQuad(mesh, 4, 5, 7, 6);
    addQuad(mesh, 0, 1, 5, 4);
    addQuad(mesh, 2, 6, 7, 3);
    addQuad(mesh, 0, 4, 6, 2);
    addQuad(mesh, 1, 3, 7, 5);
    return mesh;
}

inline void append(Mesh& mesh, const Mesh& other) {
    const auto vertices = static_cast<uint32_t>(mesh.vertices.size()),
               faces = static_cast<uint32_t>(mesh.faceTypes.size());
    mesh.vertices.insert(mesh.vertices.end(), other.vertices.begin(), other.vertices.end());
    for (const auto& t : other.triangles) mesh.triangles.push_back({t[0] + vertices, t[1] + vertices, t[2] + vertices});
    for (const uint32_t id : other.faceIds) mesh.faceIds.push_back(id + faces);
    mesh.faceTypes.insert(mesh.faceTypes.end(), other.faceTypes.begin(), other.faceTypes.end());
}

/// Square frame of outer side 3, square hole of side 1, height 1: volume 8, genus 1.
inline Mesh frame() {
    Mesh mesh;
    const double side[2] = {1.5, 0.5};
    for (int z = 0; z < 2; ++z)
        for (const double s : side)
            for (int k = 0; k < 4; ++k)
                mesh.vertices.push_back({k == 0 || k == 3 ? -s : s, k < 2 ? -s : s, static_cast<double>(z)});
    for (uint32_t k = 0; k < 4; ++k) {
        const uint32_t n = (k + 1) % 4;
        addQuad(mesh, k, n, 8 + n, 8 + k);            // outer wall
        addQuad(mesh, 4 + n, 4 + k, 12 + k, 12 + n);  // hole's wall
        addQuad(mesh, n, k, 4 + k, 4 + n);            // below
        addQuad(mesh, 8 + k, 8 + n, 12 + n, 12 + k);  // above
    }
    return mesh;
}

/// Upright cylinder with flat ends; three faces, the wall of type Cylinder.
inline Mesh cylinder(double radius, double height, uint32_t sides) {
    Mesh mesh;
    mesh.faceTypes = {SurfaceType::Cylinder, SurfaceType::Plane, SurfaceType::Plane};
    mesh.vertices = {{0, 0, 0}, {0, 0, height}};
    for (uint32_t k = 0; k < sides; ++k) {
        const double angle = 2.0 * std::numbers::pi * k / sides;
        mesh.vertices.push_back({radius * std::cos(angle), radius * std::sin(angle), 0});
        mesh.vertices.push_back({radius * std::cos(angle), radius * std::sin(angle), height});
    }
    for (uint32_t k = 0; k < sides; ++k) {
        const uint32_t low = 2 + 2 * k, next = 2 + 2 * ((k + 1) % sides);
        mesh.triangles.insert(
            mesh.triangles.end(),
            {{low, next, next + 1}, {low, next + 1, low + 1}, {0, next, low}, {1, low + 1, next + 1}});
        mesh.faceIds.insert(mesh.faceIds.end(), {0, 0, 1, 2});
    }
    return mesh;
}

/// An L of unequal legs with a step: no rotation but the identity maps it to itself.
inline Mesh bracket() {
    Mesh mesh;
    const Vec2 outline[6] = {{0, 0}, {5, 0}, {5, 1}, {1, 1}, {1, 3}, {0, 3}};
    for (int z = 0; z < 2; ++z)
        for (const Vec2& p : outline) mesh.vertices.push_back({p.x, p.y, 2.0 * z});
    for (uint32_t k = 0; k < 6; ++k) addQuad(mesh, k, (k + 1) % 6, 6 + (k + 1) % 6, 6 + k);
    addQuad(mesh, 0, 3, 2, 1);
    addQuad(mesh, 0, 5, 4, 3);
    addQuad(mesh, 6, 7, 8, 9);
    addQuad(mesh, 6, 9, 10, 11);
    return mesh;
}

}  // namespace img2cadseq::metrics::test
