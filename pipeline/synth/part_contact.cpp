#include "synth/part_contact.h"

#include <algorithm>
#include <vector>

namespace img2cadseq::synth {
namespace {

constexpr double kAside = 2e-5;  ///< how far outside a wall the other solid is asked
constexpr int kLevels = 5;       ///< samples along the extent
constexpr int kAlong = 9;        ///< along a curve
constexpr int kAcross = 14;      ///< a side of an end face
constexpr int kEnough = 2;       ///< points that must meet

struct Addition {
    Frame plane;
    Extent extent;
    const Profile* profile;
    Box3 box;

    bool inside(const Vec3& p) const {
        for (int i = 0; i < 3; ++i)
            if (p[i] < box.low[i] || p[i] > box.high[i]) return false;
        const Vec3 local = plane.toLocal(p);
        if (local.z < extent.low || local.z > extent.high || !contains(profile->outer, {local.x, local.y}))
            return false;
        return std::none_of(profile->holes.begin(), profile->holes.end(), [&](const Loop& hole) {
            return contains(hole, {local.x, local.y});
        });
    }
};

std::vector<Addition> additionsOf(const CadSequence& part) {
    std::vector<Addition> list;
    for (const ExtrudeBlock& block : part.blocks) {
        if (block.op == BooleanOp::Cut) continue;
        for (const Profile& profile : block.sketch.profiles) {
            const ExtrudeBlock one{{block.sketch.plane, {profile}}, block.extent, block.op};
            list.push_back({block.sketch.plane, block.extent, &profile, boundingBox(one)});
        }
    }
    return list;
}

/// Points just outside the walls and ends of `a` that lie in `b`, counted up to enough.
int meeting(const Addition& a, const Addition& b) {
    int count = 0;
    const auto ask = [&](const Vec2& p, double t) { count += b.inside(a.plane.toWorld({p.x, p.y, t})); };
    const auto walls = [&](const Loop& loop) {
        for (size_t i = 0; i < loop.curves.size() && count < kEnough; ++i) {
            for (int k = 0; k < kAlong; ++k) {
                const double s = (k + 0.37) / kAlong;
                const Vec2 aside = perpendicular(tangentAt(loop.curves[i], s)) * kAside, p = pointAt(loop.curves[i], s);
                for (int level = 0; level < kLevels; ++level) {
                    const double t = a.extent.low + (a.extent.high - a.extent.low) * (level + 0.47) / kLevels;
                    ask(p + aside, t);  // one of the two lies in `a` itself
                    ask(p - aside, t);
                }
            }
        }
    };
    walls(a.profile->outer);
    for (const Loop& hole : a.profile->holes) walls(hole);
    const Box2 face = boundingBox(a.profile->outer);
    for (int k = 0; k < kAcross * kAcross && count < kEnough; ++k) {
        const int column = k % kAcross, row = k / kAcross;
        const Vec2 share{(column + 0.53) / kAcross, (row + 0.53) / kAcross};
        const Vec2 p{face.low.x + face.size().x * share.x, face.low.y + face.size().y * share.y};
        if (!a.inside(a.plane.toWorld({p.x, p.y, 0.5 * (a.extent.low + a.extent.high)}))) continue;
        ask(p, a.extent.low - kAside);
        ask(p, a.extent.high + kAside);
    }
    return count;
}

bool holdTogether(const Addition& a, const Addition& b) {
    for (int i = 0; i < 3; ++i)
        if (a.box.high[i] < b.box.low[i] - 1e-7 || b.box.high[i] < a.box.low[i] - 1e-7) return false;
    return meeting(a, b) >= kEnough || meeting(b, a) >= kEnough;
}

}  // namespace

bool additionsConnected(const CadSequence& part) {
    const std::vector<Addition> list = additionsOf(part);
    std::vector<size_t> reached{0};
    std::vector<bool> seen(list.size(), false);
    if (list.size() < 2) return true;
    seen[0] = true;
    for (size_t next = 0; next < reached.size(); ++next) {
        for (size_t k = 0; k < list.size(); ++k) {
            if (seen[k] || !holdTogether(list[reached[next]], list[k])) continue;
            seen[k] = true;
            reached.push_back(k);
        }
    }
    return reached.size() == list.size();
}

}  // namespace img2cadseq::synth
