#include "brep/gate.h"

#include <gtest/gtest.h>

#include "brep/built.h"
#include "brep/compile.h"
#include "brep/shapes.h"
#include "brep/step.h"

namespace img2cadseq::brep {
namespace {

using namespace test;

/// Two arcs that turn back on each other where they meet and overlap there by 6 micrometres. The kernel hides that in
/// a vertex's tolerance, which STEP has no room for.
Loop cusp() {
    return {{Line{{-33.932, -48.487}, {-12.904, -48.487}},
             Arc{{-12.904, -48.487}, {-17.832, -42.675}, {-23.503, -47.766}},
             Arc{{-23.503, -47.766}, {-29.12, -42.306}, {-33.932, -48.487}}}};
}

TEST(Gate, RefusesWhatHoldsOnlyByATolerance) {
    const std::vector<Profile> profiles{{rectangle(0, 0, 40, 20), {}}, {rectangle(30, 10, 50, 30), {}}, {cusp(), {}}};
    const Solid solid = compile({"cusp", {block(BooleanOp::New, profiles, 0, 50)}});
    const Solid again = readStepText(stepText(solid), "cusp.step");
    ASSERT_FALSE(gate(again).valid) << "the kernel builds it soundly now: choose another part";
    const Verdict verdict = gate(solid);
    EXPECT_FALSE(verdict.valid);
    EXPECT_NE(verdict.reason.find("re-read from STEP"), std::string::npos) << verdict.reason;
}

TEST(Gate, OneBodyOfTwoProfilesPasses) {
    const std::vector<Profile> profiles{{rectangle(0, 0, 40, 20), {}}, {rectangle(30, 10, 50, 30), {}}};
    const Solid solid = compile({"corner", {block(BooleanOp::New, profiles, 0, 50)}});
    EXPECT_TRUE(gate(solid).valid) << gate(solid).reason;
    EXPECT_TRUE(gate(readStepText(stepText(solid), "corner.step")).valid);
}

TEST(Gate, AnotherVolumeThanTheSequencesIsAnotherSolid) {
    const CadSequence sequence{"box", {box(BooleanOp::New, {0, 0, 0}, {10, 20, 30})}};
    const Solid solid = compile(sequence);
    EXPECT_TRUE(sameVolume(solid, 6000.0 * (1 + 1e-5)).valid);
    for (const double volume : {6060.0, 5940.0, 0.0}) {
        EXPECT_FALSE(sameVolume(solid, volume).valid) << volume;
        EXPECT_FALSE(sameVolume(solid, volume).reason.empty());
        EXPECT_EQ(built(sequence, volume).solid, nullptr) << volume;
    }
    EXPECT_NE(built(sequence, 6000.0).solid, nullptr);
}

}  // namespace
}  // namespace img2cadseq::brep
