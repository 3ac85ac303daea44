// reconstruct: a folder of clouds, scans and a file that is none, going on with it, a box on a large picture.

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include "app/parts.h"
#include "app/program.h"
#include "csg/solid.h"
#include "geometry/box.h"
#include "photo/photo.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

void writeCloud(const fs::path& file, const CadSequence& part) {
    std::string points;
    for (const auto& sample : csg::Solid(part).sampleSurface(4096, Random(1)))
        points += std::to_string(sample.position.x) + " " + std::to_string(sample.position.y) + " " +
                  std::to_string(sample.position.z) + "\n";
    writeText(file, points);
}

/// A block of these sides as ASCII STL, two triangles a side.
void writeBlock(const fs::path& file, const Vec3& size) {
    const auto corner = [&](int i) {
        return "vertex " + std::to_string(i & 1 ? size.x : 0.0) + " " + std::to_string(i & 2 ? size.y : 0.0) + " " +
               std::to_string(i & 4 ? size.z : 0.0) + "\n";
    };
    constexpr std::array<std::array<int, 4>, 6> sides{
        {{0, 2, 3, 1}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 4, 6, 2}, {1, 3, 7, 5}}};
    std::string text = "solid block\n";
    for (const auto& side : sides)
        for (const auto& [a, b, c] : {std::array{0, 1, 2}, std::array{0, 2, 3}})
            text += "facet normal 0 0 0\nouter loop\n" + corner(side[a]) + corner(side[b]) + corner(side[c]) +
                    "endloop\nendfacet\n";
    writeText(file, text + "endsolid block\n");
}

/// A cube seen along its diagonal, `reach` pixels from its middle to its corners; faces of three shades of `colour`.
void drawCube(Image& image, const Vec2& middle, double reach, const Rgb& colour) {
    constexpr Vec2 kUp{0, -1}, kLeft{-0.866, 0.5}, kRight{0.866, 0.5};
    const std::array<std::array<Vec2, 2>, 3> faces{{{-kRight, -kLeft}, {-kRight, -kUp}, {-kLeft, -kUp}}};
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            for (size_t i = 0; i < 3; ++i) {
                const Vec2 p = (Vec2{x + 0.5, y + 0.5} - middle) / reach;
                const double area = cross(faces[i][0], faces[i][1]);
                const double a = cross(p, faces[i][1]) / area, b = cross(faces[i][0], p) / area;
                if (a < 0 || a > 1 || b < 0 || b > 1) continue;
                const double shade = 1.0 - 0.25 * static_cast<double>(i);
                const auto shaded = [&](uint8_t c) { return static_cast<uint8_t>(shade * c); };
                image.at(x, y) = {shaded(colour.r), shaded(colour.g), shaded(colour.b)};
            }
}

Box2 boxOf(const Mask& mask) {
    Box2 box;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (mask.at(x, y) != 0) box.add(Vec2{x + 0.5, y + 0.5});
    return box;
}

class CliReconstruct : public ::testing::Test {
protected:
    std::string at(const std::string& name) { return (folder_ / name).string(); }
    json report() { return json::parse(readText(folder_ / "out/report.json")); }
    Outcome reconstruct(std::vector<std::string> more = {}, Program::Setting setting = {}) {
        more.insert(more.begin(),
                    {"reconstruct", at("in"), "--out", at("out"), "--samples", "1", "--sources", "prism"});
        return runCli(more, setting);
    }
    TemporaryFolder folder_;
};

TEST_F(CliReconstruct, AFolderOfACloudAScanAndAFileThatIsNone) {
    writeCloud(folder_ / "in/plate.xyz", plate(60, 40, 10, 8));
    writeBlock(folder_ / "in/slab.STL", {50, 30, 20});
    writeText(folder_ / "in/broken.png", "no picture");
    writeText(folder_ / "in/notes.txt", "no input");
    writeText(folder_ / "out/plate/candidate-07.step", "an earlier run's");
    writeText(folder_ / "out/plate/candidate-notes.txt", "mine");
    const Outcome outcome = reconstruct({"--size-mm", "60"}, {.terminal = true});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(outcome.out, at("out/plate/candidate-01.step") + "\n" + at("out/slab/candidate-01.step") + "\n");
    EXPECT_NE(outcome.err.find("broken: input 0 %"), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err.find("img2cadseq-cli: " + at("in/broken.png")), std::string::npos) << outcome.err;
    EXPECT_EQ(namesIn(folder_ / "out"), (std::vector<std::string>{"plate", "report.json", "slab"}));
    EXPECT_EQ(namesIn(folder_ / "out/plate"),
              (std::vector<std::string>{"candidate-01.json", "candidate-01.step", "candidate-notes.txt", "coarse.ply",
                                        "refined.ply", "report.json"}));
    const json told = report();
    EXPECT_EQ(told["summary"], (json{{"inputs", 3}, {"models", 3}, {"failed", 1}}));
    EXPECT_EQ(told["models"][0]["error"], "bad-input");
    EXPECT_EQ(told["models"][1]["step"], "plate/candidate-01.step");
    EXPECT_EQ(told["models"][2]["report"], "slab/report.json");
    const json slab = json::parse(readText(folder_ / "out/slab/report.json"));
    std::vector<double> sides = slab["candidates"][0]["size"];
    std::sort(sides.begin(), sides.end());
    EXPECT_NEAR(sides[0], 24, 1.5);
    EXPECT_NEAR(sides[1], 36, 1.5);
    EXPECT_NEAR(sides[2], 60, 1e-3);
}

TEST_F(CliReconstruct, ResumeLeavesFinishedResultsOfTheSameNameAlone) {
    writeCloud(folder_ / "in/b/plate.xyz", plate(60, 40, 10, 8));
    ASSERT_EQ(reconstruct().status, 0);
    writeText(folder_ / "out/plate/candidate-01.step", "mark");
    writeCloud(folder_ / "in/a/plate.xyz", plate(60, 20, 10, 5));
    const Outcome more = reconstruct({"--resume"});
    EXPECT_EQ(more.status, 0) << more.err;
    EXPECT_EQ(more.out, at("out/plate-2/candidate-01.step") + "\n" + at("out/plate/candidate-01.step") + "\n");
    EXPECT_EQ(readText(folder_ / "out/plate/candidate-01.step"), "mark");
    EXPECT_NE(more.err.find("1 inputs done before"), std::string::npos) << more.err;
    EXPECT_EQ(report()["models"][0]["name"], "plate-2");
}

/// Without weights, so that it is quick: the mask is then found by contrast.
TEST_F(CliReconstruct, ABoxIsInPixelsOfTheFileHoweverLarge) {
    Image picture(2400, 1800, {235, 235, 235});
    drawCube(picture, {600, 720}, 450, {200, 60, 50});
    drawCube(picture, {1728, 990}, 540, {50, 80, 190});
    fs::create_directories(folder_ / "in");
    fs::create_directories(folder_ / "none");
    writePng(folder_ / "in/cubes.png", picture);
    const Outcome outcome = runCli({"reconstruct", at("in/cubes.png"), "--out", at("out"), "--samples", "1",
                                    "--sources", "box", "--models", at("none"), "--box", "1200,360,1080,1260"});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const Mask mask = readMask(folder_ / "out/cubes/mask.png");
    ASSERT_EQ(mask.width, 1600);
    const Box2 found = boxOf(mask);  // 2/3 of the file's pixels
    EXPECT_NEAR(found.low.x, (1728 - 0.866 * 540) * 2 / 3, 8);
    EXPECT_NEAR(found.high.x, (1728 + 0.866 * 540) * 2 / 3, 8);
    EXPECT_NEAR(found.low.y, (990 - 540) * 2 / 3, 8);
    EXPECT_NEAR(found.high.y, (990 + 540) * 2 / 3, 8);
}

}  // namespace
}  // namespace img2cadseq::test
