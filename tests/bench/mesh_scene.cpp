#include "bench/mesh_scene.h"

#include <limits>

#include <embree3/rtcore.h>
#include <open3d/geometry/PointCloud.h>
#include <open3d/geometry/TriangleMesh.h>

namespace img2cadseq::bench {
namespace {

/// Embree's scene of one mesh.
class Scene {
public:
    explicit Scene(const Mesh& mesh) : device_(rtcNewDevice("threads=1")), scene_(rtcNewScene(device_)) {
        const RTCGeometry geometry = rtcNewGeometry(device_, RTC_GEOMETRY_TYPE_TRIANGLE);
        auto* const vertices = static_cast<float*>(rtcSetNewGeometryBuffer(
            geometry, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, 3 * sizeof(float), mesh.vertices.size()));
        for (size_t i = 0; i < mesh.vertices.size(); ++i)
            for (int k = 0; k < 3; ++k) vertices[3 * i + size_t(k)] = static_cast<float>(mesh.vertices[i][k]);
        auto* const corners = static_cast<uint32_t*>(rtcSetNewGeometryBuffer(
            geometry, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 3 * sizeof(uint32_t), mesh.triangles.size()));
        for (size_t i = 0; i < mesh.triangles.size(); ++i)
            for (size_t k = 0; k < 3; ++k) corners[3 * i + k] = mesh.triangles[i][k];
        rtcCommitGeometry(geometry);
        rtcAttachGeometry(scene_, geometry);
        rtcReleaseGeometry(geometry);
        rtcCommitScene(scene_);
    }
    ~Scene() {
        rtcReleaseScene(scene_);
        rtcReleaseDevice(device_);
    }
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    RTCRayHit cast(const Camera::Ray& ray) const {
        RTCRayHit hit{};
        hit.ray.org_x = float(ray.origin.x), hit.ray.org_y = float(ray.origin.y), hit.ray.org_z = float(ray.origin.z);
        hit.ray.dir_x = float(ray.direction.x), hit.ray.dir_y = float(ray.direction.y);
        hit.ray.dir_z = float(ray.direction.z);
        hit.ray.tfar = std::numeric_limits<float>::infinity();
        hit.ray.mask = ~0u;
        hit.hit.geomID = RTC_INVALID_GEOMETRY_ID;
        RTCIntersectContext context;
        rtcInitIntersectContext(&context);
        rtcIntersect1(scene_, &context, &hit);
        return hit;
    }

private:
    RTCDevice device_;
    RTCScene scene_;
};

}  // namespace

Picture castMesh(const Mesh& mesh, const Camera& camera) {
    const Scene scene(mesh);
    Picture picture{FloatMap(camera.width, camera.height), Raster<Vec3f>(camera.width, camera.height)};
    for (int y = 0; y < camera.height; ++y)
        for (int x = 0; x < camera.width; ++x) {
            const RTCRayHit hit = scene.cast(camera.ray(x + 0.5, y + 0.5));
            if (hit.hit.geomID == RTC_INVALID_GEOMETRY_ID) continue;
            picture.depth.at(x, y) = hit.ray.tfar;
            picture.normal.at(x, y) = normalized(Vec3f{hit.hit.Ng_x, hit.hit.Ng_y, hit.hit.Ng_z});
        }
    return picture;
}

PointCloud sampleMesh(const Mesh& mesh, size_t count) {
    open3d::geometry::TriangleMesh legacy;
    for (const Vec3& v : mesh.vertices) legacy.vertices_.emplace_back(v.x, v.y, v.z);
    for (const auto& t : mesh.triangles) legacy.triangles_.emplace_back(int(t[0]), int(t[1]), int(t[2]));
    legacy.ComputeTriangleNormals();
    const auto points = legacy.SamplePointsUniformly(count, true);
    PointCloud cloud;
    for (size_t i = 0; i < points->points_.size(); ++i) {
        const auto &p = points->points_[i], &n = points->normals_[i];
        cloud.positions.push_back({float(p.x()), float(p.y()), float(p.z())});
        cloud.normals.push_back({float(n.x()), float(n.y()), float(n.z())});
    }
    return cloud;
}

}  // namespace img2cadseq::bench
