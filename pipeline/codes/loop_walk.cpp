#include "codes/loop_walk.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace img2cadseq::codes {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kSnapLength = 0.02;
constexpr double kSnapSweep = 4.0 * kPi / 180.0;

double wrapped(double angle) {
    angle = std::remainder(angle, 2.0 * kPi);
    return angle <= -kPi ? angle + 2.0 * kPi : angle;
}

/// Values that follow each other within the snap distance become their mean.
void snapCoordinate(std::vector<Vec2>& points, double Vec2::*coordinate) {
    std::vector<Vec2*> order;
    for (Vec2& point : points) order.push_back(&point);
    std::sort(order.begin(), order.end(),
              [&](const Vec2* a, const Vec2* b) { return a->*coordinate < b->*coordinate; });
    for (size_t from = 0, to = 0; from < order.size(); from = to) {
        double sum = 0.0;
        const double first = order[from]->*coordinate;
        while (to < order.size() && order[to]->*coordinate - first < kSnapLength) sum += order[to++]->*coordinate;
        for (size_t i = from; i < to; ++i) order[i]->*coordinate = sum / static_cast<double>(to - from);
    }
}

}  // namespace

CurveFeature circleFeature() {
    CurveFeature circle;
    circle.type = CurveType::Circle;
    circle.curvature = 2.0;
    return circle;
}

std::vector<CurveFeature> featuresOf(const Chain& chain) {
    std::vector<CurveFeature> curves;
    double heading = 0.0;
    for (size_t i = 0; i < chain.vertices.size(); ++i) {
        const Vec2 step = chain.vertices[(i + 1) % chain.vertices.size()] - chain.vertices[i];
        const double sweep = chain.sweeps[i], chord = norm(step), along = std::atan2(step.y, step.x);
        CurveFeature curve;
        curve.type = sweep == 0.0 ? CurveType::Line : CurveType::Arc;
        curve.chord = chord;
        curve.turn = wrapped(along - 0.5 * sweep - heading);
        curve.curvature = 2.0 * std::sin(0.5 * sweep) / chord;
        curve.offset = {chord * (std::cos(0.5 * sweep) - 1.0), chord * std::sin(0.5 * sweep)};
        heading = along + 0.5 * sweep;
        curves.push_back(curve);
    }
    return curves;
}

Chain walk(const std::vector<CurveFeature>& curves) {
    Chain chain;
    Vec2 at;
    double heading = 0.0, total = 0.0;
    for (const CurveFeature& curve : curves) {
        chain.vertices.push_back(at);
        chain.sweeps.push_back(curve.sweep());
        heading += curve.turn + 0.5 * curve.sweep();
        at += Vec2{std::cos(heading), std::sin(heading)} * curve.chord;
        heading += 0.5 * curve.sweep();
        total += curve.chord;
    }
    double walked = 0.0;
    for (size_t i = 0; i < curves.size() && total > 0.0; ++i) {
        chain.vertices[i] -= at * (walked / total);
        walked += curves[i].chord;
    }
    return chain;
}

void snap(Chain& chain) {
    snapCoordinate(chain.vertices, &Vec2::x);
    snapCoordinate(chain.vertices, &Vec2::y);
    for (double& sweep : chain.sweeps) {
        const double round = std::round(sweep * 12.0 / kPi) * kPi / 12.0;
        if (round != 0.0 && std::abs(round) < 2.0 * kPi && std::abs(sweep - round) < kSnapSweep) sweep = round;
    }
}

}  // namespace img2cadseq::codes
