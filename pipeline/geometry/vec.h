#pragma once
// Small vectors and matrices, templated on the scalar so that automatic differentiation runs through them.

#include <cmath>

#include "core/host_device.h"

namespace img2cadseq {

template <class T>
struct Vec2T {
    T x{}, y{};

    I2C_HD Vec2T operator+(const Vec2T& o) const { return {x + o.x, y + o.y}; }
    I2C_HD Vec2T operator-(const Vec2T& o) const { return {x - o.x, y - o.y}; }
    I2C_HD Vec2T operator-() const { return {-x, -y}; }
    I2C_HD Vec2T operator*(const T& s) const { return {x * s, y * s}; }
    I2C_HD Vec2T operator/(const T& s) const { return {x / s, y / s}; }
    I2C_HD Vec2T& operator+=(const Vec2T& o) {
        x += o.x;
        y += o.y;
        return *this;
    }
    I2C_HD Vec2T& operator-=(const Vec2T& o) {
        x -= o.x;
        y -= o.y;
        return *this;
    }
    bool operator==(const Vec2T&) const = default;
};

template <class T>
struct Vec3T {
    T x{}, y{}, z{};

    I2C_HD Vec3T operator+(const Vec3T& o) const { return {x + o.x, y + o.y, z + o.z}; }
    I2C_HD Vec3T operator-(const Vec3T& o) const { return {x - o.x, y - o.y, z - o.z}; }
    I2C_HD Vec3T operator-() const { return {-x, -y, -z}; }
    I2C_HD Vec3T operator*(const T& s) const { return {x * s, y * s, z * s}; }
    I2C_HD Vec3T operator/(const T& s) const { return {x / s, y / s, z / s}; }
    I2C_HD Vec3T& operator+=(const Vec3T& o) {
        x += o.x;
        y += o.y;
        z += o.z;
        return *this;
    }
    I2C_HD Vec3T& operator-=(const Vec3T& o) {
        x -= o.x;
        y -= o.y;
        z -= o.z;
        return *this;
    }
    I2C_HD T& operator[](int i) { return i == 0 ? x : (i == 1 ? y : z); }
    I2C_HD const T& operator[](int i) const { return i == 0 ? x : (i == 1 ? y : z); }
    bool operator==(const Vec3T&) const = default;
};

using Vec2 = Vec2T<double>;
using Vec3 = Vec3T<double>;
using Vec2f = Vec2T<float>;
using Vec3f = Vec3T<float>;

template <class T>
I2C_HD T dot(const Vec2T<T>& a, const Vec2T<T>& b) {
    return a.x * b.x + a.y * b.y;
}
template <class T>
I2C_HD T dot(const Vec3T<T>& a, const Vec3T<T>& b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
/// z component of the cross product of two plane vectors.
template <class T>
I2C_HD T cross(const Vec2T<T>& a, const Vec2T<T>& b) {
    return a.x * b.y - a.y * b.x;
}
template <class T>
I2C_HD Vec3T<T> cross(const Vec3T<T>& a, const Vec3T<T>& b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
template <class V>
I2C_HD auto squaredNorm(const V& v) {
    return dot(v, v);
}
template <class V>
I2C_HD auto norm(const V& v) {
    using std::sqrt;
    return sqrt(dot(v, v));
}
/// Unit vector; the zero vector gives NaN.
template <class V>
I2C_HD V normalized(const V& v) {
    return v / norm(v);
}
/// Turned by +90 degrees.
template <class T>
I2C_HD Vec2T<T> perpendicular(const Vec2T<T>& v) {
    return {-v.y, v.x};
}
template <class T>
I2C_HD Vec2T<T> rotated(const Vec2T<T>& v, const T& angle) {
    using std::cos;
    using std::sin;
    const T c = cos(angle), s = sin(angle);
    return {c * v.x - s * v.y, s * v.x + c * v.y};
}

template <class To, class From>
I2C_HD Vec2T<To> cast(const Vec2T<From>& v) {
    return {static_cast<To>(v.x), static_cast<To>(v.y)};
}
template <class To, class From>
I2C_HD Vec3T<To> cast(const Vec3T<From>& v) {
    return {static_cast<To>(v.x), static_cast<To>(v.y), static_cast<To>(v.z)};
}

/// 3 x 3 matrix by rows.
template <class T>
struct Mat3T {
    Vec3T<T> row[3]{{T(1), T(0), T(0)}, {T(0), T(1), T(0)}, {T(0), T(0), T(1)}};

    I2C_HD Vec3T<T> operator*(const Vec3T<T>& v) const { return {dot(row[0], v), dot(row[1], v), dot(row[2], v)}; }
    I2C_HD Vec3T<T> column(int i) const { return {row[0][i], row[1][i], row[2][i]}; }
    I2C_HD Mat3T transposed() const { return {{column(0), column(1), column(2)}}; }
    I2C_HD Mat3T operator*(const Mat3T& o) const {
        const Mat3T t = o.transposed();
        Mat3T r;
        for (int i = 0; i < 3; ++i) r.row[i] = {dot(row[i], t.row[0]), dot(row[i], t.row[1]), dot(row[i], t.row[2])};
        return r;
    }
    I2C_HD T determinant() const { return dot(row[0], cross(row[1], row[2])); }
    bool operator==(const Mat3T& o) const { return row[0] == o.row[0] && row[1] == o.row[1] && row[2] == o.row[2]; }
};
using Mat3 = Mat3T<double>;

}  // namespace img2cadseq
