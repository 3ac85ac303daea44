// compile: files, report, sizes, schemas, jobs, an outside judge.

#include <nlohmann/json.hpp>
#include <regex>

#include <gtest/gtest.h>

#include "app/parts.h"
#include "app/program.h"
#include "cad/json.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class CliCompile : public ::testing::Test {
protected:
    json report(const std::string& out) { return json::parse(readText(folder_ / out / "report.json")); }
    std::string at(const std::string& name) { return (folder_ / name).string(); }
    TemporaryFolder folder_;
};

std::string withoutTime(std::string step) {
    return std::regex_replace(step, std::regex("'\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[^']*'"), "''");
}

TEST_F(CliCompile, WritesStepAndReportAtTheGivenSize) {
    fs::create_directories(folder_ / "in/deeper");
    writeSequence(plate(0.2, 0.1, 0.01, 0.02), at("in/a plate.json"));
    writeSequence(plate(4000, 3000, 400, 500), at("in/deeper/large.json"));
    const Outcome outcome = runCli({"compile", at("in"), "--out", at("out")});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, at("out/a plate.step") + "\n" + at("out/large.step") + "\n");
    EXPECT_EQ(namesIn(folder_ / "out"), (std::vector<std::string>{"a plate.step", "large.step", "report.json"}));
    const json told = report("out");
    EXPECT_EQ(told["verb"], "compile");
    EXPECT_EQ(told["options"], (json{{"schema", "ap214"}}));
    EXPECT_EQ(told["inputs"].size(), 2u);
    EXPECT_EQ(told["finished"], true);
    EXPECT_EQ(told["stopped"], false);
    EXPECT_EQ(told["summary"], (json{{"inputs", 2}, {"models", 2}, {"failed", 0}}));
    const std::pair<const char*, std::array<double, 4>> expected[] = {{"a plate", {0.2, 0.1, 0.01, 0.02}},
                                                                      {"large", {4000, 3000, 400, 500}}};
    for (size_t i = 0; i < 2; ++i) {
        const json& model = told["models"][i];
        const auto& [name, s] = expected[i];
        EXPECT_EQ(model["name"], name);
        EXPECT_EQ(model["step"], std::string(name) + ".step");
        EXPECT_EQ(model["valid"], true);
        EXPECT_EQ(model["faces"], 7);
        EXPECT_EQ(model["bodies"], 1);
        EXPECT_GT(model["seconds"].get<double>(), 0.0);
        EXPECT_NEAR(model["volume"].get<double>() / plateVolume(s[0], s[1], s[2], s[3]), 1.0, 1e-6);
        for (size_t k = 0; k < 3; ++k) EXPECT_NEAR(model["size"][k].get<double>() / s[k], 1.0, 1e-5);
    }
    EXPECT_NE(readText(folder_ / "out/large.step").find("PRODUCT('large'"), std::string::npos);
}

TEST_F(CliCompile, WritesTheSchemaAskedFor) {
    writePlates(folder_ / "in", 1);
    for (const auto& [word, mark] :
         {std::pair{"ap203", "CONFIG_CONTROL_DESIGN"}, std::pair{"ap214", "AUTOMOTIVE_DESIGN"},
          std::pair{"ap242", "AP242_MANAGED_MODEL_BASED_3D_ENGINEERING"}}) {
        const Outcome outcome = runCli({"compile", at("in"), "--out", at(word), "--schema", word});
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        EXPECT_NE(readText(folder_ / word / "plate-000.step").find(mark), std::string::npos) << word;
        EXPECT_EQ(report(word)["options"]["schema"], word);
    }
}

TEST_F(CliCompile, TwoJobsGiveWhatOneGives) {
    writePlates(folder_ / "in", 12);
    writeText(folder_ / "in/plate-005.json", "{");
    const Outcome one = runCli({"compile", at("in"), "--out", at("one")});
    const Outcome two = runCli({"compile", at("in"), "--out", at("two"), "--jobs", "2"});
    EXPECT_EQ(one.status, 3);
    EXPECT_EQ(two.status, 3);
    EXPECT_EQ(std::regex_replace(two.out, std::regex("/two/"), "/one/"), one.out);
    ASSERT_EQ(namesIn(folder_ / "one"), namesIn(folder_ / "two"));
    for (const std::string& name : namesIn(folder_ / "one")) {
        if (name.ends_with(".step")) {
            EXPECT_TRUE(withoutTime(readText(folder_ / "one" / name)) == withoutTime(readText(folder_ / "two" / name)))
                << name;
        }
    }
    json first = report("one"), second = report("two");
    for (json* told : {&first, &second}) {
        told->erase("seconds");
        for (json& model : (*told)["models"]) model.erase("seconds");
    }
    EXPECT_EQ(first, second);
}

TEST_F(CliCompile, TwoInputsOfOneNameGetTwoFiles) {
    writeSequence(plate(10, 10, 1, 2), at("part.json"));
    fs::create_directories(folder_ / "b");
    writeSequence(plate(20, 10, 1, 2), at("b/part.json"));
    const Outcome outcome =
        runCli({"compile", at("part.json"), at("b/part.json"), at("part.json"), "--out", at("out")});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(namesIn(folder_ / "out"), (std::vector<std::string>{"part-2.step", "part.step", "report.json"}));
    EXPECT_NEAR(report("out")["models"][1]["size"][0].get<double>(), 20.0, 1e-6);
}

TEST_F(CliCompile, TheJudgeFindsItGood) {
    const fs::path judge = sharedFolder() / "judge" / "judge.py";
    if (!fs::exists(judge)) GTEST_SKIP() << "the judge is not here";
    writePlates(folder_ / "in", 2);
    ASSERT_EQ(runCli({"compile", at("in"), "--out", at("out")}).status, 0);
    const std::string command = "/usr/bin/python3 '" + judge.string() + "' check '" + at("out/plate-000.step") + "' '" +
                                at("out/plate-001.step") + "'";
    FILE* pipe = ::popen(command.c_str(), "r");
    std::string verdicts;
    char buffer[4096];
    while (const size_t got = std::fread(buffer, 1, sizeof(buffer), pipe)) verdicts.append(buffer, got);
    EXPECT_EQ(::pclose(pipe), 0) << verdicts;
    const json first = json::parse(verdicts.substr(0, verdicts.find('\n')));
    EXPECT_EQ(first["loose_edges"], 0);
    EXPECT_EQ(first["hanging_faces"], 0);
    EXPECT_NEAR(first["volume"].get<double>() / plateVolume(20, 15, 3, 5), 1.0, 1e-6);
}

TEST_F(CliCompile, ProgressIsABarOnATerminalAndNeverOnStdout) {
    writePlates(folder_ / "in", 12);
    const Outcome terminal = runCli({"compile", at("in"), "--out", at("a")}, {.terminal = true});
    EXPECT_EQ(terminal.status, 0);
    EXPECT_NE(terminal.err.find("\r\033[Kcompile [##"), std::string::npos) << terminal.err;
    EXPECT_EQ(terminal.out.find('\r'), std::string::npos);
    const Outcome plain = runCli({"compile", at("in"), "--out", at("b")});
    EXPECT_EQ(plain.err.find('\r'), std::string::npos);
    EXPECT_NE(plain.err.find("compile: 12 models, 0 failed; see " + at("b/report.json")), std::string::npos)
        << plain.err;
}

}  // namespace
}  // namespace img2cadseq::test
