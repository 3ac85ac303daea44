#include "nn/alignment.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "nn/safetensors.h"
#include "support/data.h"

namespace img2cadseq::nn {
namespace {

AlignmentOptions smallAlignment() { return {32, 2, 1, 2, 16}; }

/// One tree: a block and `loops` loops of random codes, with made latents.
TreeLatents trees(int64_t loops, int64_t slots = codes::kSlots) {
    torch::manual_seed(21);
    torch::Tensor tree = torch::full({1, codes::kSlots, codes::kAttributes}, int64_t{codes::kNone}, torch::kLong);
    tree.select(2, 0).fill_(codes::kPad);
    tree[0][0][0] = codes::kStart;
    tree[0][1][0] = codes::kBlock;
    tree[0][2][0] = codes::kEnd;
    for (int64_t i = 0; i < loops; ++i) tree[0][codes::kFirstLoopSlot + i][0] = i == 0 ? codes::kOuter : codes::kHole;
    tree[0][codes::kFirstLoopSlot + loops][0] = codes::kEnd;
    const int64_t count = slots - codes::kFirstLoopSlot;
    const torch::Tensor block = torch::randn({1, codes::kBlocks, codes::kBlockCodes + 1, CodecImpl::kBlockLatent}),
                        patch = torch::randn({1, codes::kLoops, codes::kPatchCodes + 1, CodecImpl::kPatchLatent}),
                        curve = torch::randn({1, codes::kLoops, codes::kCurveCodes + 1, CodecImpl::kCurveLatent});
    return {tree.slice(1, 0, slots), block, patch.slice(1, 0, count), curve.slice(1, 0, count)};
}

double differ(const torch::Tensor& a, const torch::Tensor& b) { return (a - b).abs().max().item<double>(); }

TEST(Alignment, GivesUnitVectors) {
    torch::manual_seed(22);
    Alignment alignment(smallAlignment());
    const torch::Tensor clouds =
        alignment->ofClouds(torch::rand({2, 3, CloudInput::kChannels, CloudInput::kSide, CloudInput::kSide}),
                            torch::rand({2, 3, CloudInput::kBins}));
    EXPECT_EQ(clouds.sizes(), (std::vector<int64_t>{2, 16}));
    EXPECT_LT(differ(clouds.norm(2, 1), torch::ones({2})), 1e-4);
    EXPECT_LT(differ(alignment->ofSequences(trees(3)).norm(2, 1), torch::ones({1})), 1e-4);
}

TEST(Alignment, WhatIsNotThereSaysNothing) {
    torch::manual_seed(23);
    Alignment alignment(smallAlignment());
    TreeLatents given = trees(3);
    const torch::Tensor z = alignment->ofSequences(given);
    // Slots of padding may be left out, and their latents mean nothing.
    EXPECT_LT(differ(z, alignment->ofSequences(trees(3, codes::kFirstLoopSlot + 4))), 1e-5);
    given.patch.slice(1, 4) += 5.0;
    given.block.slice(1, 1) += 5.0;
    EXPECT_LT(differ(z, alignment->ofSequences(given)), 1e-5);
    // A loop's own numbers do.
    given.curve.slice(1, 1, 2) += 5.0;
    EXPECT_GT(differ(z, alignment->ofSequences(given)), 1e-3);
    EXPECT_GT(differ(z, alignment->ofSequences(trees(2))), 1e-3);
}

TEST(Alignment, IsWrittenAndRead) {
    torch::manual_seed(24);
    const test::TemporaryFolder folder;
    Alignment alignment(smallAlignment());
    writeSafetensors(folder / "a.safetensors", namedTensors(*alignment), smallAlignment().metadata());
    Alignment read = loadAlignment(folder / "a.safetensors");
    EXPECT_LT(differ(read->ofSequences(trees(3)), alignment->ofSequences(trees(3))), 1e-6);
    writeSafetensors(folder / "b.safetensors", {{"x", torch::zeros({2})}}, {{"network", "lifter"}});
    EXPECT_THROW(loadAlignment(folder / "b.safetensors"), Error);
}

}  // namespace
}  // namespace img2cadseq::nn
