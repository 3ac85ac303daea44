// Stopping and going on: Ctrl-C, --resume, what changed in between.

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>
#include <signal.h>

#include "app/parts.h"
#include "app/program.h"
#include "cad/json.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class CliResume : public ::testing::Test {
protected:
    json report() { return json::parse(readText(folder_ / "out/report.json")); }
    std::string at(const std::string& name) { return (folder_ / name).string(); }
    Outcome compile(std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"compile", at("in"), "--out", at("out")});
        return runCli(more);
    }
    /// Replaces every STEP file by a mark, so that those written anew show.
    void mark() {
        for (const std::string& name : namesIn(folder_ / "out"))
            if (name.ends_with(".step")) writeText(folder_ / "out" / name, "mark");
    }
    std::vector<std::string> written() {
        std::vector<std::string> names;
        for (const std::string& name : namesIn(folder_ / "out"))
            if (name.ends_with(".step") && readText(folder_ / "out" / name) != "mark") names.push_back(name);
        return names;
    }
    TemporaryFolder folder_;
};

TEST_F(CliResume, LeavesOutWhatIsDone) {
    writePlates(folder_ / "in", 4);
    const Outcome first = compile();
    const json before = report();
    mark();
    const Outcome again = compile({"--resume"});
    EXPECT_EQ(again.status, 0);
    EXPECT_EQ(again.out, first.out);
    EXPECT_EQ(written(), std::vector<std::string>{});
    EXPECT_EQ(report()["models"], before["models"]);
    EXPECT_NE(again.err.find("4 inputs done before"), std::string::npos) << again.err;
}

TEST_F(CliResume, DoesAgainWhatIsGoneChangedOrFailed) {
    writePlates(folder_ / "in", 4);
    writeText(folder_ / "in/plate-003.json", "{");
    EXPECT_EQ(compile().status, 3);
    mark();
    fs::remove(folder_ / "out/plate-000.step");
    writeSequence(plate(77, 15, 3, 5), at("in/plate-001.json"));
    writeSequence(plate(50, 15, 3, 5), at("in/plate-003.json"));
    EXPECT_EQ(compile({"--resume"}).status, 0);
    EXPECT_EQ(written(), (std::vector<std::string>{"plate-000.step", "plate-001.step", "plate-003.step"}));
    EXPECT_NEAR(report()["models"][1]["size"][0].get<double>(), 77.0, 1e-6);
    EXPECT_EQ(report()["summary"]["models"], 4);
}

TEST_F(CliResume, NewFilesOfANameLeaveWhatIsThere) {
    fs::create_directories(folder_ / "in/b");
    writeSequence(plate(20, 15, 3, 5), at("in/b/plate.json"));
    EXPECT_EQ(compile().status, 0);
    mark();
    fs::create_directories(folder_ / "in/a");
    writeSequence(plate(30, 15, 3, 5), at("in/a/plate.json"));
    const Outcome more = compile({"--resume"});
    EXPECT_EQ(more.out, at("out/plate-2.step") + "\n" + at("out/plate.step") + "\n");
    EXPECT_EQ(written(), std::vector<std::string>{"plate-2.step"});
    EXPECT_NEAR(report()["models"][0]["size"][0].get<double>(), 30.0, 1e-6);
    // Nor do inputs that are not of the earlier run, in place of its own.
    fs::create_directories(folder_ / "c");
    writeSequence(plate(40, 15, 3, 5), at("c/plate.json"));
    const Outcome other = runCli({"compile", at("c"), "--out", at("out"), "--resume"});
    EXPECT_EQ(other.out, at("out/plate-3.step") + "\n");
    // The same file in other words is the same file.
    const Outcome again = runCli({"compile", at("in/../c"), "--out", at("out"), "--resume"});
    EXPECT_EQ(again.out, other.out);
    EXPECT_NE(again.err.find("1 inputs done before"), std::string::npos) << again.err;
}

TEST_F(CliResume, OtherOptionsOrADamagedReportMeanAllAnew) {
    writePlates(folder_ / "in", 2);
    compile();
    mark();
    EXPECT_EQ(compile({"--resume", "--schema", "ap203"}).status, 0);
    EXPECT_EQ(written().size(), 2u);
    mark();
    writeText(folder_ / "out/report.json", "{\"verb\": 3");
    EXPECT_EQ(compile({"--resume"}).status, 0);
    EXPECT_EQ(written().size(), 2u);
}

TEST_F(CliResume, CtrlCStopsCleanlyAndResumeFinishes) {
    writePlates(folder_ / "in", 150);
    {
        Program program("img2cadseq-cli", {"compile", at("in"), "--out", at("out"), "--jobs", "2"});
        ASSERT_TRUE(program.waitForLines(3));
        ::kill(program.pid(), SIGINT);
        const Outcome stopped = program.wait();
        EXPECT_EQ(stopped.status, 130);
        EXPECT_NE(stopped.err.find("stopped after"), std::string::npos) << stopped.err;
    }
    const json told = report();
    EXPECT_EQ(told["stopped"], true);
    const size_t done = told["models"].size();
    EXPECT_GE(done, 3u);
    ASSERT_LT(done, 150u);
    const auto names = namesIn(folder_ / "out");
    EXPECT_EQ(names.size(), done + 1);
    for (const std::string& name : names) {
        EXPECT_TRUE(name == "report.json" || name.ends_with(".step")) << name;
        if (name.ends_with(".step")) {
            EXPECT_TRUE(readText(folder_ / "out" / name).ends_with("END-ISO-10303-21;\n")) << name;
        }
    }
    mark();
    EXPECT_EQ(compile({"--resume", "--jobs", "2"}).status, 0);
    EXPECT_EQ(written().size(), 150u - done);
    EXPECT_EQ(report()["summary"], (json{{"inputs", 150}, {"models", 150}, {"failed", 0}}));
    EXPECT_EQ(report()["stopped"], false);
}

}  // namespace
}  // namespace img2cadseq::test
