// UA-DGCNN's targets against shapes whose edges are known, and that training moves towards them.

#include <cmath>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "learn/refine_stage.h"
#include "learn/sharp_edges.h"
#include "support/data.h"

namespace img2cadseq::learn {
namespace {

CadSequence prism(Loop loop, double half) {
    ExtrudeBlock block;
    block.sketch.profiles.push_back({std::move(loop), {}});
    block.extent = {-half, half};
    return {{}, {block}};
}

CadSequence box() {
    const Vec2 corners[] = {{-0.5, -0.4}, {0.5, -0.4}, {0.5, 0.4}, {-0.5, 0.4}};
    Loop loop;
    for (int i = 0; i < 4; ++i) loop.curves.push_back(Line{corners[i], corners[(i + 1) % 4]});
    return prism(loop, 0.3);
}

TEST(SharpEdges, OfABoxAreItsTwelve) {
    const auto samples = csg::Solid(box()).sampleSurface(4000, Random(1));
    const auto points = sharpEdgePoints(samples, reachOf(4000));
    int seen[12] = {};
    for (const Vec3& p : points) {
        const double off[3] = {std::abs(std::abs(p.x) - 0.5), std::abs(std::abs(p.y) - 0.4),
                               std::abs(std::abs(p.z) - 0.3)};
        int along = 0;
        for (int i = 1; i < 3; ++i)
            if (off[i] > off[along]) along = i;
        EXPECT_LT(off[(along + 1) % 3], 1e-9);
        EXPECT_LT(off[(along + 2) % 3], 1e-9);
        ++seen[along * 4 + (p[(along + 1) % 3] > 0 ? 1 : 0) + (p[(along + 2) % 3] > 0 ? 2 : 0)];
    }
    for (const int count : seen) EXPECT_GE(count, 5);
}

TEST(SharpEdges, OfACylinderAreItsRims) {
    const auto samples = csg::Solid(prism({{Circle{{0, 0}, 0.4}}}, 0.5)).sampleSurface(4000, Random(1));
    const auto points = sharpEdgePoints(samples, reachOf(4000));
    ASSERT_GT(points.size(), 100u);
    for (const Vec3& p : points) {
        EXPECT_NEAR(std::abs(p.z), 0.5, 1e-9);
        EXPECT_NEAR(std::hypot(p.x, p.y), 0.4, 2e-3);
    }
}

TEST(RefineSample, SaysWhereItsPointsBelong) {
    RefineData data;
    data.points = 300;
    data.turned = 0.0;
    data.noise = 0.01;
    for (uint64_t i = 0; i < 5; ++i) {
        const RefineSample sample = makeRefineSample(data, i);
        ASSERT_EQ(sample.points.size(), 300u);
        EXPECT_EQ(makeRefineSample(data, i).points, sample.points);
        double off = 0.0;
        for (size_t k = 0; k < sample.points.size(); ++k) {
            const Vec3 there = cast<double>(sample.points[k] + sample.displacement[k]);
            double nearest = 1.0;
            for (const Vec3& s : sample.surface) nearest = std::min(nearest, norm(s - there));
            off += nearest / 300.0;
        }
        EXPECT_LT(off, 0.02) << i;  // as far as the dense samples are from each other
    }
}

TEST(Refine, TrainingMovesTowardsTheSurface) {
    const test::TemporaryFolder folder;
    RefineOptions options;
    options.train.folder = folder / "run";
    options.train.steps = 60;
    options.train.batch = 2;
    options.train.learningRate = 3e-3;
    options.train.warmup = 5;
    options.train.bf16 = false;
    options.train.logEvery = 15;
    options.train.ema = 0.9;
    options.data.points = 256;
    options.width = 24;
    options.neighbours = 12;
    trainRefine(options, {});
    std::ifstream curve(folder / "run/curve.csv");
    std::vector<double> losses;
    std::string line;
    std::getline(curve, line);
    while (std::getline(curve, line)) {
        std::istringstream row(line);
        std::string field;
        for (int i = 0; i < 6; ++i) std::getline(row, field, ',');
        losses.push_back(std::stod(field));
    }
    ASSERT_EQ(losses.size(), 4u);
    EXPECT_LT(losses.back(), losses.front() - 0.1);
    RefineReportOptions report;
    report.weights = folder / "run/weights.safetensors";
    report.data.points = 256;
    report.count = 2;
    const auto figures = reportRefine(report, {});
    EXPECT_GT(figures.at("cd.given"), 0.0);
    EXPECT_TRUE(std::isfinite(figures.at("cd.refined")));
}

}  // namespace
}  // namespace img2cadseq::learn
