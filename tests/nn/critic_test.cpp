#include "nn/critic.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/random.h"
#include "nn/candidate_critic.h"
#include "nn/safetensors.h"
#include "support/data.h"

namespace img2cadseq::nn {
namespace {

std::vector<uint8_t> noise(int maps, int side, Random random) {
    std::vector<uint8_t> bytes(static_cast<size_t>(maps) * static_cast<size_t>(side) * static_cast<size_t>(side));
    for (uint8_t& b : bytes) b = static_cast<uint8_t>(random.integer(0, 255));
    return bytes;
}

CriticPicture somePicture(uint64_t seed) {
    const Random random(seed);
    return {noise(CriticPicture::kCoarse, kCriticSide, random.child(1)),
            noise(CriticPicture::kFine, kCriticFine, random.child(2))};
}

CriticCandidate someCandidate(uint64_t seed) {
    const Random random(seed);
    CriticCandidate out;
    out.coarse = noise(CriticCandidate::kCoarse, kCriticSide, random.child(3));
    out.fine = noise(CriticCandidate::kFine, kCriticFine, random.child(4));
    for (size_t i = 0; i < out.numbers.size(); ++i) out.numbers[i] = 0.1f * static_cast<float>(i + seed);
    out.overlap = 0.25f;
    return out;
}

/// Left and right exchanged; `normalX`: the map whose sign changes with that, -1: none.
void flip(std::vector<uint8_t>& bytes, int maps, int side, int normalX) {
    const auto n = static_cast<size_t>(side);
    for (size_t row = 0; row < static_cast<size_t>(maps) * n; ++row)
        std::reverse(bytes.begin() + static_cast<ptrdiff_t>(row * n),
                     bytes.begin() + static_cast<ptrdiff_t>((row + 1) * n));
    if (normalX < 0) return;
    for (size_t i = 0; i < n * n; ++i) {
        uint8_t& b = bytes[static_cast<size_t>(normalX) * n * n + i];
        b = static_cast<uint8_t>(256 - std::max<int>(b, 1));
    }
}

TEST(Critic, MirroredBatchIsThatOfTheMirroredMaps) {
    CriticPicture picture = somePicture(1);
    CriticCandidate candidate = someCandidate(2);
    for (uint8_t& b : picture.coarse) b = std::max<uint8_t>(b, 1);  // 0 and 255 are not each other's mirror image
    for (uint8_t& b : candidate.coarse) b = std::max<uint8_t>(b, 1);
    const CriticBatch mirrored = criticBatch(picture, {&candidate}, true);
    flip(picture.coarse, CriticPicture::kCoarse, kCriticSide, 4);
    flip(picture.fine, CriticPicture::kFine, kCriticFine, -1);
    flip(candidate.coarse, CriticCandidate::kCoarse, kCriticSide, 3);
    flip(candidate.fine, CriticCandidate::kFine, kCriticFine, -1);
    const CriticBatch made = criticBatch(picture, {&candidate});
    ASSERT_EQ(made.maps.size(1), kCriticChannels);
    EXPECT_LT((made.maps - mirrored.maps).abs().max().item<float>(), 1e-5f);
    EXPECT_TRUE(torch::equal(made.numbers, mirrored.numbers));
}

TEST(Critic, BytesGiveBackWhatTheyStandFor) {
    for (const double value : {-1.0, -0.37, 0.0, 0.5, 1.0})
        EXPECT_NEAR((signedByte(value) - 128.0) / 127.0, value, 4e-3);
    for (const double value : {0.0, 0.21, 1.0}) EXPECT_NEAR(shareByte(value) / 255.0, value, 2e-3);
    EXPECT_EQ(signedByte(7.0), signedByte(1.0));
    EXPECT_EQ(shareByte(-3.0), 0);
}

TEST(Critic, CasesAreReadAsTheyWereWrittenUpToWhereTheFileEnds) {
    const test::TemporaryFolder folder;
    const CriticCase one{somePicture(3), {someCandidate(4), someCandidate(5)}};
    {
        std::ofstream out(folder / "a.cases", std::ios::binary);
        writeCriticCase(out, one);
        writeCriticCase(out, one);
    }
    const auto read = readCriticCases(folder / "a.cases");
    ASSERT_EQ(read.size(), 2u);
    EXPECT_EQ(read[1].picture.fine, one.picture.fine);
    ASSERT_EQ(read[1].candidates.size(), 2u);
    EXPECT_EQ(read[1].candidates[1].coarse, one.candidates[1].coarse);
    EXPECT_EQ(read[1].candidates[1].numbers, one.candidates[1].numbers);
    EXPECT_EQ(read[1].candidates[1].overlap, 0.25f);

    std::filesystem::resize_file(folder / "a.cases", std::filesystem::file_size(folder / "a.cases") - 9);
    EXPECT_EQ(readCriticCases(folder / "a.cases").size(), 1u);
    std::ofstream(folder / "b.cases") << "something else";
    EXPECT_THROW(readCriticCases(folder / "b.cases"), Error);
    EXPECT_THROW(readCriticCases(folder / "c.cases"), Error);
}

TEST(Critic, SaysTheSameFromItsFileWhateverIsAskedBeside) {
    const test::TemporaryFolder folder;
    torch::manual_seed(5);
    Critic critic(CriticOptions{8});
    critic->eval();
    writeSafetensors(folder / "critic.safetensors", namedTensors(*critic), critic->options().metadata());
    const CandidateCritic loaded(folder / "critic.safetensors");
    const CriticPicture picture = somePicture(6);
    const std::vector<CriticCandidate> two{someCandidate(7), someCandidate(8)};
    const auto both = loaded.overlaps(picture, two);
    ASSERT_EQ(both.size(), 2u);
    EXPECT_EQ(both[1], loaded.overlaps(picture, {&two[1], 1}).front());
    EXPECT_NE(both[0], both[1]);
    const torch::NoGradGuard guard;
    EXPECT_NEAR(both[0], torch::sigmoid(critic->forward(criticBatch(picture, {&two[0]}))).item<double>(), 1e-4);
    std::ofstream(folder / "bad.safetensors") << "no weights";
    EXPECT_THROW(CandidateCritic(folder / "bad.safetensors"), Error);
}

}  // namespace
}  // namespace img2cadseq::nn
