#include "fit/unseen_sides.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/random.h"
#include "fit/cloud_noise.h"
#include "geometry/box.h"

namespace img2cadseq {
namespace {

constexpr double kOpen = 0.18;  ///< share of the columns of a side through which one sees into the cloud
/// Share of the points that must lie on the border of what is closed in. Those of walls in the unseen face may not.
constexpr double kExplained = 0.85;
/// Lengths in the cloud's spacing:
constexpr double kColumn = 2.0;  ///< breadth of the columns,
constexpr double kDeep = 4.0;    ///< how far from the side the first points are where there is no face,
constexpr double kSheet = 0.5;   ///< and how far apart they lie along the column, where they are of one face
constexpr double kOnBorder = 1.0;
constexpr double kBare = 1.2;    ///< from the nearest point where a face has none
constexpr double kUnseen = 0.3;  ///< share of a face that is bare where it was not seen
constexpr size_t kFewest = 64;

/// Of the columns across a side, the share in which the first points from there are deep inside and one face alone: of
/// a closed surface there would be others before them.
double openness(const std::vector<Vec3>& points, const Box3& box, int axis, bool high, double spacing, double sheet) {
    struct Column {
        double least = 1e9, most = -1e9;
    };
    std::map<std::pair<int, int>, Column> columns;
    const int b = (axis + 1) % 3, c = (axis + 2) % 3;
    for (const Vec3& p : points) {
        const double depth = high ? box.high[axis] - p[axis] : p[axis] - box.low[axis];
        Column& column = columns[{static_cast<int>((p[b] - box.low[b]) / (kColumn * spacing)),
                                  static_cast<int>((p[c] - box.low[c]) / (kColumn * spacing))}];
        column.least = std::min(column.least, depth);
        column.most = std::max(column.most, depth);
    }
    const auto open = std::count_if(columns.begin(), columns.end(), [&](const auto& one) {
        return one.second.least > kDeep * spacing && one.second.most - one.second.least < sheet;
    });
    return static_cast<double>(open) / static_cast<double>(columns.size());
}

/// Whether within `reach` of the place there is both inside and outside; beyond the grid is outside.
bool onBorder(const InsideGrid& grid, const Vec3& place, double reach) {
    int low[3], high[3];
    bool inside = false, outside = false;
    for (int a = 0; a < 3; ++a) {
        const int last = grid.count[static_cast<size_t>(a)] - 1;
        low[a] = static_cast<int>(std::floor((place[a] - reach - grid.corner[a]) / grid.cell[a]));
        high[a] = static_cast<int>(std::floor((place[a] + reach - grid.corner[a]) / grid.cell[a]));
        outside = outside || low[a] < 0 || high[a] > last;
        low[a] = std::max(low[a], 0), high[a] = std::min(high[a], last);
    }
    for (int k = low[2]; k <= high[2]; ++k)
        for (int j = low[1]; j <= high[1]; ++j)
            for (int i = low[0]; i <= high[0]; ++i) (grid.inside[grid.index(i, j, k)] ? inside : outside) = true;
    return inside && outside;
}

double explainedShare(const InsideGrid& grid, const std::vector<Vec3>& points, double spacing) {
    const auto explained = std::count_if(points.begin(), points.end(),
                                         [&](const Vec3& p) { return onBorder(grid, p, kOnBorder * spacing); });
    return static_cast<double>(explained) / static_cast<double>(points.size());
}

/// Points scattered over the inside's cells along the side, where there are none; nothing where there mostly are.
void addFace(const InsideGrid& grid, size_t side, const metrics::PointTree& tree, double spacing, Random& random,
             PointCloud& out) {
    const size_t a = side / 2, b = (a + 1) % 3, c = (a + 2) % 3;
    const auto ia = static_cast<int>(a), ib = static_cast<int>(b), ic = static_cast<int>(c);
    const double perCell = grid.cell[ib] * grid.cell[ic] / (spacing * spacing);
    std::array<int, 3> at{};
    at[a] = side % 2 ? grid.count[a] - 1 : 0;
    Vec3 place;
    place[ia] = grid.corner[ia] + grid.cell[ia] * (side % 2 ? grid.count[a] : 0);
    Vec3f outward;
    outward[ia] = side % 2 ? 1.0f : -1.0f;
    double owed = 0.5;
    size_t drawn = 0;
    std::vector<Vec3f> bare;
    for (at[c] = 0; at[c] < grid.count[c]; ++at[c])
        for (at[b] = 0; at[b] < grid.count[b]; ++at[b]) {
            if (!grid.inside[grid.index(at[0], at[1], at[2])]) continue;
            for (owed += perCell; owed >= 1.0; owed -= 1.0) {
                place[ib] = grid.corner[ib] + grid.cell[ib] * (at[b] + random.uniform());
                place[ic] = grid.corner[ic] + grid.cell[ic] * (at[c] + random.uniform());
                ++drawn;
                if (tree.nearest(place).squaredDistance > kBare * kBare * spacing * spacing)
                    bare.push_back(cast<float>(place));
            }
        }
    if (static_cast<double>(bare.size()) < kUnseen * static_cast<double>(drawn)) return;
    out.positions.insert(out.positions.end(), bare.begin(), bare.end());
    out.normals.resize(out.positions.size(), outward);
    out.seen.resize(out.positions.size(), 0);
}

}  // namespace

PointCloud unseenSides(const PointCloud& cloud) {
    const std::vector<Vec3> points = distinctPoints(cloud);
    if (points.size() < kFewest) return {};
    const metrics::PointTree tree(points);
    const double spacing = spacingOf(tree), noise = slightNoise(tree);
    const double sheet = std::max(kSheet * spacing, std::isfinite(noise) ? 6.0 * noise : 0.0);
    Box3 box;
    for (const Vec3& p : points) box.add(p);
    std::array<double, 6> open{};
    for (size_t side = 0; side < open.size(); ++side)
        open[side] = openness(points, box, static_cast<int>(side / 2), side % 2 != 0, spacing, sheet);
    const auto most = static_cast<size_t>(std::max_element(open.begin(), open.end()) - open.begin());
    BoxSides all{}, one{};
    for (size_t side = 0; side < open.size(); ++side) all[side] = open[side] > kOpen;
    if (!all[most]) return {};
    one[most] = true;
    for (const BoxSides& closed : {all, one}) {
        InsideOptions options;
        options.closed = closed;
        const InsideGrid grid = insideOf(cloud, options);
        if (grid.inside.empty() || explainedShare(grid, points, spacing) < kExplained) continue;
        PointCloud faces;
        Random random(5);
        for (size_t side = 0; side < closed.size(); ++side)
            if (closed[side]) addFace(grid, side, tree, spacing, random, faces);
        return faces;
    }
    return {};
}

}  // namespace img2cadseq
