#include "geometry/rotations.h"

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

TEST(AxisRotations, AreTheRotationGroupOfTheCube) {
    const auto& all = axisRotations();
    EXPECT_EQ(all[0], Mat3());
    for (const Mat3& a : all) {
        EXPECT_EQ(a.determinant(), 1.0);
        EXPECT_EQ(a * a.transposed(), Mat3());
        for (const Mat3& b : all) {
            EXPECT_EQ(&a == &b, a == b);
            int found = 0;
            for (const Mat3& c : all) found += (a * b) == c;
            EXPECT_EQ(found, 1);
        }
    }
}

}  // namespace
}  // namespace img2cadseq
