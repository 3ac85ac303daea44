#include "cad/transform.h"

#include <cmath>

#include "core/error.h"
#include "geometry/rotations.h"

namespace img2cadseq {
namespace {

/// Rotations of 24 axes and products of rotations stay well inside this; a shear does not.
constexpr double kOrthonormal = 1e-9;

void require(const Similarity& s) {
    bool good = std::isfinite(s.scale) && s.scale > 0.0;
    for (int i = 0; i < 3; ++i) {
        good = good && std::isfinite(s.translation[i]);
        for (int j = 0; j < 3; ++j)
            good = good && std::abs(dot(s.rotation.row[i], s.rotation.row[j]) - (i == j ? 1.0 : 0.0)) < kOrthonormal;
    }
    if (!good)
        throw Error(ErrorCode::BadInput, "the transform is no similarity", "give a rotation and a positive scale");
}

/// (u, v) -> scale * (u, v), or scale * (u, -v) for a mirror image.
struct PlaneMap {
    double scale;
    double sign;
    Vec2 operator()(const Vec2& p) const { return {scale * p.x, sign * scale * p.y}; }
};

Curve mapped(const Curve& curve, const PlaneMap& map) {
    if (const auto* line = std::get_if<Line>(&curve)) return Line{map(line->start), map(line->end)};
    if (const auto* arc = std::get_if<Arc>(&curve)) return Arc{map(arc->start), map(arc->mid), map(arc->end)};
    const Circle& circle = std::get<Circle>(curve);
    return Circle{map(circle.center), circle.radius * map.scale};
}

Loop mapped(const Loop& loop, const PlaneMap& map) {
    Loop out;
    out.curves.reserve(loop.curves.size());
    for (const Curve& curve : loop.curves) out.curves.push_back(mapped(curve, map));
    // A mirror image turns the sense of travel round.
    return map.sign < 0.0 ? reversed(out) : out;
}

}  // namespace

Similarity Similarity::inverse() const {
    const Mat3 back = rotation.transposed();
    return {back, 1.0 / scale, back * translation * (-1.0 / scale)};
}

Similarity Similarity::then(const Similarity& next) const {
    return {next.rotation * rotation, next.scale * scale, next.apply(translation)};
}

CadSequence transformed(const CadSequence& sequence, const Similarity& similarity) {
    require(similarity);
    const PlaneMap map{similarity.scale, similarity.rotation.determinant() < 0.0 ? -1.0 : 1.0};
    CadSequence out;
    out.name = sequence.name;
    out.blocks.reserve(sequence.blocks.size());
    for (const ExtrudeBlock& block : sequence.blocks) {
        // x axis and normal go along, so the extent keeps its sign; in a mirror image normal x x is then -v.
        ExtrudeBlock moved;
        moved.op = block.op;
        moved.extent = {block.extent.low * similarity.scale, block.extent.high * similarity.scale};
        const Frame& plane = block.sketch.plane;
        moved.sketch.plane = {similarity.apply(plane.origin), similarity.rotation * plane.xAxis,
                              similarity.rotation * plane.normal};
        for (const Profile& profile : block.sketch.profiles) {
            Profile image{mapped(profile.outer, map), {}};
            for (const Loop& hole : profile.holes) image.holes.push_back(mapped(hole, map));
            moved.sketch.profiles.push_back(std::move(image));
        }
        out.blocks.push_back(std::move(moved));
    }
    return out;
}

CadSequence scaled(const CadSequence& sequence, double factor) { return transformed(sequence, {{}, factor, {}}); }

CadSequence translated(const CadSequence& sequence, const Vec3& by) { return transformed(sequence, {{}, 1.0, by}); }

CadSequence mirrored(const CadSequence& sequence, int axis) {
    if (axis < 0 || axis > 2)
        throw Error(ErrorCode::BadInput, "mirror axis " + std::to_string(axis) + " is not 0, 1 or 2");
    Similarity mirror;
    mirror.rotation.row[axis][axis] = -1.0;
    return transformed(sequence, mirror);
}

CadSequence turned(const CadSequence& sequence, int index) {
    if (index < 0 || index > 23)
        throw Error(ErrorCode::BadInput, "axis rotation " + std::to_string(index) + " is not in 0..23");
    return transformed(sequence, {axisRotations()[index], 1.0, {}});
}

PointCloud transformed(PointCloud cloud, const Similarity& similarity) {
    for (Vec3f& p : cloud.positions) p = cast<float>(similarity.apply(cast<double>(p)));
    for (Vec3f& n : cloud.normals) n = cast<float>(similarity.rotation * cast<double>(n));
    return cloud;
}

Similarity toUnitBox(const Box3& box) {
    const double side = box.longestSide();
    if (box.empty() || !(side > 0.0) || !std::isfinite(side))
        throw Error(ErrorCode::BadInput, "a part without extent cannot be normalised", "check the sequence");
    return {{}, 1.0 / side, box.center() * (-1.0 / side)};
}

CadSequence normalised(const CadSequence& sequence, const Box3& box) { return transformed(sequence, toUnitBox(box)); }

Profile oriented(Profile profile) {
    if (signedArea(profile.outer) < 0.0) profile.outer = reversed(profile.outer);
    for (Loop& hole : profile.holes)
        if (signedArea(hole) > 0.0) hole = reversed(hole);
    return profile;
}

CadSequence oriented(CadSequence sequence) {
    for (ExtrudeBlock& block : sequence.blocks)
        for (Profile& profile : block.sketch.profiles) profile = oriented(std::move(profile));
    return sequence;
}

}  // namespace img2cadseq
