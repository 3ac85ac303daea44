// Importers against what the sources state: profile areas, boxes, volumes.

#include "cad/import.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include "support/data.h"

namespace img2cadseq {
namespace {

using nlohmann::json;
using test::sharedData;

/// Every stated profile area of a line, mm^2.
std::vector<double> statedAreas(const json& model) {
    std::vector<double> areas;
    for (const json& op : model["ops"])
        for (const json& profile : op["profiles"]) areas.push_back(100.0 * profile["area"].get<double>());
    return areas;
}

/// Area, and how far the source's nine digits a coordinate let it be off, mm^2.
struct AreaBound {
    double area, rounding;
};

std::vector<AreaBound> ourAreas(const CadSequence& sequence) {
    std::vector<AreaBound> areas;
    for (const ExtrudeBlock& block : sequence.blocks)
        for (const Profile& profile : block.sketch.profiles) {
            const Box2 box = boundingBox(profile.outer);
            double length = perimeter(profile.outer);
            for (const Loop& hole : profile.holes) length += perimeter(hole);
            areas.push_back({area(profile), 1e-9 * length * (norm(box.low) + norm(box.high))});
        }
    return areas;
}

void checkLines(const std::string& name, size_t expectedModels) {
    const auto path = sharedData("fusion360/" + name);
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no outside data: " << path;
    std::ifstream lines(path);
    std::string line;
    size_t models = 0, profiles = 0, wrong = 0;
    importFile(path.string(), [&](ImportedModel&& model) {
        ++models;
        ASSERT_FALSE(model.error) << model.error->line();
        ASSERT_TRUE(std::getline(lines, line));
        const json source = json::parse(line);
        EXPECT_EQ(model.id, source["id"]);
        EXPECT_EQ(model.line, models);
        EXPECT_DOUBLE_EQ(*model.volume, 1000.0 * source["volume"].get<double>());
        EXPECT_DOUBLE_EQ(*model.area, 100.0 * source["area"].get<double>());
        const std::vector<double> stated = statedAreas(source);
        const std::vector<AreaBound> ours = ourAreas(model.sequence);
        ASSERT_EQ(stated.size(), ours.size()) << model.id;
        for (size_t i = 0; i < ours.size(); ++i) {
            ++profiles;
            if (std::abs(ours[i].area - stated[i]) <= 5e-6 * stated[i] + ours[i].rounding) continue;
            ++wrong;
            ADD_FAILURE() << model.id << " profile " << i << ": " << ours[i].area << " stated " << stated[i];
        }
    });
    EXPECT_EQ(models, expectedModels);
    EXPECT_EQ(wrong, 0u) << "of " << profiles;
}

TEST(ImportFusionLines, EveryValidationModelHasTheStatedProfileAreas) { checkLines("val.jsonl", 319); }
TEST(ImportFusionLines, EveryTrainingModelHasTheStatedProfileAreas) { checkLines("train.jsonl", 6549); }

}  // namespace
}  // namespace img2cadseq
