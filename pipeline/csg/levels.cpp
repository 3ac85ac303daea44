#include "csg/levels.h"

#include <algorithm>
#include <cmath>

namespace img2cadseq::csg {

std::optional<double> levelOf(const Box3& box, const Vec3& normal, const Vec3& point) {
    constexpr double kFlat = 0.99, kThinnest = 1e-6;
    for (int axis = 0; axis < 3; ++axis) {
        if (std::abs(normal[axis]) < kFlat) continue;
        const double over = normal[axis] > 0.0 ? point[axis] - box.low[axis] : box.high[axis] - point[axis];
        return over / std::max(kThinnest, box.size()[axis]);
    }
    return std::nullopt;
}

}  // namespace img2cadseq::csg
