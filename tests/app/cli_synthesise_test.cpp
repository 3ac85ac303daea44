// synthesise: the folders of the contract, the same for any number of threads, resumed, stopped by nothing
// half-written.

#include <algorithm>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include "app/program.h"
#include "cad/json.h"
#include "support/data.h"
#include "synth/part_repeats.h"

namespace img2cadseq::test {
namespace {

std::vector<std::string> words(const std::filesystem::path& out, const std::string& jobs) {
    return {"synthesise", "--count",  "6",   "--seed", "3",  "--first", "120",       "--size",
            "48",         "--points", "100", "--jobs", jobs, "--out",   out.string()};
}

TEST(CliSynthesise, WritesTheFoldersOfTheContract) {
    const TemporaryFolder folder;
    const Outcome outcome = runCli(words(folder / "a", "1"));
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, (folder / "a" / "contact-sheet.png").string() + "\n");
    EXPECT_EQ(namesIn(folder / "a"), (std::vector<std::string>{"00000120", "00000121", "00000122", "00000123",
                                                               "00000124", "00000125", "contact-sheet.png"}));
    const auto sample = folder / "a" / "00000123";
    EXPECT_EQ(namesIn(sample),
              (std::vector<std::string>{"camera.json", "cloud.ply", "mask.png", "photo.png", "sequence.json"}));
    EXPECT_FALSE(readSequence((sample / "sequence.json").string()).blocks.empty());
    const auto camera = nlohmann::json::parse(readText(sample / "camera.json"));
    EXPECT_EQ(camera["index"], 123);
    EXPECT_EQ(camera["width"], 48);
    EXPECT_EQ(readText(sample / "photo.png").substr(1, 3), "PNG");
    EXPECT_NE(readText(sample / "cloud.ply").find("element vertex 100"), std::string::npos);
}

TEST(CliSynthesise, SameBytesForAnyNumberOfThreadsAndResumed) {
    const TemporaryFolder folder;
    ASSERT_EQ(runCli(words(folder / "a", "1")).status, 0);
    ASSERT_EQ(runCli(words(folder / "b", "2")).status, 0);
    std::filesystem::remove_all(folder / "b" / "00000122");
    ASSERT_EQ(runCli(words(folder / "b", "2")).status, 0);
    for (const std::string& name : namesIn(folder / "a" / "00000122"))
        EXPECT_EQ(readText(folder / "a" / "00000122" / name), readText(folder / "b" / "00000122" / name)) << name;
    EXPECT_EQ(readText(folder / "a" / "contact-sheet.png"), readText(folder / "b" / "contact-sheet.png"));
}

TEST(CliSynthesise, SeedsAreNotMixed) {
    const TemporaryFolder folder;
    ASSERT_EQ(runCli(words(folder / "a", "2")).status, 0);
    std::vector<std::string> other = words(folder / "b", "2");
    other[4] = "4";
    ASSERT_EQ(runCli(other).status, 0);
    ASSERT_NE(readText(folder / "a" / "00000122" / "sequence.json"),
              readText(folder / "b" / "00000122" / "sequence.json"));
    ASSERT_EQ(runCli(words(folder / "b", "2")).status, 0);
    for (const char* name : {"camera.json", "sequence.json", "photo.png"})
        EXPECT_EQ(readText(folder / "a" / "00000122" / name), readText(folder / "b" / "00000122" / name)) << name;
}

TEST(CliSynthesise, AFolderOfSomebodyElseIsLeftAloneAndNothingHalfWrittenStays) {
    const TemporaryFolder folder;
    writeText(folder / "a" / "00000122" / "mine.txt", "mine");
    const Outcome outcome = runCli(words(folder / "a", "1"));
    EXPECT_EQ(outcome.status, 3);
    EXPECT_NE(outcome.err.find("00000122"), std::string::npos) << outcome.err;
    EXPECT_EQ(namesIn(folder / "a" / "00000122"), std::vector<std::string>{"mine.txt"});
    for (const std::string& name : namesIn(folder / "a")) EXPECT_FALSE(name.ends_with(".part")) << name;
}

TEST(CliSynthesise, LeavesNearDuplicatesOut) {
    const std::vector<bool> repeats = synth::PartRepeats(3, 0, 1).next(3000);
    const auto at = std::find(repeats.begin() + 1, repeats.end(), true) - repeats.begin();
    ASSERT_LT(at, 3000);
    const TemporaryFolder folder;
    const Outcome outcome = runCli({"synthesise", "--seed", "3", "--count", "1", "--first", std::to_string(at),
                                    "--size", "32", "--points", "10", "--out", (folder / "a").string()});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.err.find("near-duplicates left out: 1"), std::string::npos) << outcome.err;
    EXPECT_FALSE(std::filesystem::exists(folder / "a"));
}

TEST(CliSynthesise, NeedsAFolderItCanWrite) {
    EXPECT_EQ(runCli({"synthesise", "--count", "1"}).status, 2);
    EXPECT_EQ(runCli({"synthesise", "--count", "1", "--size", "32", "--out", "/proc/none"}).status, 3);
}

}  // namespace
}  // namespace img2cadseq::test
