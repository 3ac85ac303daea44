#include "csg/levels.h"

#include <gtest/gtest.h>

namespace img2cadseq::csg {
namespace {

Box3 plateBox() {
    Box3 box;
    box.add(Vec3{-0.5, -0.3, -0.1});
    box.add(Vec3{0.5, 0.3, 0.1});
    return box;
}

TEST(Levels, CountFromTheSideThatTheSurfaceLooksAwayFrom) {
    EXPECT_NEAR(*levelOf(plateBox(), {0, 0, 1}, {0.2, 0.0, 0.1}), 1.0, 1e-12);
    EXPECT_NEAR(*levelOf(plateBox(), {0, 0, 1}, {0.2, 0.0, 0.0}), 0.5, 1e-12);
    EXPECT_NEAR(*levelOf(plateBox(), {0, 0, -1}, {0.2, 0.0, 0.05}), 0.25, 1e-12);
    EXPECT_NEAR(*levelOf(plateBox(), {-1, 0, 0}, {-0.5, 0.0, 0.0}), 1.0, 1e-12);
}

TEST(Levels, SlopesAndRoundingsHaveNone) {
    EXPECT_FALSE(levelOf(plateBox(), {0, 0.6, 0.8}, {0.2, 0.0, 0.1}));
    EXPECT_TRUE(levelOf(plateBox(), {0, 0.05, 0.99875}, {0.2, 0.0, 0.1}));
    EXPECT_FALSE(levelOf(plateBox(), {0, 0, 0}, {0.2, 0.0, 0.1}));
}

TEST(Levels, ABoxWithoutThicknessGivesANumber) {
    Box3 sheet;
    sheet.add(Vec3{-0.5, -0.3, 0.0});
    sheet.add(Vec3{0.5, 0.3, 0.0});
    EXPECT_NEAR(*levelOf(sheet, {0, 0, 1}, {0.0, 0.0, 0.0}), 0.0, 1e-12);
}

}  // namespace
}  // namespace img2cadseq::csg
