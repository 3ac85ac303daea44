// Real parts: the share of them that has room in the code tree, and that features keep their solids.

#include <iostream>

#include <gtest/gtest.h>

#include "cad/import.h"
#include "cad/transform.h"
#include "codes/features.h"
#include "codes/layout.h"
#include "core/random.h"
#include "csg/solid.h"
#include "support/data.h"

namespace img2cadseq::codes {
namespace {

TEST(Features, RealPartsComeBackAsTheyWere) {
    const auto file = ::img2cadseq::test::sharedData("fusion360/val.jsonl");
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "the outside data are not here";
    size_t models = 0, room = 0, wrong = 0;
    importFile(file.string(), [&](ImportedModel&& model) {
        if (model.error) return;
        ++models;
        const CadSequence part = normalised(model.sequence, boundingBox(model.sequence));
        const PartFeatures features = toFeatures(part);
        size_t longest = 0;
        for (const LoopFeature& loop : features.loops) longest = std::max(longest, loop.curves.size());
        room += fits(features.blocks.size(), features.loops.size(), longest);
        const csg::Solid before(part), after(toSequence(features, false));
        Random random(models);
        int differ = 0;
        for (int i = 0; i < 300; ++i) {
            const Vec3 p{random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5)};
            differ += before.inside(p) != after.inside(p);
        }
        if (differ > 1) {
            ++wrong;
            std::cout << model.id << ": " << differ << " of 300 points differ\n";
        }
    });
    std::cout << models << " models, " << room << " have room, " << wrong << " differ\n";
    EXPECT_GT(models, 300u);
    EXPECT_GT(static_cast<double>(room), 0.95 * static_cast<double>(models));
    EXPECT_EQ(wrong, 0u);
}

}  // namespace
}  // namespace img2cadseq::codes
