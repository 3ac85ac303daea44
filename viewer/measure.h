#pragma once
// Measuring on meshes that know their BRep: plain geometry.

#include <optional>
#include <string>

#include "geometry/mesh.h"
#include "viewer/view_types.h"

namespace img2cadseq::viewer {

struct CylinderFit {
    Vec3 center;  ///< on the axis, half way along the face
    Vec3 axis;    ///< unit
    double radius = 0.0;
};

/// The cylinder through the vertices of a BRep face; nothing where the face is not a cylinder.
std::optional<CylinderFit> cylinderOf(const Mesh& mesh, uint32_t face);

/// The end of a BRep edge nearest to `point`, where one lies within `reach`.
std::optional<Vec3> nearestCorner(const Mesh& mesh, const Vec3& point, double reach);

/// "12.5 mm": four significant digits, none of them a trailing zero.
std::string lengthText(double sceneLength, const LengthUnit& unit);

/// The largest of 1, 2 or 5 times a power of ten that is at most `length`.
double roundLengthBelow(double length);

}  // namespace img2cadseq::viewer
