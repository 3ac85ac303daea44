#include "nn/sampler.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/random.h"
#include "nn/generator.h"
#include "nn/safetensors.h"
#include "support/data.h"

namespace img2cadseq::nn {
namespace {

struct Networks {
    Codec codec;
    Denoiser denoiser{DenoiserOptions{32, 2, 1, 1}};
    Networks() {
        for (Level* level : {&codec->block, &codec->patch, &codec->curve})
            (*level)->quantiser->start(torch::randn({600, (*level)->quantiser->width()}));
        codec->eval();
        denoiser->eval();
    }
};

Networks networks() {
    torch::manual_seed(9);
    return {};
}

bool same(const DrawnTree& a, const DrawnTree& b) {
    return a.tree == b.tree && a.corrections.blocks == b.corrections.blocks &&
           a.corrections.patches == b.corrections.patches;
}

TEST(Sampler, ACandidateIsTheSameWhateverRunsBesideIt) {
    Networks n = networks();
    const torch::Tensor memory = torch::randn({1, ConditionEncoderImpl::kTokens, 32});
    SamplerOptions options;
    options.seed = 77;
    options.temperature = 1.0;
    options.steps = 6;
    const auto all = drawTrees(n.codec, n.denoiser, memory, options, 0, 5);
    ASSERT_EQ(all.size(), 5u);
    const auto three = drawTrees(n.codec, n.denoiser, memory, options, 0, 3);
    for (size_t k = 0; k < 3; ++k) EXPECT_TRUE(same(three[k], all[k])) << k;
    const auto last = drawTrees(n.codec, n.denoiser, memory, options, 4, 1);
    EXPECT_TRUE(same(last[0], all[4]));
    EXPECT_FALSE(same(all[0], all[1]));
    options.seed = 78;
    EXPECT_FALSE(same(drawTrees(n.codec, n.denoiser, memory, options, 0, 1)[0], all[0]));
}

TEST(Sampler, EveryTreeIsWholeAndInOrder) {
    Networks n = networks();
    SamplerOptions options;
    options.temperature = 3.0;
    options.guidance = 1.0;
    options.steps = 8;
    for (const bool settle : {true, false}) {
        options.settle = settle;
        for (const DrawnTree& drawn : drawTrees(n.codec, n.denoiser, {}, options, 0, 4)) {
            const codes::PartCodes part = codes::readTree(drawn.tree);
            EXPECT_EQ(codes::layOut(part), drawn.tree);
            EXPECT_EQ(drawn.corrections.blocks.size(), part.blocks.size());
            EXPECT_EQ(drawn.corrections.patches.size(), part.loops.size());
        }
    }
}

TEST(Sampler, GivenTokensStay) {
    Networks n = networks();
    SamplerOptions options;
    options.seed = 5;
    const DrawnTree whole = drawTrees(n.codec, n.denoiser, {}, options, 0, 1)[0];
    PartialTree given;
    given.tree = whole.tree;
    for (int s = 0; s < codes::kSlots; ++s)
        given.known[static_cast<size_t>(s)] = 1 + codes::codeCount(whole.tree[static_cast<size_t>(s)][0]);
    const int redrawn = codes::kFirstLoopSlot;
    given.known[redrawn] = 1;  // its structure stays, its codes do not
    options.seed = 6;
    for (const DrawnTree& drawn : drawTrees(n.codec, n.denoiser, {}, options, 0, 4, given)) {
        for (int s = 0; s < codes::kSlots; ++s) {
            if (s == redrawn)
                EXPECT_EQ(drawn.tree[static_cast<size_t>(s)][0], whole.tree[static_cast<size_t>(s)][0]);
            else
                EXPECT_EQ(drawn.tree[static_cast<size_t>(s)], whole.tree[static_cast<size_t>(s)]);
        }
    }
}

TEST(Sampler, StopsAndTellsItsSteps) {
    Networks n = networks();
    std::stop_source source;
    int calls = 0;
    const StepSink sink = [&](uint64_t, int step, int steps, const codes::CodeTree&) {
        EXPECT_LE(step, steps);
        if (++calls == 3) source.request_stop();
    };
    EXPECT_THROW(drawTrees(n.codec, n.denoiser, {}, {}, 0, 1, {}, sink, source.get_token()), Error);
    EXPECT_GE(calls, 3);
}

TEST(Generator, ReadsItsWeightsAndGivesTheSameAgain) {
    Networks n = networks();
    const test::TemporaryFolder folder;
    writeSafetensors(folder / "codes.safetensors", namedTensors(*n.codec));
    EXPECT_THROW(Generator(folder.path()), Error);
    writeSafetensors(folder / "diffusion.safetensors", namedTensors(*n.denoiser), n.denoiser->options().metadata());
    const Generator generator(folder.path());
    PointCloud cloud;
    Random random(1);
    for (int i = 0; i < 500; ++i)
        cloud.positions.push_back({static_cast<float>(random.uniform()), static_cast<float>(random.uniform(0, 2)),
                                   static_cast<float>(random.uniform(0, 3))});
    GeneratorOptions options;
    options.seed = 3;
    const auto two = generator.generate({&cloud}, options, 0, 2), one = generator.generate({&cloud}, options, 1, 1);
    ASSERT_EQ(two.size(), 2u);
    EXPECT_EQ(two[1].sequence, one[0].sequence);
    EXPECT_EQ(generator.generate({}, options, 0, 3).size(), 3u);
    cloud.positions.resize(3);
    EXPECT_THROW(generator.generate({&cloud}, options, 0, 1), Error);
}

}  // namespace
}  // namespace img2cadseq::nn
