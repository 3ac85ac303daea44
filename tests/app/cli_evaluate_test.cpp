// evaluate: a real photograph and a cloud against their references; the table, the report and the contact sheet.

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include "app/parts.h"
#include "app/program.h"
#include "cad/json.h"
#include "csg/solid.h"
#include "photo/photo.h"
#include "support/data.h"
#include "synth/part.h"
#include "synth/sample.h"

namespace img2cadseq::test {
namespace {

namespace fs = std::filesystem;

constexpr int kTile = 200, kGap = 4, kRow = 226, kHeader = 22;

/// Share of a tile's pixels that are not white.
double filled(const Image& sheet, int row, int tile) {
    int count = 0;
    for (int y = 0; y < kTile; ++y)
        for (int x = 0; x < kTile; ++x)
            count += sheet.at(kGap + tile * (kTile + kGap) + x, row * kRow + kHeader + y) != Rgb{255, 255, 255};
    return count / double(kTile * kTile);
}

/// Pixels of a colour that is greener than red and blue: the reference's.
int greenPixels(const Image& sheet, int row, int tile) {
    int count = 0;
    for (int y = 0; y < kTile; ++y)
        for (int x = 0; x < kTile; ++x) {
            const Rgb& p = sheet.at(kGap + tile * (kTile + kGap) + x, row * kRow + kHeader + y);
            count += p.g > p.r + 15 && p.g > p.b + 15;
        }
    return count;
}

Outcome evaluate(const fs::path& pairs, const fs::path& out, bool resume = false) {
    std::vector<std::string> words{"evaluate", pairs.string(), "--out",    out.string(), "--samples",
                                   "1",        "--sources",    "retrieval"};
    if (resume) words.push_back("--resume");
    return runCli(words);
}

TEST(CliEvaluate, CloudAndItsSolidOnTheSheet) {
    const TemporaryFolder folder;
    fs::create_directories(folder / "pairs");
    const CadSequence part = plate(60, 40, 10, 8);
    std::string points;
    for (const auto& sample : csg::Solid(part).sampleSurface(4096, Random(1)))
        points += std::to_string(sample.position.x) + " " + std::to_string(sample.position.y) + " " +
                  std::to_string(sample.position.z) + "\n";
    writeText(folder / "pairs" / "plate.xyz", points);
    writeSequence(part, (folder / "pairs" / "plate.json").string());
    const fs::path out = folder / "out", sheet = out / "contact-sheet-01.png";
    const Outcome outcome = evaluate(folder / "pairs", out);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_TRUE(outcome.out.starts_with("medians")) << outcome.out;
    EXPECT_TRUE(outcome.out.ends_with(sheet.string() + "\n")) << outcome.out;
    const auto report = nlohmann::json::parse(readText(out / "report.json"));
    EXPECT_EQ(report["models"][0]["name"], "plate");
    EXPECT_NEAR(report["models"][0]["true_box"]["iou"], 1.0 - 3.14159265 * 64 / 2400, 0.01);
    const Image picture = readPhoto(sheet).image;
    ASSERT_EQ(picture.width, kGap + 6 * (kTile + kGap));
    ASSERT_EQ(picture.height, kRow);
    EXPECT_EQ(filled(picture, 0, 0), 0.0) << "a cloud has no picture";
    for (int tile = 2; tile < 6; ++tile) EXPECT_GT(filled(picture, 0, tile), 0.5) << tile;
    EXPECT_GT(greenPixels(picture, 0, 5), 5000);
    EXPECT_EQ(greenPixels(picture, 0, 4), 0);

    const std::string before = readText(sheet);
    const Outcome again = evaluate(folder / "pairs", out, true);
    EXPECT_NE(again.err.find("1 inputs done before"), std::string::npos) << again.err;
    EXPECT_EQ(readText(sheet), before);
}

/// The first row of a picture's sheet: all tiles are drawn, and the reference's share of its tile is about the mask's.
void expectRowOfAPicture(const fs::path& sheet) {
    const Image picture = readPhoto(sheet).image;
    for (int tile = 0; tile < 6; ++tile) EXPECT_GT(filled(picture, 0, tile), 0.2) << tile;
    int mask = 0;
    for (int y = 0; y < kTile; ++y)
        for (int x = 0; x < kTile; ++x) mask += picture.at(kGap + kTile + kGap + x, kHeader + y) == Rgb{255, 255, 255};
    EXPECT_GT(mask, 4000);
    EXPECT_GT(greenPixels(picture, 0, 5), mask / 4);
}

TEST(CliEvaluate, AMadePictureOnTheSheet) {
    const TemporaryFolder folder;
    fs::create_directories(folder / "pairs");
    synth::SampleOptions how;
    how.size = 256;
    how.points = 0;
    const synth::Sample made = synth::makeSample(synth::kTestSeed, 3, how);
    writePng(folder / "pairs" / "made.png", made.picture.image);
    writeSequence(made.sequence, (folder / "pairs" / "made.json").string());
    const Outcome outcome = evaluate(folder / "pairs", folder / "out");
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    expectRowOfAPicture(folder / "out" / "contact-sheet-01.png");
}

/// Without weights, so that it is quick.
TEST(CliEvaluate, MadeCasesAreNotMeasuredAgain) {
    const TemporaryFolder folder;
    fs::create_directories(folder / "none");
    const fs::path out = folder / "out";
    const std::vector<std::string> words{"evaluate",
                                         "--synthetic",
                                         "2",
                                         "--every",
                                         "2",
                                         "--out",
                                         out.string(),
                                         "--samples",
                                         "1",
                                         "--sources",
                                         "box",
                                         "--models",
                                         (folder / "none").string()};
    const Outcome first = runCli(words);
    ASSERT_EQ(first.status, 0) << first.err;
    EXPECT_EQ(namesIn(out / "cases"), (std::vector<std::string>{"00000000.json", "00000000.png"}));
    const auto report = nlohmann::json::parse(readText(out / "report.json"));
    EXPECT_TRUE(report["models"][0]["seconds"].is_number());
    EXPECT_GT(report["models"][0]["stages"]["input"], 0.0);
    EXPECT_TRUE(fs::exists(out / report["models"][0]["step"]));
    std::vector<std::string> again = words;
    again.push_back("--resume");
    const Outcome second = runCli(again);
    EXPECT_NE(second.err.find("1 inputs done before"), std::string::npos) << second.err;
    EXPECT_EQ(second.out, first.out);
}

/// A surface alone is a scan; beside a picture or cloud it is what that is measured against.
TEST(CliEvaluate, ASurfaceIsAScanOrAReference) {
    const TemporaryFolder folder;
    const fs::path pairs = folder / "pairs";
    const std::string triangles = "solid t\nendsolid t\n";
    for (const char* name : {"scan.stl", "both.stl", "both.png", "alone.obj", "alone.glb", "two.obj", "two.stl"})
        writeText(pairs / name, triangles);
    writeSequence(plate(60, 40, 10, 8), (pairs / "scan.json").string());
    EXPECT_EQ(evaluate(pairs, folder / "out").status, 3) << "they are damaged";
    const auto report = nlohmann::json::parse(readText(folder / "out" / "report.json"));
    ASSERT_EQ(report["inputs"].size(), 2u);
    EXPECT_EQ(report["inputs"][0]["path"], (pairs / "both.png").string());
    EXPECT_EQ(report["inputs"][1]["path"], (pairs / "scan.stl").string());
}

TEST(CliEvaluate, NeedsAFolderItCanWrite) {
    const Outcome outcome = runCli({"evaluate", "--synthetic", "1", "--out", "/proc/none"});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(outcome.errLines().size(), 1u) << outcome.err;
    EXPECT_NE(outcome.err.find("/proc/none"), std::string::npos) << outcome.err;
}

TEST(CliEvaluate, APhotographOnTheSheet) {
    const fs::path photo = sharedData("photos/servo_support.jpg"), reference = sharedData("photos/servo_support.stl");
    if (!fs::exists(photo))
        GTEST_SKIP() << photo
                     << " is not there: photographs are not ours to ship; IMG2CADSEQ_SHARED says where they are";
    const TemporaryFolder folder;
    fs::create_directories(folder / "pairs");
    fs::copy_file(photo, folder / "pairs" / "servo_support.jpg");
    fs::copy_file(reference, folder / "pairs" / "servo_support.stl");
    const Outcome outcome = evaluate(folder / "pairs", folder / "out");
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    expectRowOfAPicture(folder / "out" / "contact-sheet-01.png");
}

}  // namespace
}  // namespace img2cadseq::test
