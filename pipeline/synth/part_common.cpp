#include "synth/part_common.h"

#include <algorithm>

namespace img2cadseq::synth {

CornerKind edgeStyle(Random& random) {
    const CornerKind kinds[] = {CornerKind::Round, CornerKind::Sharp, CornerKind::Chamfer};
    return kinds[weighted(random, {5.0, 4.0, 1.0})];
}

std::vector<Loop> screwHoles(Random& random, const Box2& face, double radius) {
    const Vec2 size = face.size(), center = face.center();
    const double longer = std::max(size.x, size.y), shorter = std::min(size.x, size.y);
    const Vec2 along = size.x >= size.y ? Vec2{1.0, 0.0} : Vec2{0.0, 1.0};
    radius = std::min(radius, 0.25 * shorter);
    if (longer < 5.0 * radius) return {circle(center, radius)};
    if (shorter > 9.0 * radius && random.chance(0.5))
        return at(cornerPlaces(center, size - Vec2{5.0 * radius, 5.0 * radius}), circle({}, radius));
    const int count =
        longer > 12.0 * radius ? random.integer(1, 3) : (longer > 8.0 * radius ? random.integer(1, 2) : 1);
    if (count == 1) return {circle(center, radius)};
    const double pitch = random.uniform(0.45, 0.6) * longer / (count - 1) * (count == 2 ? 1.0 : 1.15);
    std::vector<Loop> holes;
    for (int i = 0; i < count; ++i) holes.push_back(circle(center + along * ((i - 0.5 * (count - 1)) * pitch), radius));
    return holes;
}

std::vector<Vec2> mirroredPoints(const std::vector<Vec2>& right) {
    std::vector<Vec2> points = right;
    for (auto it = right.rbegin(); it != right.rend(); ++it)
        if (it->x != 0.0) points.push_back({-it->x, it->y});
    return points;
}

std::vector<Corner> mirroredCorners(const std::vector<Corner>& right) {
    std::vector<Corner> corners = right;
    for (auto it = right.rbegin(); it != right.rend(); ++it)
        if (it->at.x != 0.0) corners.push_back({{-it->at.x, it->at.y}, it->kind, it->size});
    return corners;
}

Profile ringWall(const Vec2& center, const Vec2& size, double wall, CornerKind kind, double corner) {
    const Vec2 inside = size - Vec2{2.0 * wall, 2.0 * wall};
    const bool keeps = corner - wall > 0.02 * size.x;
    return plate(rectangle(center, size, kind, corner),
                 {rectangle(center, inside, keeps ? kind : CornerKind::Sharp, std::max(corner - wall, 0.0))});
}

}  // namespace img2cadseq::synth
