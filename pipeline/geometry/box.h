#pragma once
// Axis-aligned boxes.

#include <algorithm>
#include <limits>

#include "geometry/vec.h"

namespace img2cadseq {

struct Box2 {
    Vec2 low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    Vec2 high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

    bool empty() const { return !(low.x <= high.x && low.y <= high.y); }
    void add(const Vec2& p) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    void add(const Box2& b) {
        if (!b.empty()) {
            add(b.low);
            add(b.high);
        }
    }
    Vec2 size() const { return high - low; }
    Vec2 center() const { return (low + high) * 0.5; }
    double diagonal() const { return empty() ? 0.0 : norm(size()); }
};

struct Box3 {
    Vec3 low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity(),
             std::numeric_limits<double>::infinity()};
    Vec3 high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
              -std::numeric_limits<double>::infinity()};

    bool empty() const { return !(low.x <= high.x && low.y <= high.y && low.z <= high.z); }
    void add(const Vec3& p) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
    }
    void add(const Box3& b) {
        if (!b.empty()) {
            add(b.low);
            add(b.high);
        }
    }
    Vec3 size() const { return high - low; }
    Vec3 center() const { return (low + high) * 0.5; }
    double longestSide() const { return empty() ? 0.0 : std::max({high.x - low.x, high.y - low.y, high.z - low.z}); }
    double diagonal() const { return empty() ? 0.0 : norm(size()); }
};

}  // namespace img2cadseq
