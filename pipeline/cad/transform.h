#pragma once
// Moving, turning, scaling and mirroring whole sequences; exact on the parameters, no refitting. And clouds.

#include "cad/sequence.h"
#include "geometry/point_cloud.h"

namespace img2cadseq {

/// p -> scale * rotation * p + translation. `rotation` is orthonormal with determinant +1, or -1 for a mirror image;
/// scale > 0.
struct Similarity {
    Mat3 rotation;
    double scale = 1.0;
    Vec3 translation;

    Vec3 apply(const Vec3& point) const { return rotation * point * scale + translation; }
    Similarity inverse() const;
    /// First `*this`, then `next`.
    Similarity then(const Similarity& next) const;
};

/// Throws Error(BadInput) where the similarity is none (rotation not orthonormal, scale not positive, values not
/// finite).
CadSequence transformed(const CadSequence& sequence, const Similarity& similarity);
CadSequence scaled(const CadSequence& sequence, double factor);
CadSequence translated(const CadSequence& sequence, const Vec3& by);
/// Mirrored at the plane through the world's origin that is perpendicular to `axis` (0 x, 1 y, 2 z).
CadSequence mirrored(const CadSequence& sequence, int axis);
/// Turned by axisRotations()[index], about the world's origin.
CadSequence turned(const CadSequence& sequence, int index);

/// Positions, and normals turned along; the similarity is not checked.
PointCloud transformed(PointCloud cloud, const Similarity& similarity);

/// What maps `box` to the cube [-0.5, 0.5]^3: its centre to the origin, its longest side to 1.
/// Throws Error(BadInput) for an empty box or one without extent.
Similarity toUnitBox(const Box3& box);
/// `box` is the solid's, or boundingBox(sequence) where no cut touches the extremes.
CadSequence normalised(const CadSequence& sequence, const Box3& box);

/// Outer loops counter-clockwise, holes clockwise. (A circle has no sense and stays.)
CadSequence oriented(CadSequence sequence);
Profile oriented(Profile profile);

}  // namespace img2cadseq
