#include "learn/critic_stage.h"

#include <fstream>

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/random.h"
#include "nn/critic_input.h"
#include "support/data.h"

namespace img2cadseq::learn {
namespace {

using nn::CriticCandidate, nn::CriticCase, nn::CriticPicture, nn::kCriticFine, nn::kCriticSide;

/// A disc in the mask of each picture, and candidates that are discs of other sizes: the overlap is the smaller area
/// over the larger, and only the maps tell it.
void writeDiscs(const std::filesystem::path& file, uint64_t seed, int count) {
    std::ofstream out(file, std::ios::binary);
    Random random(seed);
    const auto disc = [](std::vector<uint8_t>& bytes, double radius, uint8_t inside) {
        for (int y = 0; y < kCriticSide; ++y)
            for (int x = 0; x < kCriticSide; ++x)
                if (std::hypot(x - 31.5, y - 31.5) < radius)
                    bytes[static_cast<size_t>(y) * kCriticSide + static_cast<size_t>(x)] = inside;
    };
    constexpr size_t kPixels = static_cast<size_t>(kCriticSide) * kCriticSide;
    for (int i = 0; i < count; ++i) {
        CriticCase one;
        one.picture.coarse.assign(CriticPicture::kCoarse * kPixels, 0);
        one.picture.fine.assign(static_cast<size_t>(CriticPicture::kFine) * kCriticFine * kCriticFine, 0);
        const double wanted = random.uniform(8.0, 28.0);
        disc(one.picture.coarse, wanted, 255);
        for (int k = 0; k < 8; ++k) {
            CriticCandidate candidate;
            candidate.coarse.assign(CriticCandidate::kCoarse * kPixels, 0);
            candidate.fine.assign(static_cast<size_t>(kCriticFine) * kCriticFine, 0);
            const double radius = random.uniform(8.0, 28.0),
                         ratio = std::min(radius, wanted) / std::max(radius, wanted);
            disc(candidate.coarse, radius, 64);
            candidate.overlap = static_cast<float>(ratio * ratio);
            one.candidates.push_back(std::move(candidate));
        }
        nn::writeCriticCase(out, one);
    }
}

TEST(CriticStage, LearnsToTellWhichCandidateIsNearer) {
    const test::TemporaryFolder folder;
    std::filesystem::create_directories(folder / "cases");
    std::filesystem::create_directories(folder / "held");
    writeDiscs(folder / "cases/a.cases", 1, 60);
    writeDiscs(folder / "held/a.cases", 2, 20);
    CriticStageOptions options;
    options.train.folder = folder / "run";
    options.train.steps = 120;
    options.train.batch = 4;
    options.train.learningRate = 3e-3;
    options.train.warmup = 5;
    options.train.muon = true;
    options.train.ema = 0;
    options.cases = folder / "cases";
    options.candidates = 8;
    options.width = 8;
    trainCritic(options, {});
    const auto figures = reportCritic(folder / "held", folder / "run/weights.safetensors");
    EXPECT_GT(figures.at("critic.within"), 0.7);
    EXPECT_GT(figures.at("critic"), 0.5 * (figures.at("mean") + figures.at("oracle")));
    EXPECT_GE(figures.at("oracle"), figures.at("critic"));
}

TEST(CriticStage, AnEmptyFolderIsRefused) {
    const test::TemporaryFolder folder;
    EXPECT_THROW(reportCritic(folder / ".", folder / "none.safetensors"), Error);
}

}  // namespace
}  // namespace img2cadseq::learn
