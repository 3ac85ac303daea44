#include "fit/occupancy.h"

#include <algorithm>
#include <cmath>

#include "csg/fill.h"

namespace img2cadseq {
double expectedOverlap(const csg::Solid& solid, const Occupancy& occupancy, const Vec3& boxSize) {
    const csg::Fill fill = csg::fillOf(solid, boxSize, occupancy.side, std::max(1, occupancy.side / 12));
    double both = 0.0, filled = fill.outside, expected = 0.0;
    for (size_t i = 0; i < fill.cells.size(); ++i) {
        both += fill.cells[i] * occupancy.probability[i];
        filled += fill.cells[i];
        expected += occupancy.probability[i];
    }
    const double any = filled + expected - both;
    return any > 0.0 ? both / any : 0.0;
}

double probabilityAt(const Occupancy& occupancy, const Vec3& point) {
    const int n = occupancy.side;
    int low[3];
    double part[3];
    for (int a = 0; a < 3; ++a) {
        const double x = point[a] / occupancy.boxSize[a] + 0.5;
        if (x < 0.0 || x > 1.0) return 0.0;
        const double cell = std::clamp(x * n - 0.5, 0.0, n - 1.0);
        low[a] = std::min(static_cast<int>(cell), std::max(n - 2, 0));
        part[a] = cell - low[a];
    }
    double sum = 0.0;
    for (int corner = 0; corner < 8; ++corner) {
        int at[3];
        double weight = 1.0;
        for (int a = 0; a < 3; ++a) {
            const bool up = (corner >> a) & 1;
            at[a] = std::min(low[a] + (up ? 1 : 0), n - 1);
            weight *= up ? part[a] : 1.0 - part[a];
        }
        if (weight > 0.0) sum += weight * occupancy.probability[occupancy.index(at[0], at[1], at[2])];
    }
    return sum;
}

}  // namespace img2cadseq
