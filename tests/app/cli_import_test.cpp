// import: other people's formats to sequences, at the size they are given; then on to STEP.

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include "app/program.h"
#include "cad/json.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class CliImport : public ::testing::Test {
protected:
    json report(const std::string& out) { return json::parse(readText(folder_ / out / "report.json")); }
    std::string at(const std::string& name) { return (folder_ / name).string(); }
    TemporaryFolder folder_;
};

/// A disc of radius 2 cm and height 1 cm, as data/fusion360 writes it.
std::string disc(const std::string& id) {
    return R"({"id": ")" + id +
           R"(", "volume": 12.566370614359172, "area": 37.69911184307752, "flags": [], "ops": [{"sketch": )"
           R"({"origin": [0, 0, 0], "x": [1, 0, 0], "z": [0, 0, 1]}, "profiles": [{"area": 12.566370614359172, "loops": )"
           R"([[{"t": "C", "c": [0, 0], "r": 2}]]}], "op": "NewBody", "extent": {"type": "one", "lo": 0, "hi": 1, "amount": 1}}]})";
}

TEST_F(CliImport, OneFileAModelAndABadLineCostsOne) {
    writeText(folder_ / "many.jsonl", disc("first") + "\n{broken\n" + disc("report") + "\n" + disc("../up") + "\n");
    const Outcome outcome = runCli({"import", at("many.jsonl"), "--out", at("out")});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(namesIn(folder_ / "out"),
              (std::vector<std::string>{"_.._up.json", "first.json", "report-2.json", "report.json"}))
        << outcome.err;
    EXPECT_EQ(outcome.out, at("out/first.json") + "\n" + at("out/report-2.json") + "\n" + at("out/_.._up.json") + "\n");
    const json model = report("out")["models"][0];
    EXPECT_NEAR(model["stated_volume"].get<double>(), 12566.370614359172, 1e-6);
    EXPECT_EQ(model["size"], (json{40.0, 40.0, 10.0}));
    ASSERT_EQ(runCli({"compile", at("out"), "--out", at("step")}).status, 0);
    EXPECT_NEAR(report("step")["models"][1]["volume"].get<double>(), 12566.370614359172, 1e-3);
}

TEST_F(CliImport, ModelsOfOneNameInTwoFilesAreNotLostUnseen) {
    writeText(folder_ / "a.jsonl", disc("same") + "\n");
    writeText(folder_ / "b.jsonl", disc("same") + "\n");
    const Outcome outcome = runCli({"import", at("a.jsonl"), at("b.jsonl"), "--out", at("out")});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_NE(outcome.err.find("same.json is made by " + at("a.jsonl") + " too"), std::string::npos) << outcome.err;
}

TEST_F(CliImport, RealData) {
    const fs::path lines = sharedData("fusion360/val.jsonl"), originals = sharedData("fusion360_original");
    if (!fs::exists(lines) || !fs::exists(originals)) GTEST_SKIP() << "data/fusion360 is not here";
    const Outcome outcome = runCli({"import", lines.parent_path().string(), "--out", at("all")});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(namesIn(folder_ / "all").size(), 6868u + 1u);
    EXPECT_EQ(report("all")["summary"], (json{{"inputs", 2}, {"models", 6868}, {"failed", 0}}));
    std::printf("[ FIGURE   ] import of everything: %.0f MB\n", outcome.peakMegabytes);
#ifndef __SANITIZE_ADDRESS__
    EXPECT_LT(outcome.peakMegabytes, 500.0);
#endif
    const Outcome other = runCli({"import", originals.string(), "--out", at("orig"), "--jobs", "2"});
    EXPECT_EQ(other.status, 3);
    EXPECT_NE(other.err.find("SingleSketchExtrude_Invalid"), std::string::npos) << other.err;
    EXPECT_GT(namesIn(folder_ / "orig").size(), 15u);
}

}  // namespace
}  // namespace img2cadseq::test
