#include "fit/inside_grid.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "geometry/box.h"
#include "photo/minimal_cut.h"

namespace img2cadseq {
namespace {

constexpr int kFewest = 20;        ///< cells along the shortest side,
constexpr int kMostAlong = 128;    ///< cells along the longest side
constexpr double kFinest = 0.12;   ///< but none so much shorter than the spacing
constexpr double kCoarsest = 0.4;  ///< cells are not finer than this part of the spacing, but across a thin part
/// Lengths in the cloud's spacing 1 / sqrt(points an area):
constexpr double kFar = 2.6;   ///< what can be reached so far from all points is outside for certain
constexpr double kBall = 0.4;  ///< radius of the ball for which a point elsewhere stands
/// A cut's price an area: this by distance (more than the volume it encloses gains, or it would swell), and one more
/// off the points.
constexpr double kSlope = 3.0;
constexpr size_t kNeighbours = 10;
constexpr double kFlat = 0.12;  ///< thickness of a flat neighbourhood over its breadth

/// A point as a piece of surface; without a normal where the surface bends.
struct Surfel {
    Vec3 at, normal;
    bool flat = false;
};

struct Surfels {
    std::vector<Surfel> all;
    double spacing = 0.0;
};

Surfels surfelsOf(const PointCloud& cloud) {
    Surfels out;
    const std::vector<Vec3> points = distinctPoints(cloud);
    const metrics::PointTree tree(points);
    out.spacing = spacingOf(tree);
    for (const Vec3& p : points) {
        const std::vector<metrics::Nearest> near = tree.nearest(p, kNeighbours);
        Eigen::Vector3d mean = Eigen::Vector3d::Zero();
        const auto eigenOf = [](const Vec3& v) { return Eigen::Vector3d(v.x, v.y, v.z); };
        for (const auto& n : near) mean += eigenOf(points[n.index]) / static_cast<double>(near.size());
        Eigen::Matrix3d spread = Eigen::Matrix3d::Zero();
        for (const auto& n : near) {
            const Eigen::Vector3d d = eigenOf(points[n.index]) - mean;
            spread += d * d.transpose();
        }
        const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> eigen(spread);
        const Eigen::Vector3d thin = eigen.eigenvectors().col(0);
        const bool flat = eigen.eigenvalues()[0] < kFlat * kFlat * eigen.eigenvalues()[1];
        out.all.push_back({p, {thin[0], thin[1], thin[2]}, flat});
    }
    return out;
}

/// Length of cells of which there are so many within kFar of a surface's points.
double cellLength(const Box3& box, size_t points, double spacing, int cells) {
    const double area = static_cast<double>(points) * spacing * spacing;
    const double near = std::min(2.0 * kFar * spacing * area, box.size().x * box.size().y * box.size().z);
    return std::max({std::cbrt(near / cells), box.longestSide() / kMostAlong, kCoarsest * spacing});
}

InsideGrid gridOver(const Box3& box, double usual, double spacing, const BoxSides& closed) {
    InsideGrid grid;
    for (int a = 0; a < 3; ++a) {
        const double length = box.size()[a];
        const double cell = std::clamp(length / kFewest, std::min(kFinest * spacing, usual), usual);
        const int inner = std::max(1, static_cast<int>(std::lround(length / cell)));
        grid.cell[a] = length / inner;
        const int rim = static_cast<int>(std::ceil(kFar * spacing / grid.cell[a])) + 1;
        const auto side = 2 * static_cast<size_t>(a);
        const int below = closed[side] ? 0 : rim, above = closed[side + 1] ? 0 : rim;
        grid.count[static_cast<size_t>(a)] = inner + below + above;
        grid.corner[a] = box.low[a] - below * grid.cell[a];
    }
    return grid;
}

/// Calls f(index, offset of the cell's middle) for the cells whose middles lie within `reach` of a point.
template <class F>
void forEachNear(const InsideGrid& grid, const Vec3& point, double reach, const F& f) {
    int low[3], high[3];
    for (int a = 0; a < 3; ++a) {
        low[a] = std::max(0, static_cast<int>(std::floor((point[a] - reach - grid.corner[a]) / grid.cell[a])));
        high[a] = std::min(grid.count[static_cast<size_t>(a)] - 1,
                           static_cast<int>(std::floor((point[a] + reach - grid.corner[a]) / grid.cell[a])));
    }
    for (int k = low[2]; k <= high[2]; ++k)
        for (int j = low[1]; j <= high[1]; ++j)
            for (int i = low[0]; i <= high[0]; ++i) {
                const Vec3 offset = grid.corner +
                                    Vec3{(i + 0.5) * grid.cell.x, (j + 0.5) * grid.cell.y, (k + 0.5) * grid.cell.z} -
                                    point;
                if (squaredNorm(offset) <= reach * reach) f(grid.index(i, j, k), offset);
            }
}

/// The cells along the sides that are not closed: their rim.
std::vector<std::array<int, 3>> rimOf(const InsideGrid& grid, const BoxSides& closed) {
    std::vector<std::array<int, 3>> rim;
    for (size_t side = 0; side < closed.size(); ++side) {
        if (closed[side]) continue;
        const size_t a = side / 2, b = (a + 1) % 3, c = (a + 2) % 3;
        std::array<int, 3> at{};
        at[a] = side % 2 ? grid.count[a] - 1 : 0;
        for (at[b] = 0; at[b] < grid.count[b]; ++at[b])
            for (at[c] = 0; at[c] < grid.count[c]; ++at[c]) rim.push_back(at);
    }
    return rim;
}

/// Cells reached from those of `front` through cells that are `open`.
std::vector<uint8_t> flooded(const InsideGrid& grid, const std::vector<uint8_t>& open,
                             std::vector<std::array<int, 3>> front) {
    std::vector<uint8_t> reached(open.size(), 0);
    for (const auto& at : front) reached[grid.index(at[0], at[1], at[2])] = 1;
    while (!front.empty()) {
        const auto at = front.back();
        front.pop_back();
        for (size_t a = 0; a < 3; ++a)
            for (const int step : {-1, 1}) {
                auto next = at;
                next[a] += step;
                if (next[a] < 0 || next[a] >= grid.count[a]) continue;
                const size_t i = grid.index(next[0], next[1], next[2]);
                if (!open[i] || reached[i]) continue;
                reached[i] = 1;
                front.push_back(next);
            }
    }
    return reached;
}

/// What a cut costs an area, by the distance from the surface that the points stand for.
double price(double distance, double spacing, const InsideOptions& options) {
    const double t = std::clamp((distance / spacing - options.near) / (options.off - options.near), 0.0, 1.0);
    return kSlope * distance + t * t;
}

/// Distances of all cells from the surface, at most `reach`; `far`: no point lies within it.
std::vector<float> distancesOf(const InsideGrid& grid, const Surfels& surfels, double reach, double disc,
                               std::vector<uint8_t>& far) {
    const size_t cells = grid.inside.size();
    std::vector<float> distance(cells, static_cast<float>(reach));
    far.assign(cells, 1);
    const double ball = kBall * surfels.spacing;
    for (const Surfel& s : surfels.all)
        forEachNear(grid, s.at, reach, [&](size_t i, const Vec3& offset) {
            far[i] = 0;
            double d = std::max(0.0, norm(offset) - ball);
            if (s.flat) {
                const double up = std::abs(dot(offset, s.normal));
                const double along = std::sqrt(std::max(0.0, squaredNorm(offset) - up * up));
                d = std::min(d, std::hypot(up, std::max(0.0, along - disc)));
            }
            distance[i] = std::min(distance[i], static_cast<float>(d));
        });
    return distance;
}

/// A node for each cell that is not outside, one for all that hang together far from all points: a border through their
/// midst would pay for nothing. -1 outside. The graph's gains are cells.
std::vector<int> nodesOf(const InsideGrid& grid, const std::vector<uint8_t>& outside, const std::vector<uint8_t>& far,
                         CutGraph& graph) {
    std::vector<int> node(outside.size(), -1);
    std::vector<std::array<int, 3>> front;
    for (int k = 0; k < grid.count[2]; ++k)
        for (int j = 0; j < grid.count[1]; ++j)
            for (int i = 0; i < grid.count[0]; ++i) {
                const size_t first = grid.index(i, j, k);
                if (outside[first] || node[first] >= 0) continue;
                const int own = static_cast<int>(graph.inside.size());
                graph.inside.push_back(0.0);
                node[first] = own;
                front.assign(1, {i, j, k});
                while (!front.empty()) {
                    const auto at = front.back();
                    front.pop_back();
                    graph.inside.back() += 1.0;
                    if (!far[first]) continue;
                    for (size_t a = 0; a < 3; ++a)
                        for (const int step : {-1, 1}) {
                            auto next = at;
                            next[a] += step;
                            if (next[a] < 0 || next[a] >= grid.count[a]) continue;
                            const size_t there = grid.index(next[0], next[1], next[2]);
                            if (!far[there] || outside[there] || node[there] >= 0) continue;
                            node[there] = own;
                            front.push_back(next);
                        }
                }
            }
    return node;
}

void cut(InsideGrid& grid, const std::vector<uint8_t>& outside, const std::vector<uint8_t>& far,
         const std::vector<float>& distance, double spacing, const InsideOptions& options) {
    constexpr double kUnit = 1e6;  // so that capacities are far from rounding
    CutGraph graph;
    const std::vector<int> node = nodesOf(grid, outside, far, graph);
    for (double& gain : graph.inside) gain *= kUnit * grid.cell.x * grid.cell.y * grid.cell.z;
    graph.outside.assign(graph.inside.size(), 0.0);
    for (int k = 0; k < grid.count[2]; ++k)
        for (int j = 0; j < grid.count[1]; ++j)
            for (int i = 0; i < grid.count[0]; ++i) {
                const size_t here = grid.index(i, j, k);
                for (int a = 0; a < 3; ++a) {
                    int next[3] = {i, j, k};
                    if (++next[a] >= grid.count[static_cast<size_t>(a)]) continue;
                    const size_t there = grid.index(next[0], next[1], next[2]);
                    const double area = grid.cell[(a + 1) % 3] * grid.cell[(a + 2) % 3];
                    const double cost =
                        kUnit * area * price(0.5 * (distance[here] + distance[there]), spacing, options);
                    if (node[here] == node[there]) continue;
                    if (!outside[here] && !outside[there])
                        graph.edges.push_back({node[here], node[there], cost});
                    else if (!outside[here] || !outside[there])
                        graph.outside[static_cast<size_t>(node[outside[here] ? there : here])] += cost;
                }
            }
    const std::vector<uint8_t> side = minimalCut(graph);
    for (size_t i = 0; i < outside.size(); ++i) grid.inside[i] = !outside[i] && side[static_cast<size_t>(node[i])];
}

}  // namespace

double InsideGrid::volume() const {
    return static_cast<double>(std::count(inside.begin(), inside.end(), 1)) * cell.x * cell.y * cell.z;
}

std::vector<Vec3> distinctPoints(const PointCloud& cloud) {
    std::vector<std::array<float, 3>> all;
    for (const Vec3f& p : cloud.positions) all.push_back({p.x, p.y, p.z});
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::vector<Vec3> points;
    for (const auto& p : all) points.push_back({p[0], p[1], p[2]});
    return points;
}

double spacingOf(const metrics::PointTree& points) {
    double spacing = 0.0;
    for (const Vec3& p : points.points()) {
        const std::vector<metrics::Nearest> near = points.nearest(p, 2);
        // The nearest neighbour is half the spacing away, in the mean.
        if (near.size() > 1)
            spacing += 2.0 * std::sqrt(near[1].squaredDistance) / static_cast<double>(points.points().size());
    }
    return spacing;
}

InsideGrid insideOf(const PointCloud& cloud, const InsideOptions& options) {
    const Surfels surfels = surfelsOf(cloud);
    const double reach = kFar * surfels.spacing;
    Box3 box;
    for (const Surfel& s : surfels.all) box.add(s.at);
    // A sheet has no inside, and nothing would tell the cut so soon.
    if (std::min({box.size().x, box.size().y, box.size().z}) < kFinest * surfels.spacing) return {};
    const double usual = cellLength(box, surfels.all.size(), surfels.spacing, options.cells);
    InsideGrid grid = gridOver(box, usual, surfels.spacing, options.closed);
    grid.inside.assign(
        static_cast<size_t>(grid.count[0]) * static_cast<size_t>(grid.count[1]) * static_cast<size_t>(grid.count[2]),
        0);
    std::vector<uint8_t> far;
    const std::vector<float> distance = distancesOf(grid, surfels, reach, options.disc * surfels.spacing, far);
    cut(grid, flooded(grid, far, rimOf(grid, options.closed)), far, distance, surfels.spacing, options);
    if (std::count(grid.inside.begin(), grid.inside.end(), 1) == 0) grid.inside.clear();
    return grid;
}

}  // namespace img2cadseq
