// Original reconstruction files against their stated profile areas, volumes and boxes.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cad/import.h"
#include "cad/validity.h"
#include "core/error.h"
#include "support/data.h"

namespace img2cadseq {
namespace {

using namespace test;
using nlohmann::json;
using testing::HasSubstr;

std::vector<std::filesystem::path> originals() {
    std::vector<std::filesystem::path> paths;
    const auto folder = sharedData("fusion360_original");
    if (std::filesystem::exists(folder))
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.path().extension() == ".json") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// Volume of New and Join blocks less Cut blocks, right where blocks do not overlap and cuts lie within; nothing where
/// it takes a solid to know.
double plainVolume(const CadSequence& sequence) {
    double volume = 0.0;
    for (const ExtrudeBlock& block : sequence.blocks)
        for (const Profile& profile : block.sketch.profiles)
            volume +=
                (block.op == BooleanOp::Cut ? -1.0 : 1.0) * area(profile) * (block.extent.high - block.extent.low);
    return volume;
}

TEST(ImportReconstruction, EveryOriginalButTheInvalidOne) {
    const auto paths = originals();
    if (paths.empty()) GTEST_SKIP() << "no outside data: " << sharedData("fusion360_original");
    int good = 0, sameVolume = 0;
    for (const auto& path : paths) {
        const std::vector<ImportedModel> models = importFile(path.string());
        ASSERT_EQ(models.size(), 1u);
        const ImportedModel& model = models[0];
        EXPECT_EQ(model.id, path.stem().string());
        if (path.stem() == "SingleSketchExtrude_Invalid") {
            ASSERT_TRUE(model.error);
            EXPECT_THAT(model.error->what(), HasSubstr("names the point"));
            EXPECT_THAT(model.error->what(), HasSubstr("which is not in the sketch's points"));
            continue;
        }
        ASSERT_FALSE(model.error) << model.error->line();
        ++good;
        EXPECT_NO_THROW(requireValid(model.sequence)) << model.id;
        ASSERT_TRUE(model.volume && model.area && model.box) << model.id;
        sameVolume += std::abs(plainVolume(model.sequence) - *model.volume) <= 1e-9 * *model.volume;
        // Ours is an upper bound: cuts and intersections may take from it.
        const Box3 box = boundingBox(model.sequence);
        for (int axis = 0; axis < 3; ++axis) {
            EXPECT_LE(box.low[axis], model.box->low[axis] + 1e-6) << model.id;
            EXPECT_GE(box.high[axis], model.box->high[axis] - 1e-6) << model.id;
        }
    }
    EXPECT_EQ(good, static_cast<int>(paths.size()) - 1);
    // The others have overlapping blocks, cuts that reach beyond the part, or an intersection.
    EXPECT_GE(sameVolume, 26);
}

TEST(ImportReconstruction, ProfileAreasAreTheStatedOnes) {
    const auto paths = originals();
    if (paths.empty()) GTEST_SKIP() << "no outside data: " << sharedData("fusion360_original");
    size_t profiles = 0;
    for (const auto& path : paths) {
        const ImportedModel model = importFile(path.string())[0];
        if (model.error) continue;
        const json source = json::parse(std::ifstream(path));
        std::vector<double> stated, ours;
        for (const json& step : source["timeline"]) {
            const json& extrude = source["entities"][step["entity"].get<std::string>()];
            if (extrude["type"] != "ExtrudeFeature") continue;
            for (const json& names : extrude["profiles"]) {
                const json& sketch = source["entities"][names["sketch"].get<std::string>()];
                stated.push_back(sketch["profiles"][names["profile"].get<std::string>()]["properties"]["area"]);
            }
        }
        for (const ExtrudeBlock& block : model.sequence.blocks)
            for (const Profile& profile : block.sketch.profiles) ours.push_back(0.01 * area(profile));
        std::sort(stated.begin(), stated.end());
        std::sort(ours.begin(), ours.end());
        ASSERT_EQ(ours.size(), stated.size());
        for (size_t i = 0; i < ours.size(); ++i, ++profiles)
            EXPECT_NEAR(ours[i], stated[i], 1e-8 * stated[i]) << model.id;
    }
    EXPECT_GE(profiles, 50u);
}

}  // namespace
}  // namespace img2cadseq
