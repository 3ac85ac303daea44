#include "infer/same_part.h"

namespace img2cadseq::infer {

std::vector<bool> insideGrid(const csg::Solid& solid, const Box3& box, int n) {
    std::vector<bool> cells;
    cells.reserve(static_cast<size_t>(n) * n * n);
    const Vec3 size = box.size();
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j)
            for (int k = 0; k < n; ++k)
                cells.push_back(solid.inside({box.low.x + (i + 0.5) / n * size.x, box.low.y + (j + 0.5) / n * size.y,
                                              box.low.z + (k + 0.5) / n * size.z}));
    return cells;
}

double overlapOf(const std::vector<bool>& a, const std::vector<bool>& b) {
    size_t both = 0, either = 0;
    for (size_t i = 0; i < a.size(); ++i) both += a[i] && b[i], either += a[i] || b[i];
    return either > 0 ? static_cast<double>(both) / static_cast<double>(either) : 0.0;
}

}  // namespace img2cadseq::infer
