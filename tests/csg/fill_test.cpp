#include "csg/fill.h"

#include <numeric>

#include <gtest/gtest.h>

#include "csg/shapes.h"

namespace img2cadseq {
namespace {

using test::block;
using test::circle;
using test::rectangle;
using test::sequence;

double sum(const std::vector<float>& cells) { return std::accumulate(cells.begin(), cells.end(), 0.0); }

TEST(Fill, AddsUpToTheVolume) {
    const csg::Solid tube(sequence({block({{circle(0, 0, 0.5), {circle(0, 0, 0.2)}}}, -0.25, 0.25)}));
    const csg::Fill fill = csg::fillOf(tube, {1, 1, 0.5}, 24, 1);
    const double cell = 0.5 / (24.0 * 24.0 * 24.0);
    EXPECT_NEAR(sum(fill.cells) * cell, tube.volume(), 0.01 * tube.volume());
    EXPECT_NEAR(fill.outside, 0.0, 1e-9);
}

TEST(Fill, KnowsWhichCellIsWhich) {
    // The part's half of low x and high z.
    const csg::Solid corner(sequence({block(rectangle(-0.5, -0.5, 0.0, 0.5), 0.0, 0.5)}));
    const csg::Fill fill = csg::fillOf(corner, {1, 1, 1}, 4);
    for (size_t k = 0; k < 4; ++k)
        for (size_t j = 0; j < 4; ++j)
            for (size_t i = 0; i < 4; ++i)
                EXPECT_NEAR(fill.cells[(k * 4 + j) * 4 + i], i < 2 && k >= 2 ? 1.0 : 0.0, 1e-6);
}

TEST(Fill, CountsWhatIsBeyondTheBox) {
    const csg::Solid wide(sequence({block(rectangle(-1.0, -0.5, 1.0, 0.5), -0.5, 0.5)}));
    const csg::Fill fill = csg::fillOf(wide, {1, 1, 1}, 8);
    EXPECT_NEAR(sum(fill.cells), 512.0, 1e-3);
    EXPECT_NEAR(fill.outside, 512.0, 1e-3);
}

}  // namespace
}  // namespace img2cadseq
