#include "csg/fill.h"

#include <algorithm>

namespace img2cadseq::csg {
namespace {

/// Adds how much of each cell of the row [0, 1) lies in [from, to).
void addInterval(float* row, int side, double from, double to) {
    const double a = std::clamp(from, 0.0, 1.0) * side, b = std::clamp(to, 0.0, 1.0) * side;
    if (!(b > a)) return;
    const int first = std::min(static_cast<int>(a), side - 1), last = std::min(static_cast<int>(b), side - 1);
    for (int i = first; i <= last; ++i)
        row[i] += static_cast<float>(std::min(b, i + 1.0) - std::max(a, static_cast<double>(i)));
}

}  // namespace

Fill fillOf(const Solid& solid, const Vec3& size, int side, int rim) {
    constexpr double kStart = 9.5;  ///< box lengths before the box
    Fill fill{std::vector<float>(static_cast<size_t>(side) * side * side, 0.0f)};
    std::vector<Hit> hits;
    for (int k = -rim; k < side + rim; ++k)
        for (int j = -rim; j < side + rim; ++j) {
            const Vec3 origin{-(kStart + 0.5) * size.x, ((j + 0.5) / side - 0.5) * size.y,
                              ((k + 0.5) / side - 0.5) * size.z};
            solid.cast(origin, {size.x, 0, 0}, hits);
            const bool within = j >= 0 && k >= 0 && j < side && k < side;
            for (size_t h = 0; h + 1 < hits.size(); h += 2) {
                const double from = hits[h].t - kStart, to = hits[h + 1].t - kStart;
                const double inside = within ? std::clamp(to, 0.0, 1.0) - std::clamp(from, 0.0, 1.0) : 0.0;
                fill.outside += (to - from - inside) * side;
                if (within) addInterval(&fill.cells[(static_cast<size_t>(k) * side + j) * side], side, from, to);
            }
        }
    return fill;
}

}  // namespace img2cadseq::csg
