#include "synth/part_faces.h"

#include <algorithm>
#include <cmath>

namespace img2cadseq::synth {
namespace {

void addCaps(const Stock& stock, size_t index, std::vector<Face>& faces) {
    const Box2 area = boundingBox(stock.profile.outer);
    faces.push_back({stock.axis, stock.high, 1.0, area, stock.high - stock.low, index, true});
    faces.push_back({stock.axis, stock.low, -1.0, area, stock.high - stock.low, index, true});
}

/// Faces of straight edges that lie along an axis.
void addSides(const Stock& stock, size_t index, std::vector<Face>& faces) {
    const auto [p, q] = naturalAxes(stock.axis);
    const Box2 box = boundingBox(stock.profile.outer);
    const bool counterClockwise = signedArea(stock.profile.outer) > 0.0;
    for (const Curve& curve : stock.profile.outer.curves) {
        const auto* line = std::get_if<Line>(&curve);
        if (!line) continue;
        const Vec2 d = line->end - line->start;
        const bool alongP = std::abs(d.y) < 1e-9;
        if ((!alongP && std::abs(d.x) > 1e-9) || norm(d) < 12.0) continue;
        const int normal = alongP ? q : p, along = alongP ? p : q;
        const double outward = (alongP ? -d.x : d.y) * (counterClockwise ? 1.0 : -1.0);
        const double from = alongP ? std::min(line->start.x, line->end.x) : std::min(line->start.y, line->end.y);
        Box3 face;
        Vec3 corner;
        corner[along] = from;
        corner[static_cast<int>(stock.axis)] = stock.low;
        face.add(corner);
        corner[along] = from + norm(d);
        corner[static_cast<int>(stock.axis)] = stock.high;
        face.add(corner);
        const auto [u, v] = naturalAxes(static_cast<Axis>(normal));
        const double level = alongP ? line->start.y : line->start.x;
        const double across = alongP ? box.size().y : box.size().x;
        faces.push_back({static_cast<Axis>(normal), level, outward > 0 ? 1.0 : -1.0,
                         Box2{{face.low[u], face.low[v]}, {face.high[u], face.high[v]}}, across, index, false});
    }
}

}  // namespace

std::pair<int, int> naturalAxes(Axis axis) {
    return axis == Axis::X ? std::pair{1, 2} : (axis == Axis::Y ? std::pair{0, 2} : std::pair{0, 1});
}

void addFaces(const Stock& stock, size_t index, std::vector<Face>& faces) {
    addCaps(stock, index, faces);
    addSides(stock, index, faces);
}

}  // namespace img2cadseq::synth
