// Bad input, bad folders, crashes and endless work: one line each, status 3, the rest goes on, nothing half-written.

#include <algorithm>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include "app/parts.h"
#include "app/program.h"
#include "cad/json.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class CliRobust : public ::testing::Test {
protected:
    std::string at(const std::string& name) { return (folder_ / name).string(); }
    size_t linesAbout(const Outcome& outcome, const std::string& name) {
        const auto lines = outcome.errLines();
        return static_cast<size_t>(std::count_if(lines.begin(), lines.end(), [&](const std::string& line) {
            return line.starts_with("img2cadseq-cli: ") && line.find(name) != std::string::npos;
        }));
    }
    TemporaryFolder folder_;
};

std::string edited(CadSequence sequence, const std::string& from, const std::string& to) {
    std::string text = toJson(sequence);
    const size_t place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    return text.replace(place, from.size(), to);
}

CadSequence changed(void (*change)(CadSequence&)) {
    CadSequence sequence = plate(20, 10, 3, 2);
    change(sequence);
    return sequence;
}

CadSequence withHoles(const std::vector<Circle>& holes) {
    CadSequence sequence = plate(20, 10, 3, 2);
    Profile& profile = sequence.blocks[0].sketch.profiles[0];
    profile.holes.clear();
    for (const Circle& hole : holes) profile.holes.push_back({{hole}});
    return sequence;
}

/// Name and content of files that cannot be compiled.
std::vector<std::pair<std::string, std::string>> corpus() {
    const std::string good = toJson(plate(20, 10, 3, 2));
    std::vector<std::pair<std::string, std::string>> files = {
        {"empty", ""},
        {"blank", " \n"},
        {"truncated", good.substr(0, good.size() / 2)},
        {"trailing", good + "x"},
        {"list", "[1, 2]"},
        {"number", "7"},
        {"binary", std::string("\x00\xff\xfe\x80JSON\x00", 9)},
        {"deep", std::string(100000, '[')},
        {"other-format", R"({"format": "something", "version": 1})"},
        {"future", edited(plate(20, 10, 3, 2), "\"version\": 1", "\"version\": 99")},
        {"nan", edited(plate(20, 10, 3, 2), "20", "NaN")},
        {"infinite", edited(plate(20, 10, 3, 2), "20", "1e999")},
        {"unknown-op", edited(plate(20, 10, 3, 2), "New", "Weld")},
        {"no-blocks", toJson({"", {}})},
        {"open-loop", toJson(changed([](CadSequence& s) { s.blocks[0].sketch.profiles[0].outer.curves.pop_back(); }))},
        {"no-curves", toJson(changed([](CadSequence& s) { s.blocks[0].sketch.profiles[0].outer.curves.clear(); }))},
        {"no-profiles", toJson(changed([](CadSequence& s) { s.blocks[0].sketch.profiles.clear(); }))},
        {"flat", toJson(changed([](CadSequence& s) {
             s.blocks[0].extent = {1.0, 1.0};
         }))},
        {"upside-down", toJson(changed([](CadSequence& s) {
             s.blocks[0].extent = {2.0, 1.0};
         }))},
        {"only-cut", toJson(changed([](CadSequence& s) { s.blocks[0].op = BooleanOp::Cut; }))},
        {"no-radius", toJson(changed([](CadSequence& s) {
             s.blocks[0].sketch.profiles[0].holes[0].curves = {Circle{{5, 5}, 0.0}};
         }))},
        {"no-normal", toJson(changed([](CadSequence& s) {
             s.blocks[0].sketch.plane.normal = {0, 0, 0};
         }))},
        {"crossing", toJson(changed([](CadSequence& s) {
             s.blocks[0].sketch.profiles[0].outer.curves = {Line{{0, 0}, {9, 9}}, Line{{9, 9}, {9, 0}},
                                                            Line{{9, 0}, {0, 7}}, Line{{0, 7}, {0, 0}}};
             s.blocks[0].sketch.profiles[0].holes.clear();
         }))},
        {"all-cut-away", toJson(changed([](CadSequence& s) {
             s.blocks.push_back(s.blocks[0]);
             s.blocks[1].op = BooleanOp::Cut;
         }))},
        {"nothing-in-common", toJson(changed([](CadSequence& s) {
             s.blocks.push_back(s.blocks[0]);
             s.blocks[1].op = BooleanOp::Intersect;
             s.blocks[1].sketch.plane.origin.x = 1000.0;
         }))},
        {"hole-in-hole", toJson(withHoles({{{10, 5}, 2.0}, {{10, 5}, 1.0}}))},
        {"hole-outside", toJson(withHoles({{{50, 5}, 2.0}}))},
        {"holes-crossing", toJson(withHoles({{{10, 5}, 2.0}, {{11, 5}, 2.0}}))},
        {"hole-over-rim", toJson(withHoles({{{10, 5}, 6.0}}))},
        {"too-many-curves", toJson(gear(30'000))},
    };
    return files;
}

TEST_F(CliRobust, EveryBadFileGetsItsLineAndTheRestIsDone) {
    const auto bad = corpus();
    for (const auto& [name, text] : bad) writeText(folder_ / "in" / (name + ".json"), text);
    writePlates(folder_ / "in", 2);
    const Outcome outcome = runCli({"compile", at("in"), at("missing.json"), "--out", at("out"), "--jobs", "2"});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(namesIn(folder_ / "out"), (std::vector<std::string>{"plate-000.step", "plate-001.step", "report.json"}));
    EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 2);
    for (const auto& [name, text] : bad)
        EXPECT_EQ(linesAbout(outcome, "/" + name + ".json"), 1u) << name << "\n" << outcome.err;
    EXPECT_EQ(linesAbout(outcome, "missing.json: there is no such file"), 1u) << outcome.err;
    EXPECT_EQ(linesAbout(outcome, "crashed"), 0u) << outcome.err;
    EXPECT_EQ(linesAbout(outcome, "longer than"), 0u) << outcome.err;
    const json told = json::parse(readText(folder_ / "out/report.json"));
    EXPECT_EQ(told["summary"]["failed"], bad.size() + 1);
    for (const json& model : told["models"]) {
        EXPECT_EQ(model.contains("error"), !model["valid"].get<bool>());
        EXPECT_EQ(model.contains("reason"), !model["valid"].get<bool>());
    }
}

TEST_F(CliRobust, TheReasonIsTheRuleNotTheKernels) {
    const std::pair<const char*, const char*> reasons[] = {
        {"open-loop", "the loop is open"},        {"crossing", "the curve crosses outer["},
        {"upside-down", "the extent runs back"},  {"hole-in-hole", "the hole lies inside holes[0]"},
        {"holes-crossing", "the curve crosses "}, {"hole-outside", "the hole lies outside the outer loop"},
        {"too-many-curves", "the limit is"},      {"nothing-in-common", "nothing is left of the part"}};
    for (const auto& [name, text] : corpus())
        for (const auto& [about, reason] : reasons)
            if (name == about) writeText(folder_ / "in" / (name + ".json"), text);
    const Outcome outcome = runCli({"compile", at("in"), "--out", at("out")});
    EXPECT_EQ(outcome.status, 3);
    for (const auto& [about, reason] : reasons)
        EXPECT_EQ(linesAbout(outcome, std::string("/") + about + ".json: "), 1u) << outcome.err;
    for (const auto& [about, reason] : reasons) EXPECT_NE(outcome.err.find(reason), std::string::npos) << outcome.err;
}

TEST_F(CliRobust, FoldersPipesAndNamesThatAreNoFiles) {
    fs::create_directories(folder_ / "empty");
    ASSERT_EQ(::mkfifo(at("pipe.json").c_str(), 0600), 0);
    writeText(folder_ / "binary.step", "\x01\x02");
    const Outcome outcome =
        runCli({"compile", at("empty"), at("pipe.json"), at("binary.step"), "", "--out", at("out")});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(linesAbout(outcome, "empty: there is no .json file in this folder"), 1u) << outcome.err;
    EXPECT_EQ(linesAbout(outcome, "pipe.json: this is not a plain file"), 1u) << outcome.err;
    EXPECT_EQ(linesAbout(outcome, "binary.step"), 1u) << outcome.err;
    EXPECT_EQ(namesIn(folder_ / "out"), std::vector<std::string>{"report.json"});
}

TEST_F(CliRobust, AFolderThatCannotBeWrittenTo) {
    writePlates(folder_ / "in", 1);
    writeText(folder_ / "file", "mine");
    for (const std::string& out : {at("file"), at("file/below"), std::string("/proc/nothing")}) {
        const Outcome outcome = runCli({"compile", at("in"), "--out", out});
        EXPECT_EQ(outcome.status, 3) << out;
        EXPECT_EQ(outcome.errLines().size(), 1u) << outcome.err;
        EXPECT_NE(outcome.err.find(out), std::string::npos) << outcome.err;
        EXPECT_EQ(outcome.out, "");
    }
    EXPECT_EQ(readText(folder_ / "file"), "mine");
}

TEST_F(CliRobust, AFullDiskLeavesNothingHalfWritten) {
    writePlates(folder_ / "in", 2);
    const Outcome outcome = runCli({"compile", at("in"), "--out", at("out")}, {.largestFile = 4096});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(linesAbout(outcome, "cannot write"), 2u) << outcome.err;
    EXPECT_EQ(namesIn(folder_ / "out"), std::vector<std::string>{"report.json"});
    EXPECT_EQ(json::parse(readText(folder_ / "out/report.json"))["summary"]["failed"], 2);
}

TEST_F(CliRobust, EndlessWorkIsEndedAndTheRestIsDone) {
    writeSequence(gear(4000), at("a-gear.json"));
    writePlates(folder_ / "in", 1);
    const Outcome outcome = runCli({"compile", at("a-gear.json"), at("in"), "--out", at("out"), "--time-limit", "2"});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(linesAbout(outcome, "a-gear.json: took longer than 2 s"), 1u) << outcome.err;
    EXPECT_EQ(namesIn(folder_ / "out"), (std::vector<std::string>{"plate-000.step", "report.json"}));
}

TEST_F(CliRobust, ACrashCostsOneModel) {
    writeSequence(gear(4000), at("a-gear.json"));
    writePlates(folder_ / "in", 1);
    Program program("img2cadseq-cli", {"compile", at("in"), at("a-gear.json"), at("in"), "--out", at("out")});
    ASSERT_TRUE(program.waitForLines(1));
    const auto workers = program.children();
    ASSERT_EQ(workers.size(), 1u);
    ::kill(workers.front(), SIGSEGV);
    const Outcome outcome = program.wait();
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(linesAbout(outcome, "a-gear.json: the geometry kernel crashed (Segmentation fault)"), 1u) << outcome.err;
    EXPECT_EQ(namesIn(folder_ / "out"), (std::vector<std::string>{"plate-000.step", "report.json"}));
}

}  // namespace
}  // namespace img2cadseq::test
