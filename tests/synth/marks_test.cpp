#include "synth/marks.h"

#include <gtest/gtest.h>

#include "synth/sample.h"

namespace img2cadseq::synth {
namespace {

TEST(Marks, StayOnTheFacesOfSomeParts) {
    SampleOptions options;
    options.size = 96;
    options.points = 0;
    options.picture = false;
    int marked = 0;
    for (uint64_t i = 0; i < 40; ++i) {
        const Sample sample = makeSample(11, i, options);
        const Canvas plain(96, 96, {0.5f, 0.5f, 0.5f});
        Canvas part = plain, again = plain;
        addMarks(part, sample.buffers, Random(3, i));
        addMarks(again, sample.buffers, Random(3, i));
        EXPECT_EQ(part.r.data, again.r.data);
        int changed = 0;
        for (size_t k = 0; k < part.size(); ++k) {
            if (part.r.data[k] == 0.5f) continue;
            ++changed;
            EXPECT_TRUE(sample.buffers.mask.data[k]);
            EXPECT_GT(part.r.data[k], 0.05f);
        }
        marked += changed > 0;
    }
    EXPECT_GE(marked, 5);
    EXPECT_LE(marked, 20);
}

TEST(Marks, ShadowsDarkenAndNeverInvertThePicture) {
    int changed = 0;
    for (uint64_t i = 0; i < 60; ++i) {
        Canvas canvas(64, 64, {0.5f, 0.4f, 0.3f});
        addPassingShadows(canvas, Random(4, i));
        bool differs = false;
        for (size_t k = 0; k < canvas.size(); ++k) {
            const Color c = canvas.get(k);
            differs = differs || c.x != 0.5f;
            EXPECT_GT(c.x, 0.02f);
            EXPECT_LT(c.x, 1.2f);
            EXPECT_NEAR(c.y / c.x, 0.8f, 1e-4f);  // the light's colour stays
        }
        changed += differs;
    }
    EXPECT_GE(changed, 8);
    EXPECT_LE(changed, 40);
}

}  // namespace
}  // namespace img2cadseq::synth
