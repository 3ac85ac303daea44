#include "nn/lifter.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "csg/solid.h"
#include "geometry/rotations.h"
#include "learn/lifter_loss.h"
#include "learn/lifter_pose.h"
#include "learn/lifter_stage.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

synth::Sample seen(uint64_t index) {
    synth::SampleOptions how;
    how.size = 256;
    how.points = 0;
    return synth::makeSample(synth::kTestSeed, index, how);
}

/// The canonical point of a sample that its depth says pixel (u, v) of 64 shows.
Vec3 pointAt(const LifterSample& s, int u, int v) {
    const size_t i = static_cast<size_t>(v) * 64 + static_cast<size_t>(u);
    const double depth = s.front[i], fade = (1.0 + s.perspective * depth) / std::exp(s.logScale);
    const double c[3] = {((u + 0.5) / 64 - 0.5 - s.center[0]) * fade, ((v + 0.5) / 64 - 0.5 - s.center[1]) * fade,
                         depth};
    Vec3 p{};
    for (int r = 0; r < 3; ++r)
        for (int k = 0; k < 3; ++k) p[k] += s.rotation[static_cast<size_t>(3 * r + k)] * c[r];
    return p;
}

TEST(LifterSample, DetailedPartsHaveSeveralBlocks) {
    LifterDataOptions options;
    options.primitives = options.reproportioned = 0.0;
    const auto several = [&](double detailed) {
        options.detailed = detailed;
        int count = 0;
        for (uint64_t i = 0; i < 20; ++i) count += makeLifterScenes(options, i)[0].sample.sequence.blocks.size() >= 2;
        return count;
    };
    EXPECT_LT(several(0.0), 16);
    EXPECT_GE(several(1.0), 19);  // one in 256 has none among its eight tries
}

TEST(LifterSample, ReproportionedPartsAreThinnerAndLonger) {
    LifterDataOptions options;
    options.primitives = options.detailed = 0.0;
    const auto sidesOf = [&](double share, uint64_t i) {
        options.reproportioned = share;
        std::vector<double> sides;
        const Vec3 size = csg::Solid(makeLifterScenes(options, i)[0].sample.sequence).box().size();
        for (int a = 0; a < 3; ++a) sides.push_back(size[a] / std::max({size.x, size.y, size.z}));
        std::sort(sides.begin(), sides.end());
        return sides;
    };
    int thinner = 0, narrower = 0;
    for (uint64_t i = 0; i < 30; ++i) {
        const auto before = sidesOf(0.0, i), after = sidesOf(1.0, i);
        thinner += after[0] < 0.95 * before[0];
        narrower += after[1] < 0.95 * before[1];
    }
    EXPECT_GE(thinner, 15);  // some cannot be stretched, some are thinnest across
    EXPECT_GE(narrower, 3);  // bars and rods
}

TEST(LifterSample, PartsSeenSmallAreTheSameButCoarser) {
    LifterDataOptions options;
    options.developed = options.bordered = options.drawings = 0.0;
    for (uint64_t i = 0; i < 4; ++i) {
        options.small = 0.0;
        const LifterScene fine = makeLifterScenes(options, i)[0];
        options.small = 1.0;
        const LifterScene coarse = makeLifterScenes(options, i)[0];
        EXPECT_EQ(coarse.sample.sequence, fine.sample.sequence);
        EXPECT_EQ(coarse.sample.buffers.mask.data, fine.sample.buffers.mask.data);
        // Neighbours differ less, the whole is as bright.
        const auto of = [](const Image& picture) {
            double mean = 0.0, change = 0.0;
            for (size_t k = 1; k < picture.data.size(); ++k) {
                mean += picture.data[k].g;
                change += std::abs(int{picture.data[k].g} - int{picture.data[k - 1].g});
            }
            return std::pair{mean / static_cast<double>(picture.data.size()), change};
        };
        const auto [brightFine, changeFine] = of(fine.sample.picture.image);
        const auto [brightCoarse, changeCoarse] = of(coarse.sample.picture.image);
        EXPECT_LT(changeCoarse, 0.95 * changeFine);
        EXPECT_NEAR(brightCoarse, brightFine, 4.0);
    }
}

TEST(LifterSample, DepthAndCameraGiveThePartsSurface) {
    for (uint64_t index = 0; index < 6; ++index) {
        const synth::Sample sample = seen(index);
        const LifterSample s = lifterSample(sample, true, Random(1));
        const csg::Solid solid(sample.sequence);
        double far = 0.0;
        int count = 0;
        for (int v = 1; v < 63; ++v)
            for (int u = 1; u < 63; ++u) {
                const size_t i = static_cast<size_t>(v) * 64 + static_cast<size_t>(u);
                if (s.mask[i] < 1.0f) continue;
                const size_t corner = 2 * (static_cast<size_t>(v) * 128 + static_cast<size_t>(u));
                if (s.edge[corner] + s.edge[corner + 1] + s.edge[corner + 128] + s.edge[corner + 129] > 0.0f) continue;
                far += std::abs(solid.distance(pointAt(s, u, v)).value);
                ++count;
            }
        if (count > 20) {
            EXPECT_LT(far / count, 0.01) << index;
        }
    }
}

TEST(LifterSample, LevelsAreThoseOfTheFirstSurface) {
    int flat = 0;
    for (uint64_t index = 0; index < 6; ++index) {
        const synth::Sample sample = seen(index);
        const LifterSample s = lifterSample(sample, true, Random(1));
        const Box3 box = csg::Solid(sample.sequence).box();
        for (int v = 1; v < 63; ++v)
            for (int u = 1; u < 63; ++u) {
                const size_t i = static_cast<size_t>(v) * 64 + static_cast<size_t>(u);
                const size_t corner = 2 * (static_cast<size_t>(v) * 128 + static_cast<size_t>(u));
                bool clear = s.mask[i] >= 1.0f;
                float level = 0.0f;
                for (const size_t at : {corner, corner + 1, corner + 128, corner + 129}) {
                    clear = clear && s.aligned[at] >= 1.0f && s.edge[at] == 0.0f;
                    level += 0.25f * s.levels[at];
                }
                if (!clear) continue;
                const Vec3 point = pointAt(s, u, v);
                Vec3 normal;
                for (int a = 0; a < 3; ++a)
                    normal[a] = s.rotation[static_cast<size_t>(a)] * s.normalX[i] +
                                s.rotation[3 + static_cast<size_t>(a)] * s.normalY[i] +
                                s.rotation[6 + static_cast<size_t>(a)] * s.normalZ[i];
                int axis = 0;
                for (int a = 1; a < 3; ++a)
                    if (std::abs(normal[a]) > std::abs(normal[axis])) axis = a;
                const double over = normal[axis] > 0.0 ? point[axis] - box.low[axis] : box.high[axis] - point[axis];
                EXPECT_NEAR(level, over / box.size()[axis], 0.03 + 0.01 / box.size()[axis]) << index;
                ++flat;
            }
    }
    EXPECT_GT(flat, 200);
}

TEST(LifterSample, QueriesAreSeenWhereTheCameraSeesThem) {
    const synth::Sample sample = seen(3);
    const LifterSample s = lifterSample(sample, true, Random(2));
    const csg::Solid solid(sample.sequence);
    const Box3 box = solid.box();
    int inside = 0;
    for (size_t q = 0; q < kQueries; ++q) {
        const float* row = s.queries.data() + q * nn::LifterQuery::Count;
        Vec3 p;
        for (int k = 0; k < 3; ++k) p[k] = box.center()[k] + row[nn::LifterQuery::BoxX + k] * box.size()[k];
        const Vec3 pixel = sample.buffers.camera.project(p);
        EXPECT_NEAR(row[nn::LifterQuery::PlaceX], pixel.x / 128.0 - 1.0, 0.02);
        EXPECT_NEAR(row[nn::LifterQuery::PlaceY], pixel.y / 128.0 - 1.0, 0.02);
        EXPECT_NEAR(row[nn::LifterQuery::Depth], pixel.z - sample.buffers.camera.translation.z, 0.02);
        inside += s.inside[q] > 0.5f;
    }
    EXPECT_NEAR(inside / double(kQueries), solid.volume() / (box.size().x * box.size().y * box.size().z), 0.06);
}

TEST(LifterPose, NamesOfTheAxesDoNotCount) {
    const synth::Sample sample = seen(1);
    const LifterBatch truth = lifterBatch({lifterSample(sample, true, Random(3))});
    const torch::Tensor sides = truth.camera.slice(1, 4, 7);
    for (const Mat3& q : axisRotations()) {
        torch::Tensor turn = torch::empty({3, 3});
        for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 3; ++c) turn[r][c] = static_cast<float>(q.row[static_cast<size_t>(r)][c]);
        const torch::Tensor rotation = torch::matmul(truth.rotation[0], turn.t());
        const torch::Tensor named = torch::matmul(turn.abs(), sides[0]);
        const PoseMatch match =
            matchPoses(rotation.view({1, 1, 3, 3}), named.view({1, 1, 3}), truth.rotation, sides, 1.0);
        EXPECT_LT(match.turn.item<double>(), 2e-3);
        EXPECT_LT(match.sides.item<double>(), 1e-5);
        EXPECT_LT((match.axes[0][0] - turn).abs().max().item<double>(), 1e-6);
    }
    // Another shape is another answer.
    const torch::Tensor other = (sides + torch::tensor({{0.0, -0.7, 0.0}})).view({1, 1, 3});
    EXPECT_GT(matchPoses(truth.rotation.view({1, 1, 3, 3}), other, truth.rotation, sides, 1.0).sides.item<double>(),
              0.05);
}

TEST(LifterStage, LearnsAFewPartsByHeart) {
    const auto folder = std::filesystem::temp_directory_path() / "lifter_stage_test";
    std::filesystem::remove_all(folder);
    LifterStageOptions options;
    options.train.folder = folder;
    options.train.steps = 60;
    options.train.batch = 4;
    options.train.learningRate = 3e-3;
    options.train.warmup = 5;
    options.train.ema = 0.5;
    options.train.logEvery = 10;
    options.data.parts = 2;
    options.stem = 8, options.fine = 16, options.middle = 24, options.width = 32, options.heads = 4, options.layers = 1;
    options.evaluate = 2;
    trainLifter(options, {});
    std::ifstream curve(folder / "curve.csv");
    std::string header, line, first, last;
    std::getline(curve, header);
    while (std::getline(curve, line)) (first.empty() ? first : last) = line;
    const auto lossOf = [](const std::string& row) {
        std::stringstream fields(row);
        std::string field;
        for (int i = 0; i < 6; ++i) std::getline(fields, field, ',');
        return std::stod(field);
    };
    EXPECT_LT(lossOf(last), 0.8 * lossOf(first));
    EXPECT_TRUE(std::filesystem::exists(folder / "weights.safetensors"));
    EXPECT_GT(std::filesystem::file_size(folder / "sheet.ppm"), 1000u);
}

}  // namespace
}  // namespace img2cadseq::learn
