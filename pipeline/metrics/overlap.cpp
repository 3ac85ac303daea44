#include "metrics/overlap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

#include "metrics/sampling.h"

namespace img2cadseq::metrics {
namespace {

/// Above this share of its box a reference leaves nothing to gain.
constexpr double kFullBox = 0.95;
/// Shift of the rays from the cells' middles, in cells.
constexpr double kOffset = 1e-4 * 3.14159265358979323846;

using Columns = std::array<std::vector<double>, 3>;

Columns cellMiddles(const Box3& box, int n) {
    Columns columns;
    for (int k = 0; k < 3; ++k) {
        const double step = (box.high[k] - box.low[k]) / n;
        for (int i = 0; i < n; ++i) columns[k].push_back(box.low[k] + (i + 0.5 + kOffset) * step);
    }
    return columns;
}

size_t firstNotBelow(const std::vector<double>& column, double value) {
    return static_cast<size_t>(std::lower_bound(column.begin(), column.end(), value) - column.begin());
}

/// Where the edge crosses the line x = const, the same to the last bit whichever triangle asks.
double crossingY(const Vec3& p, const Vec3& q, double x) {
    const bool ordered = std::tie(p.x, p.y) < std::tie(q.x, q.y);
    const Vec3 &low = ordered ? p : q, &high = ordered ? q : p;
    return low.y + (x - low.x) / (high.x - low.x) * (high.y - low.y);
}

/// Height of the triangle's plane over (x, y), kept within the triangle where it is nearly upright.
double heightAt(const Vec3& a, const Vec3& b, const Vec3& c, double x, double y) {
    const double area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    if (area == 0.0) return a.z;
    const double v = ((x - a.x) * (c.y - a.y) - (y - a.y) * (c.x - a.x)) / area;
    const double w = ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) / area;
    const auto [low, high] = std::minmax({a.z, b.z, c.z});
    return std::clamp(a.z + v * (b.z - a.z) + w * (c.z - a.z), low, high);
}

/// Flips in each column the cell from which on the triangle's crossing lies below. On a line of columns x = const the
/// triangle spans the columns between the crossings of two of its edges; neighbours see the same crossing, so no ray
/// slips through or counts twice, not even along an edge.
void addCrossings(const Vec3& a, const Vec3& b, const Vec3& c, const Columns& columns,
                  std::vector<unsigned char>& flips) {
    const size_t n = columns[2].size();
    const size_t first = firstNotBelow(columns[0], std::min({a.x, b.x, c.x}));
    const size_t last = firstNotBelow(columns[0], std::max({a.x, b.x, c.x}));
    for (size_t i = first; i < last; ++i) {
        const double x = columns[0][i];
        double low = std::numeric_limits<double>::infinity(), high = -low;
        for (const auto& [p, q] : {std::tie(a, b), std::tie(b, c), std::tie(c, a)}) {
            if ((p.x > x) == (q.x > x)) continue;
            const double y = crossingY(p, q, x);
            low = std::min(low, y);
            high = std::max(high, y);
        }
        const size_t end = firstNotBelow(columns[1], high);
        for (size_t j = firstNotBelow(columns[1], low); j < end; ++j) {
            const size_t k = firstNotBelow(columns[2], heightAt(a, b, c, x, columns[1][j]));
            if (k < n) flips[(i * n + j) * n + k] ^= 1;
        }
    }
}

}  // namespace

std::vector<unsigned char> occupancy(const Mesh& mesh, const Box3& box, int n) {
    requireSound(mesh);
    const Columns columns = cellMiddles(box, n);
    const size_t side = static_cast<size_t>(n);
    std::vector<unsigned char> cells(side * side * side, 0);
    for (const auto& t : mesh.triangles)
        addCrossings(mesh.vertices[t[0]], mesh.vertices[t[1]], mesh.vertices[t[2]], columns, cells);
    for (size_t column = 0; column < side * side; ++column)
        for (size_t k = 1; k < side; ++k) cells[column * side + k] ^= cells[column * side + k - 1];
    return cells;
}

Overlap overlap(const Mesh& result, const Mesh& reference, int n) {
    Box3 box = result.box();
    box.add(reference.box());
    const auto a = occupancy(result, box, n), b = occupancy(reference, box, n);
    size_t both = 0, either = 0, filled = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        both += a[i] & b[i];
        either += a[i] | b[i];
        filled += b[i];
    }
    const auto volumeOf = [](const Vec3& size) { return size.x * size.y * size.z; };
    const double cell = volumeOf(box.size()) / std::pow(static_cast<double>(n), 3);
    Overlap answer;
    answer.iou = either > 0 ? static_cast<double>(both) / static_cast<double>(either) : 0.0;
    answer.box = std::min(1.0, static_cast<double>(filled) * cell / std::max(volumeOf(reference.box().size()), 1e-12));
    if (answer.box < kFullBox) answer.gain = std::max(-1.0, (answer.iou - answer.box) / (1.0 - answer.box));
    return answer;
}

}  // namespace img2cadseq::metrics
