// UA-DGCNN's targets against shapes whose edges are known, and that training moves towards them.

#include <cmath>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "learn/lifted_cloud.h"
#include "learn/refine_report.h"
#include "learn/refine_sample.h"
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

double distanceToBox(const Vec3& p) {
    const Vec3 over{std::abs(p.x) - 0.5, std::abs(p.y) - 0.4, std::abs(p.z) - 0.3};
    const double inside = std::max({over.x, over.y, over.z});
    if (inside <= 0.0) return -inside;
    return norm(Vec3{std::max(over.x, 0.0), std::max(over.y, 0.0), std::max(over.z, 0.0)});
}

TEST(TrueSurface, FindsTheNearestPlaceOfABox) {
    const csg::Solid solid(box());
    const TrueSurface truth(solid, Random(1));
    Random random(2);
    for (int i = 0; i < 200; ++i) {
        const Vec3 p{random.uniform(-0.6, 0.6), random.uniform(-0.6, 0.6), random.uniform(-0.6, 0.6)};
        const Vec3 there = truth.nearest(p);
        EXPECT_LT(std::abs(distanceToBox(there)), 2e-3);
        EXPECT_NEAR(norm(there - p), distanceToBox(p), 0.01) << p.x << ' ' << p.y << ' ' << p.z;
    }
    EXPECT_TRUE(truth.hasEdges());
    EXPECT_LT(truth.toEdge({0.5, 0.4, 0.0}), 0.02);
    EXPECT_NEAR(truth.toEdge({0.5, 0.0, 0.0}), 0.3, 0.01);
}

TEST(MeasuredCloud, IsAsNoisyAsItIsAskedToBe) {
    const csg::Solid solid(box());
    const TrueSurface truth(solid, Random(1));
    RefineData data{.points = 1000, .clean = 1.0};
    const auto off = [&](const PointCloud& cloud) {
        double sum = 0.0;
        for (const Vec3f& p : cloud.positions) sum += distanceToBox(cast<double>(p)) / 1000.0;
        return sum;
    };
    const PointCloud clean = measuredCloud(solid, data, Random(3));
    ASSERT_EQ(clean.size(), 1000u);
    EXPECT_LT(off(clean), 1e-6);
    data.clean = 0.0, data.noise = 0.01;
    for (uint64_t i = 0; i < 8; ++i) {
        const PointCloud noisy = measuredCloud(solid, data, Random(3, i));
        ASSERT_EQ(noisy.size(), 1000u);
        EXPECT_EQ(noisy.positions, measuredCloud(solid, data, Random(3, i)).positions);
        EXPECT_GT(off(noisy), 0.005) << i;
        EXPECT_LT(off(noisy), 0.04) << i;
    }
}

TEST(ImitatedLift, ErrsAsTheLifterDoes) {
    synth::SampleOptions how;
    how.points = 0, how.picture = false;
    constexpr uint64_t kClouds = 12;
    double mean[2] = {};
    for (uint64_t i = 0; i < kClouds; ++i) {
        const synth::Sample sample = synth::sampleOf(box(), 1, i, how);
        const csg::Solid solid(sample.sequence);
        const TrueSurface truth(solid, Random(1));
        const PointCloud cloud = imitatedLift(sample, solid, Random(5, i));
        ASSERT_GT(cloud.size(), 2000u);
        ASSERT_EQ(cloud.seen.size(), cloud.size());
        EXPECT_EQ(cloud.positions, imitatedLift(sample, solid, Random(5, i)).positions);
        double off[2] = {}, count[2] = {};
        for (size_t k = 0; k < cloud.size(); ++k) {
            const Vec3 p = cast<double>(cloud.positions[k]);
            off[cloud.seen[k]] += norm(truth.nearest(p) - p);
            count[cloud.seen[k]] += 1.0;
        }
        for (const int seen : {0, 1}) {
            EXPECT_GT(off[seen] / count[seen], 0.001) << i << seen;
            EXPECT_LT(off[seen] / count[seen], 0.2) << i << seen;  // up to 2.5 times the lifter's
            mean[seen] += off[seen] / count[seen] / kClouds;
        }
    }
    for (const int seen : {0, 1}) {
        EXPECT_GT(mean[seen], 0.015) << seen;
        EXPECT_LT(mean[seen], 0.07) << seen;
    }
}

TEST(RefineSample, SaysWhereItsPointsBelong) {
    RefineData data;
    data.points = 300;
    data.turned = 0.0;
    for (uint64_t i = 0; i < 6; ++i) {
        data.lifted = i % 2 ? 1.0 : 0.0;
        const RefineSample sample = makeRefineSample(data, i);
        ASSERT_EQ(sample.points.size(), 300u);
        EXPECT_EQ(makeRefineSample(data, i).points, sample.points);
        double moved = 0.0;
        for (size_t k = 0; k < sample.points.size(); ++k) {
            EXPECT_LE(norm(sample.displacement[k]), kFarthest * 1.001);
            moved += norm(sample.displacement[k]) / 300.0;
            EXPECT_GE(sample.importance[k], 0.0f);
            EXPECT_LE(sample.importance[k], 1.0f);
        }
        EXPECT_LT(moved, 0.06) << i;
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
    report.points = 256;
    report.count = 2;
    const std::vector<RefineRow> rows = reportRefine(report, {});
    ASSERT_EQ(rows.size(), 18u);  // six kinds of cloud, three treatments
    for (const RefineRow& row : rows) {
        EXPECT_EQ(row.count, 2) << row.clouds;
        EXPECT_GT(row.cd, 0.0) << row.clouds << row.treatment;
        EXPECT_EQ(std::isnan(row.hidden), row.clouds != "imitated lift") << row.clouds;
        EXPECT_EQ(std::isnan(row.edgesByImportance), row.treatment != "refined");
    }
    EXPECT_EQ(rows[0].clouds, "clean");
    EXPECT_LT(rows[0].seen, 1.0);
    EXPECT_GT(rows[9].seen, 5.0);  // noise of 0.02, given
}

}  // namespace
}  // namespace img2cadseq::learn
