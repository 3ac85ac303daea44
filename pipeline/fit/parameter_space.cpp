#include "fit/parameter_space.h"

#include <cmath>

namespace img2cadseq {
namespace {

/// The direction or its opposite, whichever has its largest component positive; `sign` tells.
Vec3 canonical(const Vec3& direction, double& sign) {
    int largest = 0;
    for (int i = 1; i < 3; ++i)
        if (std::abs(direction[i]) > std::abs(direction[largest]) + 1e-9) largest = i;
    sign = direction[largest] < 0.0 ? -1.0 : 1.0;
    return direction * sign;
}

template <class F>
void forEachLoop(Sketch& sketch, const F& f) {
    for (Profile& profile : sketch.profiles) {
        f(profile.outer);
        for (Loop& hole : profile.holes) f(hole);
    }
}

Curve curveAt(const Curve& old, const ParameterSpace::CurveSlots& slots, const std::vector<double>& x) {
    const auto value = [&](const Slot& s) { return s.value(x[static_cast<size_t>(s.parameter)]); };
    const Vec2 start{value(slots.start[0]), value(slots.start[1])};
    if (std::holds_alternative<Circle>(old)) return Circle{start, value(slots.size)};
    const Vec2 end{value(slots.end[0]), value(slots.end[1])};
    if (std::holds_alternative<Line>(old)) return Line{start, end};
    return Arc::fromSweep(start, end, 4.0 * std::atan(value(slots.size)));
}

}  // namespace

ParameterSpace::ParameterSpace(const CadSequence& sequence, double tie) : sequence_(sequence), tie_(tie) {
    for (ExtrudeBlock& block : sequence_.blocks) {
        BlockSlots slots;
        const Frame& plane = block.sketch.plane;
        slots.low = coordinate(plane, plane.normal, block.extent.low, false);
        slots.high = coordinate(plane, plane.normal, block.extent.high, false);
        forEachLoop(block.sketch, [&](const Loop& loop) { addLoop(plane, loop, slots); });
        blocks_.push_back(std::move(slots));
    }
}

Slot ParameterSpace::coordinate(const Frame& plane, const Vec3& direction, double value, bool centre) {
    double sign;
    const Vec3 along = canonical(direction, sign);
    const double shift = dot(plane.origin, direction), height = sign * (value + shift);
    for (size_t i = 0; i < parameters_.size(); ++i) {
        Parameter& known = parameters_[i];
        if (known.kind != ParameterKind::Coordinate || std::abs(start_[i] - height) > tie_ ||
            squaredNorm(known.direction - along) > 1e-16)
            continue;
        known.centre |= centre;
        known.corner |= !centre;
        return {static_cast<int>(i), sign, -shift};
    }
    parameters_.push_back({ParameterKind::Coordinate, along, centre, !centre});
    start_.push_back(height);
    return {static_cast<int>(start_.size()) - 1, sign, -shift};
}

Slot ParameterSpace::size(ParameterKind kind, double value) {
    if (kind == ParameterKind::Radius)
        for (size_t i = 0; i < parameters_.size(); ++i)
            if (parameters_[i].kind == kind && std::abs(start_[i] - value) <= tie_) return {static_cast<int>(i)};
    parameters_.push_back({kind, {}, false, false});
    start_.push_back(value);
    return {static_cast<int>(start_.size()) - 1};
}

void ParameterSpace::addLoop(const Frame& plane, const Loop& loop, BlockSlots& out) {
    const Vec3 yAxis = plane.yAxis();
    const auto point = [&](const Vec2& p, bool centre) {
        return std::array<Slot, 2>{coordinate(plane, plane.xAxis, p.x, centre), coordinate(plane, yAxis, p.y, centre)};
    };
    const size_t first = out.curves.size();
    for (const Curve& curve : loop.curves) {
        CurveSlots slots;
        if (const auto* circle = std::get_if<Circle>(&curve)) {
            slots.start = slots.end = point(circle->center, true);
            slots.size = size(ParameterKind::Radius, circle->radius);
        } else {
            slots.start = point(startPoint(curve), false);
            if (const auto* arc = std::get_if<Arc>(&curve))
                slots.size = size(ParameterKind::Bulge, std::tan(0.25 * arc->sweep()));
        }
        out.curves.push_back(slots);
    }
    for (size_t i = first; i < out.curves.size(); ++i)
        out.curves[i].end = out.curves[i + 1 < out.curves.size() ? i + 1 : first].start;
}

CadSequence ParameterSpace::apply(const std::vector<double>& x) const {
    CadSequence out = sequence_;
    const auto value = [&](const Slot& s) { return s.value(x[static_cast<size_t>(s.parameter)]); };
    for (size_t b = 0; b < out.blocks.size(); ++b) {
        out.blocks[b].extent = {value(blocks_[b].low), value(blocks_[b].high)};
        size_t k = 0;
        forEachLoop(out.blocks[b].sketch, [&](Loop& loop) {
            for (Curve& curve : loop.curves) curve = curveAt(curve, blocks_[b].curves[k++], x);
        });
    }
    return out;
}

}  // namespace img2cadseq
