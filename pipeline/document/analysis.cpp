#include "document/analysis.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "csg/solid.h"
#include "document/depth_buffer.h"
#include "document/subdivide.h"
#include "metrics/nearest.h"
#include "photo/contours.h"

namespace img2cadseq {
namespace {

constexpr int kSeenSide = 512;      ///< pixels of the picture in which faces are looked for
constexpr int kLeastPixels = 4;     ///< a face with fewer is too thin to be called seen
constexpr double kHeatEdge = 0.04;  ///< of the part's longest side
constexpr size_t kVotes = 5;        ///< triangles that say where a face comes from

Mesh scaledMesh(const Mesh& mesh, double factor) {
    Mesh out = mesh;
    for (Vec3& vertex : out.vertices) vertex = vertex * factor;
    return out;
}

/// The candidate's mesh in the canonical frame, where cameras and clouds are.
Mesh canonicalMesh(const RankedCandidate& candidate) {
    return scaledMesh(candidate.mesh, 1.0 / millimetresPerUnit(candidate));
}

/// One a face: its largest triangles.
std::vector<std::vector<size_t>> largestTriangles(const Mesh& mesh) {
    std::vector<std::vector<std::pair<double, size_t>>> all(mesh.faceTypes.size());
    for (size_t i = 0; i < mesh.triangles.size(); ++i) {
        const auto& t = mesh.triangles[i];
        const Vec3& a = mesh.vertices[t[0]];
        all[mesh.faceIds[i]].emplace_back(-norm(cross(mesh.vertices[t[1]] - a, mesh.vertices[t[2]] - a)), i);
    }
    std::vector<std::vector<size_t>> out(all.size());
    for (size_t face = 0; face < all.size(); ++face) {
        std::sort(all[face].begin(), all[face].end());
        for (size_t i = 0; i < std::min(kVotes, all[face].size()); ++i) out[face].push_back(all[face][i].second);
    }
    return out;
}

/// The block whose surface lies at the triangle's middle; -1 where none does.
int blockAt(const Mesh& mesh, size_t triangle, const csg::Solid& solid, double size) {
    const auto& t = mesh.triangles[triangle];
    const Vec3 &a = mesh.vertices[t[0]], &b = mesh.vertices[t[1]], &c = mesh.vertices[t[2]];
    const Vec3 normal = normalized(cross(b - a, c - a));
    const double above = 0.005 * size;
    std::vector<csg::Hit> hits;
    solid.cast((a + b + c) / 3.0 + normal * above, -normal, hits);
    int block = -1;
    double nearest = 0.8 * above;
    for (const csg::Hit& hit : hits)
        if (hit.entering && std::abs(hit.t - above) < nearest) {
            nearest = std::abs(hit.t - above);
            block = hit.block;
        }
    return block;
}

}  // namespace

double millimetresPerUnit(const RankedCandidate& candidate) {
    const double canonical = boundingBox(candidate.candidate.sequence).longestSide();
    const double real = boundingBox(candidate.sequence).longestSide();
    if (!(canonical > 0) || !(real > 0)) throw Error(ErrorCode::BadGeometry, "the candidate has no size");
    return real / canonical;
}

PointCloud inMillimetres(const PointCloud& cloud, double sizeMm) {
    PointCloud out = cloud;
    for (Vec3f& p : out.positions) p = p * static_cast<float>(sizeMm);
    return out;
}

std::vector<int> blocksOfFaces(const RankedCandidate& candidate) {
    const csg::Solid solid(candidate.sequence);
    const double size = candidate.mesh.box().longestSide();
    std::vector<int> blocks;
    for (const auto& triangles : largestTriangles(candidate.mesh)) {
        std::map<int, int> votes;
        for (const size_t triangle : triangles)
            if (const int block = blockAt(candidate.mesh, triangle, solid, size); block >= 0) ++votes[block];
        const auto most = std::max_element(votes.begin(), votes.end(),
                                           [](const auto& x, const auto& y) { return x.second < y.second; });
        blocks.push_back(most == votes.end() ? -1 : most->first);
    }
    return blocks;
}

std::vector<bool> unseenFaces(const RankedCandidate& candidate, const Camera& camera, double share) {
    const FaceBuffer buffer = faceBuffer(canonicalMesh(candidate), camera.resized(kSeenSide, kSeenSide));
    std::vector<bool> unseen;
    for (size_t face = 0; face < buffer.seen.size(); ++face)
        unseen.push_back(buffer.seen[face] < std::max<double>(kLeastPixels, share * buffer.facing[face]));
    return unseen;
}

std::vector<float> distancesToCloud(const Mesh& mesh, const RankedCandidate& candidate, const PointCloud& cloud) {
    const double scale = millimetresPerUnit(candidate);
    std::vector<Vec3> points = pointsOf(cloud);
    for (Vec3& p : points) p = p * scale;
    const metrics::PointTree tree(std::move(points));
    std::vector<float> distances;
    for (const Vec3& vertex : mesh.vertices)
        distances.push_back(static_cast<float>(std::sqrt(tree.nearest(vertex).squaredDistance)));
    return distances;
}

std::vector<std::vector<Vec2>> silhouetteOutline(const RankedCandidate& candidate, const Camera& camera) {
    const FaceBuffer buffer = faceBuffer(canonicalMesh(candidate), camera);
    Mask mask(camera.width, camera.height);
    for (size_t i = 0; i < mask.data.size(); ++i) mask.data[i] = buffer.face.data[i] >= 0 ? 255 : 0;
    std::vector<std::vector<Vec2>> outline;
    for (RegionContours& region : regionContours(mask)) {
        outline.push_back(std::move(region.outer));
        for (auto& hole : region.holes) outline.push_back(std::move(hole));
    }
    return outline;
}

Analysis analysed(const RankedCandidate& candidate, const PointCloud& refined, const std::optional<Camera>& cropCamera,
                  const std::optional<Camera>& photoCamera) {
    Analysis analysis;
    analysis.faceBlocks = blocksOfFaces(candidate);
    if (refined.size() > 0) {
        analysis.heatMesh = subdivided(candidate.mesh, kHeatEdge * candidate.mesh.box().longestSide());
        analysis.heatDistances = distancesToCloud(analysis.heatMesh, candidate, refined);
        std::vector<float> sorted = analysis.heatDistances;
        const size_t rank = sorted.size() * 98 / 100;
        std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(rank), sorted.end());
        analysis.farthest = sorted[rank];
    }
    if (cropCamera) analysis.unseenFaces = unseenFaces(candidate, *cropCamera);
    if (photoCamera) analysis.outline = silhouetteOutline(candidate, *photoCamera);
    return analysis;
}

}  // namespace img2cadseq
