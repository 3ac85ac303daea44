#pragma once
// A right-handed orthonormal frame in space: a sketch plane with its normal.

#include "geometry/vec.h"

namespace img2cadseq {

/// Local (u, v, t) <-> world: world = origin + u * xAxis + v * yAxis + t * normal, yAxis = normal x xAxis.
/// xAxis and normal are unit and perpendicular.
template <class T>
struct FrameT {
    Vec3T<T> origin{};
    Vec3T<T> xAxis{T(1), T(0), T(0)};
    Vec3T<T> normal{T(0), T(0), T(1)};

    I2C_HD Vec3T<T> yAxis() const { return cross(normal, xAxis); }
    I2C_HD Vec3T<T> toWorld(const Vec3T<T>& local) const {
        return origin + xAxis * local.x + yAxis() * local.y + normal * local.z;
    }
    I2C_HD Vec3T<T> toLocal(const Vec3T<T>& world) const { return directionToLocal(world - origin); }
    I2C_HD Vec3T<T> directionToWorld(const Vec3T<T>& local) const {
        return xAxis * local.x + yAxis() * local.y + normal * local.z;
    }
    I2C_HD Vec3T<T> directionToLocal(const Vec3T<T>& world) const {
        return {dot(world, xAxis), dot(world, yAxis()), dot(world, normal)};
    }
    bool operator==(const FrameT&) const = default;
};
using Frame = FrameT<double>;

}  // namespace img2cadseq
