#include "codes/features.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "codes/loop_frame.h"
#include "codes/loop_walk.h"
#include "core/error.h"

namespace img2cadseq::codes {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kShortest = 1e-4;  ///< thinner blocks and patches than this share of the part's size are none

template <class Scalar>
int largest(const Scalar* values, int count) {
    return static_cast<int>(std::max_element(values, values + count) - values);
}

/// The block drawn in the canonical frame of its plane.
ExtrudeBlock inCanonicalFrame(const ExtrudeBlock& block) {
    const Frame& from = block.sketch.plane;
    ExtrudeBlock out = block;
    Frame& to = out.sketch.plane;
    to = canonicalFrame(from.normal);
    const auto point = [&](const Vec2& p) {
        const Vec3 local = to.toLocal(from.toWorld({p.x, p.y, 0.0}));
        return Vec2{local.x, local.y};
    };
    const auto loop = [&](Loop& l) {
        for (Curve& curve : l.curves) {
            if (const auto* line = std::get_if<Line>(&curve))
                curve = Line{point(line->start), point(line->end)};
            else if (const auto* arc = std::get_if<Arc>(&curve))
                curve = Arc{point(arc->start), point(arc->mid), point(arc->end)};
            else
                curve = Circle{point(std::get<Circle>(curve).center), std::get<Circle>(curve).radius};
        }
    };
    for (Profile& profile : out.sketch.profiles) {
        loop(profile.outer);
        for (Loop& hole : profile.holes) loop(hole);
    }
    const double sense = dot(from.normal, to.normal) < 0.0 ? -1.0 : 1.0, offset = dot(from.origin, to.normal);
    out.extent = {offset + sense * block.extent.low, offset + sense * block.extent.high};
    if (out.extent.low > out.extent.high) std::swap(out.extent.low, out.extent.high);
    return out;
}

LoopFeature loopFeature(const Loop& loop, int block, bool hole) {
    LoopFeature feature;
    feature.block = block;
    feature.hole = hole;
    feature.patch = patchOf(loop);
    const Chain chain = chainOf(loop, feature.patch);
    feature.curves = chain.vertices.empty() ? std::vector{circleFeature()} : featuresOf(chain);
    feature.corners = chain.vertices;
    return feature;
}

void appendByImportance(std::vector<LoopFeature>& out, const std::vector<const Loop*>& loops, int block, bool hole) {
    struct Ranked {
        long long importance, v, u;
        const Loop* loop;
        std::array<long long, 3> key() const { return {-importance, v, u}; }
    };
    std::vector<Ranked> order;
    for (const Loop* loop : loops) {
        const Vec2 center = boundingBox(*loop).center();
        order.push_back({std::llround(loopImportance(*loop) * 1e3), std::llround(center.y * 1e3),
                         std::llround(center.x * 1e3), loop});
    }
    std::stable_sort(order.begin(), order.end(), [](const Ranked& a, const Ranked& b) { return a.key() < b.key(); });
    for (const Ranked& ranked : order) out.push_back(loopFeature(*ranked.loop, block, hole));
}

/// Index of the smallest profile whose outer loop holds the hole's middle, or -1.
int homeOf(const Loop& hole, const std::vector<Profile>& profiles) {
    int home = -1;
    double least = 0.0;
    for (size_t i = 0; i < profiles.size(); ++i) {
        const double size = std::abs(signedArea(profiles[i].outer));
        if (!contains(profiles[i].outer, pointAt(hole.curves.front(), 0.37)) || size <= std::abs(signedArea(hole)))
            continue;
        if (home < 0 || size < least) {
            home = static_cast<int>(i);
            least = size;
        }
    }
    return home;
}

std::vector<Profile> profilesOf(const PartFeatures& features, int block, bool snap) {
    std::vector<Profile> profiles;
    std::vector<Loop> holes;
    for (const LoopFeature& feature : features.loops) {
        if (feature.block != block || std::min(feature.patch.size.x, feature.patch.size.y) < kShortest) continue;
        const auto loop = loopFrom(feature, snap);
        if (!loop) continue;
        if (feature.hole)
            holes.push_back(reversed(*loop));
        else
            profiles.push_back({*loop, {}});
    }
    for (const Loop& hole : holes) {
        const int home = homeOf(hole, profiles);
        if (home >= 0) profiles[static_cast<size_t>(home)].holes.push_back(hole);
    }
    return profiles;
}

}  // namespace

Frame canonicalFrame(const Vec3& normal) {
    int main = 0;
    for (int i = 1; i < 3; ++i)
        if (std::abs(normal[i]) > std::abs(normal[main]) + 1e-9) main = i;
    const Vec3 up = normal[main] < 0.0 ? -normal : normal;
    Frame frame;
    frame.normal = up;
    if (up[main] > 1.0 - 1e-12) {
        frame.normal = frame.xAxis = {};
        frame.normal[main] = 1.0;
        frame.xAxis[(main + 1) % 3] = 1.0;
        return frame;
    }
    const Vec3 level = cross(Vec3{0.0, 0.0, 1.0}, up);
    frame.xAxis = norm(level) > 1e-9 ? normalized(level) : Vec3{1.0, 0.0, 0.0};
    return frame;
}

double loopImportance(const Loop& loop) {
    const Box2 box = boundingBox(loop);
    return std::abs(signedArea(loop)) + 0.25 * box.diagonal() - 0.01 * norm(box.center());
}

PartFeatures toFeatures(const CadSequence& sequence) {
    PartFeatures features;
    for (const ExtrudeBlock& given : sequence.blocks) {
        const ExtrudeBlock block = inCanonicalFrame(given);
        const int index = static_cast<int>(features.blocks.size());
        const Vec3 normal = block.sketch.plane.normal;
        features.blocks.push_back({normal, normal * block.extent.low, block.extent.low, block.extent.high, block.op});
        std::vector<const Loop*> outers, holes;
        for (const Profile& profile : block.sketch.profiles) {
            outers.push_back(&profile.outer);
            for (const Loop& hole : profile.holes) holes.push_back(&hole);
        }
        appendByImportance(features.loops, outers, index, false);
        appendByImportance(features.loops, holes, index, true);
    }
    return features;
}

CadSequence toSequence(const PartFeatures& features, bool snap) {
    CadSequence sequence;
    for (size_t i = 0; i < features.blocks.size(); ++i) {
        const BlockFeature& feature = features.blocks[i];
        if (!(feature.high - feature.low > kShortest)) continue;
        ExtrudeBlock block;
        block.sketch.plane = canonicalFrame(feature.normal);
        block.sketch.profiles = profilesOf(features, static_cast<int>(i), snap);
        block.extent = {feature.low, feature.high};
        block.op = feature.op;
        if (block.sketch.profiles.empty()) continue;
        if (sequence.blocks.empty()) {
            if (snap && block.op == BooleanOp::Cut) continue;
            block.op = BooleanOp::New;
        }
        sequence.blocks.push_back(std::move(block));
    }
    return sequence;
}

std::array<float, BlockFeature::kSize> BlockFeature::numbers() const {
    std::array<float, kSize> out{};
    for (int i = 0; i < 3; ++i) {
        out[static_cast<size_t>(i)] = static_cast<float>(normal[i]);
        out[3 + static_cast<size_t>(i)] = static_cast<float>(origin[i]);
    }
    out[6] = static_cast<float>(low);
    out[7] = static_cast<float>(high);
    out[8 + static_cast<size_t>(op)] = 1.0f;
    return out;
}

BlockFeature BlockFeature::fromNumbers(const float* n) {
    BlockFeature feature;
    Vec3 normal{n[0], n[1], n[2]};
    normal = norm(normal) > 1e-6 ? normalized(normal) : Vec3{0.0, 0.0, 1.0};
    for (int i = 0; i < 3; ++i) {
        if (std::abs(normal[i]) < std::cos(3.0 * kPi / 180.0)) continue;
        normal = {};
        normal[i] = 1.0;
    }
    feature.normal = canonicalFrame(normal).normal;
    feature.low = std::min(n[6], n[7]);
    feature.high = std::max(n[6], n[7]);
    feature.origin = feature.normal * feature.low;
    feature.op = static_cast<BooleanOp>(largest(n + 8, 4));
    return feature;
}

std::array<float, PatchFeature::kSize> PatchFeature::numbers() const {
    return {static_cast<float>(center.x), static_cast<float>(center.y), static_cast<float>(std::sqrt(size.x)),
            static_cast<float>(std::sqrt(size.y)), static_cast<float>(angle / (0.25 * kPi))};
}

PatchFeature PatchFeature::fromNumbers(const float* n) {
    PatchFeature patch;
    patch.center = {n[0], n[1]};
    const double w = std::max(0.0f, n[2]), h = std::max(0.0f, n[3]);
    patch.size = {w * w, h * h};
    patch.angle = std::clamp<double>(n[4], -1.0, 1.0) * 0.25 * kPi;
    return patch;
}

std::array<float, CurveFeature::kSize> CurveFeature::numbers() const {
    std::array<float, kSize> out{static_cast<float>(chord), static_cast<float>(turn / kPi),
                                 static_cast<float>(curvature / (2.0 + std::abs(curvature))),
                                 static_cast<float>(offset.x), static_cast<float>(offset.y)};
    out[5 + static_cast<size_t>(type)] = 1.0f;
    return out;
}

CurveFeature CurveFeature::fromNumbers(const float* n) {
    CurveFeature curve;
    curve.chord = std::max(0.0f, n[0]);
    curve.turn = std::clamp(n[1], -1.0f, 1.0f) * kPi;
    const double squashed = std::clamp<double>(n[2], -0.999, 0.999);
    curve.curvature = 2.0 * squashed / (1.0 - std::abs(squashed));
    curve.offset = {n[3], n[4]};
    curve.type = static_cast<CurveType>(largest(n + 5, 3));
    return curve;
}

double CurveFeature::sweep() const {
    if (type == CurveType::Line) return 0.0;
    if (type == CurveType::Circle) return 2.0 * kPi;
    return 2.0 * std::atan2(offset.y, chord + offset.x);
}

}  // namespace img2cadseq::codes
