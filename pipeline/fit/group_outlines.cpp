#include "fit/group_outlines.h"

#include <algorithm>
#include <cmath>

#include "fit/layers.h"
#include "fit/walls.h"
#include "photo/contours.h"

namespace img2cadseq {
namespace {

constexpr size_t kFewest = 30;      ///< points that an outline is traced from
constexpr double kCell = 0.5;       ///< spacings
constexpr int kMostCells = 400;     ///< along a side
constexpr double kClosing = 2.6;    ///< spacings
constexpr double kTolerance = 0.6;  ///< spacings
constexpr double kWalls = 2.5;      ///< spacings from a traced border to its wall
constexpr double kClear = 0.3;      ///< spacings from a prism's ends, between which points are walls'
constexpr double kThin = 0.02;      ///< mean width of an outline, longest side 1
constexpr double kBoxy = 0.9;       ///< share of its rectangle that a box covers

double areaOf(const std::vector<Profile>& profiles) {
    double area = 0.0;
    for (const Profile& profile : profiles) {
        area += std::abs(signedArea(profile.outer));
        for (const Loop& hole : profile.holes) area -= std::abs(signedArea(hole));
    }
    return area;
}

/// What the points cover, seen along an axis.
struct Covered {
    Covered(const Points& points, int axis, double spacing) {
        Box2 box;
        const int u = (axis + 1) % 3, v = (axis + 2) % 3;
        for (const Vec3& p : points) box.add(Vec2{p[u], p[v]});
        cell = std::max(kCell * spacing, std::max(box.size().x, box.size().y) / kMostCells);
        const int reach = static_cast<int>(std::ceil(kClosing * spacing / cell)), rim = reach + 2;
        corner = box.low - Vec2{rim * cell, rim * cell};
        mask = Mask(static_cast<int>(box.size().x / cell) + 2 * rim + 1,
                    static_cast<int>(box.size().y / cell) + 2 * rim + 1);
        for (const Vec3& p : points)
            mask.at(static_cast<int>((p[u] - corner.x) / cell), static_cast<int>((p[v] - corner.y) / cell)) = 255;
        mask = closed(mask, reach);
        rectangle = box.size().x * box.size().y, longest = std::max(box.size().x, box.size().y);
    }
    Mask mask;
    Vec2 corner;
    double cell = 0.0, rectangle = 0.0, longest = 0.0;
};

}  // namespace

std::vector<ExtrudeBlock> outlinedPrisms(const PointCloud& cloud, const csg::Solid& solid, const Points& group,
                                         BooleanOp op, const GroupReach& reach) {
    std::vector<ExtrudeBlock> all;
    if (group.size() < kFewest) return all;
    for (int axis = 0; axis < 3; ++axis) {
        const Frame plane = axisPlane(axis);
        Mat3 axes;
        axes.row[0] = plane.xAxis, axes.row[1] = cross(plane.normal, plane.xAxis), axes.row[2] = plane.normal;
        const std::vector<Box3> boxes = grownBoxes(solid, axes, group, op, reach);
        if (boxes.empty()) continue;
        const Covered covered(group, axis, reach.spacing);
        OutlineOptions outline;
        outline.tolerance = std::max(kTolerance * reach.spacing, 0.7 * covered.cell);
        for (const Box3& box : boxes) {
            const Walls walls(cloud, axis, box.low.z, box.high.z, kClear * reach.spacing, kWalls * reach.spacing);
            std::vector<Profile> profiles = profilesOf(covered.mask, covered.corner, covered.cell, outline, &walls);
            for (const bool filled : {false, true}) {
                bool changed = !filled;
                if (filled)
                    for (Profile& profile : profiles)
                        changed = changed || !profile.holes.empty(), profile.holes.clear();
                const double area = areaOf(profiles);
                if (!changed || area > kBoxy * covered.rectangle || area < kThin * covered.longest) continue;
                CadSequence block;
                addPrism(block, axis, profiles, {box.low.z, box.high.z}, op);
                block.blocks[0].op = op;
                all.push_back(std::move(block.blocks[0]));
            }
        }
    }
    return all;
}

}  // namespace img2cadseq
