#include "fit/seen_faces.h"

#include <algorithm>
#include <cmath>
#include <variant>

#include "fit/outline.h"

namespace img2cadseq {
namespace {

constexpr double kLeastSlant = 0.15;  ///< cosine between the line of sight and the normal
constexpr double kLeastSide = 0.05;   ///< of a wall worth looking at; longest side 1
constexpr double kAtTheFace = 0.01;   ///< how near a ray must come to it

/// Perspective turns a line of sight by too little to matter for which side of a plane is seen.
double towardsCamera(const Vec3& normal, const Camera& camera) { return -dot(camera.rotation.row[2], normal); }

/// Of a block that adds material its caps; of a cut the floors, its ends seen from within.
void addCaps(const ExtrudeBlock& block, size_t index, const Camera& camera, std::vector<SeenFace>& faces) {
    const double seen = towardsCamera(block.sketch.plane.normal, camera);
    if (std::abs(seen) < kLeastSlant) return;
    const bool adds = block.op != BooleanOp::Cut;
    for (size_t p = 0; p < block.sketch.profiles.size(); ++p) {
        SeenFace face;
        face.plane = block.sketch.plane;
        face.plane.origin += face.plane.normal * ((seen > 0.0) == adds ? block.extent.high : block.extent.low);
        face.outward = seen > 0.0 ? 1.0 : -1.0;
        face.block = index;
        if (adds) face.profile = p;
        face.region = block.sketch.profiles[p];
        faces.push_back(std::move(face));
    }
}

void addWalls(const ExtrudeBlock& block, size_t index, const Camera& camera, std::vector<SeenFace>& faces) {
    const Frame& sketch = block.sketch.plane;
    const double height = block.extent.high - block.extent.low;
    if (height < kLeastSide) return;
    for (const Profile& profile : block.sketch.profiles) {
        const double sense = signedArea(profile.outer) > 0.0 ? 1.0 : -1.0;
        for (const Curve& curve : profile.outer.curves) {
            const Line* line = std::get_if<Line>(&curve);
            if (!line || norm(line->end - line->start) < kLeastSide) continue;
            const Vec2 along = normalized(line->end - line->start);
            SeenFace face;
            face.plane.origin = sketch.toWorld({line->start.x, line->start.y, block.extent.low});
            face.plane.xAxis = sketch.directionToWorld({along.x, along.y, 0.0});
            face.plane.normal = cross(face.plane.xAxis, sketch.normal);
            face.outward = sense;
            if (towardsCamera(face.plane.normal * sense, camera) < kLeastSlant) continue;
            face.block = index;
            face.region.outer = rectangle({{0, 0}, {norm(line->end - line->start), height}});
            faces.push_back(std::move(face));
        }
    }
}

}  // namespace

std::vector<SeenFace> seenFaces(const CadSequence& sequence, const Camera& camera) {
    std::vector<SeenFace> faces;
    for (size_t b = 0; b < sequence.blocks.size(); ++b) {
        const ExtrudeBlock& block = sequence.blocks[b];
        if (block.op == BooleanOp::Intersect) continue;
        addCaps(block, b, camera, faces);
        if (block.op != BooleanOp::Cut) addWalls(block, b, camera, faces);
    }
    return faces;
}

std::optional<Vec2> laidOn(const SeenFace& face, const Camera& camera, const Vec2& pixel) {
    const Camera::Ray ray = camera.ray(pixel.x, pixel.y);
    const double along = dot(ray.direction, face.plane.normal);
    if (std::abs(along) < kLeastSlant * norm(ray.direction)) return std::nullopt;
    const double t = dot(face.plane.origin - ray.origin, face.plane.normal) / along;
    const Vec3 local = face.plane.toLocal(ray.origin + ray.direction * t);
    return Vec2{local.x, local.y};
}

bool isSeenAt(const SeenFace& face, const Vec2& point, const csg::Solid& solid, const Camera& camera) {
    const Vec3 there = face.plane.toWorld({point.x, point.y, 0.0}), seen = camera.project(there);
    const Camera::Ray ray = camera.ray(seen.x, seen.y);
    std::vector<csg::Hit> hits;
    solid.cast(ray.origin, ray.direction, hits);
    return !hits.empty() && norm(ray.origin + ray.direction * hits.front().t - there) < kAtTheFace;
}

bool facesAsPredicted(const SeenFace& face, const Vec2& point, const Camera& camera, const View& view) {
    constexpr double kAbout = 0.05;       ///< of the picture's side
    constexpr double kLeastCosine = 0.4;  ///< predicted normals are off by some twenty degrees, in the mean
    if (view.normals.empty()) return true;
    const int side = view.normals.width;
    const Vec2 pixel = [&] {
        const Vec3 seen = camera.resized(side, side).project(face.plane.toWorld({point.x, point.y, 0.0}));
        return Vec2{seen.x, seen.y};
    }();
    const double reach = kAbout * side;
    Vec3 sum;
    for (int y = std::max(0, static_cast<int>(pixel.y - reach)); y < std::min<double>(side, pixel.y + reach); ++y)
        for (int x = std::max(0, static_cast<int>(pixel.x - reach)); x < std::min<double>(side, pixel.x + reach); ++x)
            sum += cast<double>(view.normals.at(x, y));
    if (norm(sum) < 1.0) return true;
    const Vec3 seen = view.camera.rotation * normalized(sum),
               own = camera.rotation * (face.plane.normal * face.outward);
    return dot(seen, own) > kLeastCosine;
}

CadSequence withCut(const CadSequence& sequence, const SeenFace& face, const Profile& profile, double depth) {
    CadSequence out = sequence;
    const Extent extent = face.outward > 0.0 ? Extent{-depth, 0.0} : Extent{0.0, depth};
    ExtrudeBlock& last = out.blocks.back();
    if (last.op == BooleanOp::Cut && last.sketch.plane == face.plane && last.extent == extent)
        last.sketch.profiles.push_back(profile);
    else
        out.blocks.push_back({{face.plane, {profile}}, extent, BooleanOp::Cut});
    return out;
}

double materialBehind(const SeenFace& face, const Vec2& point, const csg::Solid& solid) {
    constexpr double kBefore = 1e-3;
    const Vec3 inward = face.plane.normal * -face.outward;
    std::vector<csg::Hit> hits;
    solid.cast(face.plane.toWorld({point.x, point.y, 0.0}) - inward * kBefore, inward, hits);
    if (hits.size() < 2 || !hits[0].entering || hits[0].t > 2.0 * kBefore) return 0.0;
    return hits[1].t - hits[0].t;
}

}  // namespace img2cadseq
