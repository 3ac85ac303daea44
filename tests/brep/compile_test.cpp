#include "brep/compile.h"

#include <gtest/gtest.h>

#include "brep/gate.h"

namespace img2cadseq::brep {
namespace {

Loop rectangle(double x0, double y0, double x1, double y1) {
    return {{Line{{x0, y0}, {x1, y0}}, Line{{x1, y0}, {x1, y1}}, Line{{x1, y1}, {x0, y1}}, Line{{x0, y1}, {x0, y0}}}};
}

TEST(Compile, PlateWithHole) {
    ExtrudeBlock block{{{}, {{rectangle(0, 0, 40, 20), {{{Circle{{10, 10}, 4}}}}}}}, {0, 5}, BooleanOp::New};
    const Solid solid = compile({"plate", {block}});
    EXPECT_EQ(solid.faceCount(), 7u);
    EXPECT_NEAR(solid.massProperties().volume, (800 - M_PI * 16) * 5, 1e-6);
    const Verdict verdict = gate(solid);
    EXPECT_TRUE(verdict.valid) << verdict.reason;
}

}  // namespace
}  // namespace img2cadseq::brep
