#include "geometry/rotations.h"

#include <algorithm>

namespace img2cadseq {

const std::array<Mat3, 24>& axisRotations() {
    static const std::array<Mat3, 24> all = [] {
        std::array<Mat3, 24> made;
        size_t count = 0;
        std::array<int, 3> order{0, 1, 2};
        do {
            for (int signs = 0; signs < 8; ++signs) {
                Mat3 m;
                for (int r = 0; r < 3; ++r) {
                    m.row[r] = {};
                    m.row[r][order[r]] = (signs >> r) & 1 ? -1.0 : 1.0;
                }
                if (m.determinant() > 0) made[count++] = m;
            }
        } while (std::next_permutation(order.begin(), order.end()));
        return made;
    }();
    return all;
}

}  // namespace img2cadseq
