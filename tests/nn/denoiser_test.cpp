#include "nn/denoiser.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "nn/sampler.h"

namespace img2cadseq::nn {
namespace {

constexpr int64_t kCloud = ConditionEncoderImpl::kTokens, kPicture = PictureCondition::kTokens, kWidth = 32;

DenoiserOptions options(int64_t pictureWidth) {
    DenoiserOptions o{kWidth, 2, 1, 2};
    o.pictureWidth = pictureWidth;
    return o;
}

/// Conditions of two parts of which the second has a picture.
ConditionTensors conditions() {
    ConditionTensors given{torch::rand({2, 3, CloudInput::kChannels, CloudInput::kSide, CloudInput::kSide}),
                           torch::rand({2, 3, CloudInput::kBins}),
                           torch::randn({2, kPicture, 24}),
                           torch::randn({2, kPicture, PictureCondition::kRay}),
                           {}};
    given.pictured = torch::tensor({false, true});
    return given;
}

struct Networks {
    Codec codec;
    Denoiser denoiser{options(24)};
    TreeLatents latents;
    torch::Tensor known = torch::zeros({2, codes::kSlots}, torch::kLong);

    Networks() {
        for (Level* level : {&codec->block, &codec->patch, &codec->curve})
            (*level)->quantiser->start(torch::randn({600, (*level)->quantiser->width()}));
        torch::Tensor trees = torch::full({2, codes::kSlots, codes::kAttributes}, codes::kNone, torch::kLong);
        trees.select(2, 0).zero_();
        latents = treeLatents(codec, trees);
    }
    torch::Tensor hidden(const torch::Tensor& memory) { return denoiser->hidden(latents, known, memory); }
};

Networks networks() {
    torch::manual_seed(4);
    return {};
}

/// As if the layers had learnt to say something of pictures.
void taught(Denoiser& denoiser) {
    const torch::NoGradGuard guard;
    for (const auto& item : denoiser->named_parameters())
        if (item.key().find("look.out") != std::string::npos) item.value().copy_(torch::randn_like(item.value()));
}

double apart(const torch::Tensor& a, const torch::Tensor& b) { return (a - b).abs().max().item<double>(); }

TEST(Denoiser, PicturesSayNothingBeforeTheyAreLearnt) {
    Networks n = networks();
    const torch::NoGradGuard guard;
    const torch::Tensor memory = n.denoiser->encode(conditions());
    ASSERT_EQ(memory.sizes(), (torch::IntArrayRef{2, kCloud + kPicture, kWidth}));
    EXPECT_LT(apart(n.hidden(memory), n.hidden(memory.slice(1, 0, kCloud))), 1e-6);
}

TEST(Denoiser, OnlyPartsWithAPictureAreToldOfIt) {
    Networks n = networks();
    taught(n.denoiser);
    const torch::NoGradGuard guard;
    const torch::Tensor memory = n.denoiser->encode(conditions());
    const torch::Tensor with = n.hidden(memory), without = n.hidden(memory.slice(1, 0, kCloud));
    EXPECT_LT(apart(with[0], without[0]), 1e-6);
    EXPECT_GT(apart(with[1], without[1]), 1e-3);
}

TEST(Denoiser, CloudAndPictureAreWithheldApart) {
    Networks n = networks();
    taught(n.denoiser);
    const torch::NoGradGuard guard;
    const torch::Tensor memory = n.denoiser->encode(conditions());
    const torch::Tensor yes = torch::ones({2}, torch::kBool), no = torch::zeros({2}, torch::kBool);
    EXPECT_EQ(apart(n.denoiser->withheld(memory, no, no), memory), 0.0);
    const torch::Tensor blind = n.denoiser->withheld(memory, no, yes);
    EXPECT_LT(apart(n.hidden(blind), n.hidden(memory.slice(1, 0, kCloud))), 1e-6);
    const torch::Tensor unknown = n.denoiser->nothing().expand({2, -1, -1});
    EXPECT_LT(apart(n.hidden(n.denoiser->withheld(memory, yes, yes)), n.hidden(unknown)), 1e-6);
    const torch::Tensor pictureAlone = n.hidden(n.denoiser->withheld(memory, yes, no));
    EXPECT_LT(apart(pictureAlone[0], n.hidden(unknown)[0]), 1e-6);
    EXPECT_GT(apart(pictureAlone[1], n.hidden(unknown)[1]), 1e-3);
}

TEST(Denoiser, IsGuidedByPicturesToo) {
    Networks n = networks();
    taught(n.denoiser);
    n.codec->eval();
    n.denoiser->eval();
    const torch::Tensor memory = [&] {
        const torch::InferenceMode noGradients;
        return n.denoiser->encode(conditions()).slice(0, 1, 2).clone();
    }();
    SamplerOptions o;
    o.steps = 3;
    o.guidance = 2.0;
    EXPECT_EQ(drawTrees(n.codec, n.denoiser, memory, o, 0, 2).size(), 2u);
}

TEST(Denoiser, NetworksMadeBeforeThereWerePicturesAreRead) {
    auto words = options(24).metadata();
    EXPECT_EQ(DenoiserOptions::fromMetadata(words).pictureWidth, 24);
    words.erase("pictureWidth");
    EXPECT_EQ(DenoiserOptions::fromMetadata(words).pictureWidth, 0);
    torch::manual_seed(4);
    Denoiser old(options(0));
    const torch::NoGradGuard guard;
    EXPECT_EQ(old->encode(conditions()).size(1), kCloud);
}

TEST(Denoiser, TokensOfAnotherLifterAreRefused) {
    Networks n = networks();
    ConditionTensors given = conditions();
    given.tokens = torch::randn({2, kPicture, 20});
    EXPECT_THROW(n.denoiser->encode(given), Error);
}

}  // namespace
}  // namespace img2cadseq::nn
