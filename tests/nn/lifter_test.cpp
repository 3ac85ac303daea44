#include "nn/lifter.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "core/error.h"
#include "nn/drawing.h"
#include "nn/picture_input.h"
#include "nn/picture_lifter.h"
#include "nn/safetensors.h"

namespace img2cadseq::nn {
namespace {

LifterOptions small() { return {8, 16, 16, 32, 4, 1}; }

std::filesystem::path fresh(const char* name) {
    const auto file = std::filesystem::temp_directory_path() / name;
    std::filesystem::remove(file);
    return file;
}

Image picture() {
    Image image(PictureLifter::kPictureSide, PictureLifter::kPictureSide, {200, 190, 180});
    for (int y = 40; y < 90; ++y)
        for (int x = 30; x < 100; ++x) image.at(x, y) = {40, 60, static_cast<uint8_t>(x)};
    return image;
}

TEST(Lifter, RotationsAreRotations) {
    torch::manual_seed(3);
    const torch::Tensor r = rotationsOf(torch::randn({5, 2, 6}));
    const torch::Tensor product = torch::matmul(r, r.transpose(-1, -2));
    EXPECT_LT((product - torch::eye(3)).abs().max().item<double>(), 1e-5);
    EXPECT_LT((torch::linalg_det(r) - 1.0).abs().max().item<double>(), 1e-5);
}

TEST(Lifter, GivesMapsCamerasAndAField) {
    torch::manual_seed(4);
    Lifter lifter(small());
    const LifterOutput out = lifter->forward(torch::rand({2, 5, 256, 256}));
    EXPECT_EQ(out.maps.sizes(), (std::vector<int64_t>{2, LifterMaps::Count, 64, 64}));
    EXPECT_EQ(out.edges.sizes(), (std::vector<int64_t>{2, 128, 128}));
    EXPECT_EQ(out.camera.sizes(), (std::vector<int64_t>{2, LifterCamera::Count}));
    EXPECT_EQ(out.tokens.sizes(), (std::vector<int64_t>{2, LifterImpl::kTokens, 32}));
    const torch::Tensor queries = torch::rand({2, 7, LifterQuery::Count}) - 0.5;
    const torch::Tensor logits = lifter->occupancy(out, queries);
    ASSERT_EQ(logits.sizes(), (std::vector<int64_t>{2, 7}));
    // Every point is asked alone.
    const torch::Tensor again = lifter->occupancy(out, queries.slice(1, 3, 4));
    EXPECT_LT((again - logits.slice(1, 3, 4)).abs().max().item<double>(), 1e-5);
}

/// A small network with all that was added later, and the same without it.
LifterOptions grown() {
    LifterOptions options = small();
    options.middleLayers = 2;
    options.close = 8;
    return options;
}

TEST(Lifter, WhatIsAddedLaterBeginsAsNothing) {
    torch::manual_seed(6);
    Lifter before(small()), after(grown());
    const auto file = fresh("lifter_grown.safetensors");
    writeSafetensors(file, namedTensors(*before), small().metadata());
    EXPECT_FALSE(loadGrownModule(*after, Safetensors(file)).empty());
    const torch::Tensor seen = torch::rand({2, 5, 256, 256});
    const LifterOutput a = before->forward(seen), b = after->forward(seen);
    EXPECT_LT((a.camera - b.camera).abs().max().item<double>(), 1e-5);
    EXPECT_LT((a.maps - b.maps).abs().max().item<double>(), 1e-5);
    EXPECT_LT((a.features - b.features).abs().max().item<double>(), 1e-5);
    const CloseOutput near = after->close(seen, b), asBefore = before->close(seen, a);
    EXPECT_LT((near.edges - a.edges).abs().max().item<double>(), 1e-5);
    EXPECT_LT((near.openings - a.openings).abs().max().item<double>(), 1e-5);
    EXPECT_TRUE(torch::equal(asBefore.openings, a.openings));
}

TEST(Lifter, WhatIsAddedLaterLearns) {
    torch::manual_seed(7);
    Lifter lifter(grown());
    lifter->forward(torch::rand({2, 5, 256, 256})).maps.square().sum().backward();
    EXPECT_GT(lifter->named_parameters()["middleLayers.0.self.out.weight"].grad().abs().max().item<double>(), 0.0);
}

TEST(LifterOptions, SurviveTheFileAndItsAge) {
    std::map<std::string, std::string> words = grown().metadata();
    const LifterOptions read = LifterOptions::fromMetadata(words);
    EXPECT_EQ(read.middleLayers, 2);
    EXPECT_EQ(read.close, 8);
    words.erase("middleLayers");
    words.erase("close");
    EXPECT_EQ(LifterOptions::fromMetadata(words).middleLayers, 0);
    EXPECT_EQ(LifterOptions::fromMetadata(words).close, 0);
    words.erase("stem");
    EXPECT_THROW(LifterOptions::fromMetadata(words), Error);
}

TEST(PictureInput, ColoursAndMask) {
    Image image(2, 2, {0, 255, 51});
    Mask mask(2, 2);
    mask.at(1, 0) = 255;
    const auto input = pictureInput(image, mask);
    ASSERT_EQ(input.size(), 20u);
    EXPECT_FLOAT_EQ(input[0], -1.0f);
    EXPECT_FLOAT_EQ(input[4], 1.0f);
    EXPECT_NEAR(input[8], -0.6f, 1e-6);
    EXPECT_EQ((std::vector<float>(input.begin() + 12, input.begin() + 16)), (std::vector<float>{0, 1, 0, 0}));
    EXPECT_EQ(pictureInput(image, {})[13], 0.0f);
}

TEST(PictureInput, FaintEdgesStandOutAsStrongOnesDo) {
    const auto edgeOf = [](uint8_t before, uint8_t after) {
        Image image(64, 64, {before, before, before});
        for (int y = 0; y < 64; ++y)
            for (int x = 32; x < 64; ++x) image.at(x, y) = {after, after, after};
        const auto input = pictureInput(image, {});
        const float* row = input.data() + 4 * 64 * 64 + 32 * 64;
        EXPECT_NEAR(row[4], 0.0f, 1e-3f);  // nothing near
        return row[33] - row[30];
    };
    const float strong = edgeOf(40, 220), faint = edgeOf(200, 212);
    EXPECT_GT(strong, 1.5f);
    EXPECT_GT(faint, 0.6f * strong);
    EXPECT_LT(edgeOf(200, 201), 0.4f * strong);  // what may be noise does not
}

TEST(Drawing, IsDarkWhereAnEdgeIsProbable) {
    FloatMap edges(16, 16);
    for (int y = 0; y < 16; ++y) edges.at(5, y) = 1.0f, edges.at(11, y) = 0.25f;
    const Image image = drawingOf(edges, 32);
    ASSERT_EQ(image.width, 32);
    EXPECT_LT(image.at(10, 16).r, 70);
    EXPECT_EQ(image.at(10, 16).r, image.at(11, 16).b);
    EXPECT_NEAR(image.at(22, 16).g, 255 - 0.25 * 255 * 0.75, 2);
    EXPECT_EQ(image.at(16, 3).r, 255);
}

Image mirrored(const Image& image) {
    Image out = image;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) out.at(x, y) = image.at(image.width - 1 - x, y);
    return out;
}

TEST(PictureLifter, AMirroredPictureIsAMirroredPart) {
    torch::manual_seed(5);
    Lifter lifter(small());
    const auto file = fresh("lifter_test.safetensors");
    writeSafetensors(file, namedTensors(*lifter), small().metadata());
    const PictureLifter loaded(file);
    const LiftedPicture lifted = loaded.lift(picture(), {}), other = loaded.lift(mirrored(picture()), {});
    for (const int x : {10, 20, 40}) {
        EXPECT_NEAR(lifted.front.at(x, 30), other.front.at(63 - x, 30), 1e-4);
        EXPECT_NEAR(lifted.normal.at(x, 30).x, -other.normal.at(63 - x, 30).x, 1e-3);
        EXPECT_NEAR(norm(lifted.normal.at(x, 6)), 1.0f, 1e-5);
    }
    ASSERT_FALSE(lifted.hypotheses.empty());
    // The drawing that is looked at too has 256 greys, so that what is mirrored differs a little.
    EXPECT_NEAR(lifted.hypotheses[0].camera.principal.x, 64.0 - other.hypotheses[0].camera.principal.x, 0.02);
    double sum = 0.0;
    for (const auto& h : lifted.hypotheses) {
        sum += h.probability;
        EXPECT_NEAR(std::max({h.sides.x, h.sides.y, h.sides.z}), 1.0, 1e-9);
        const Vec3 seen = h.camera.project({0, 0, 0});
        EXPECT_NEAR(seen.x, h.camera.principal.x, 1e-6);
        EXPECT_NEAR(dot(h.camera.rotation.row[0], h.camera.rotation.row[1]), 0.0, 1e-14);
        EXPECT_NEAR(norm(h.camera.rotation.row[2]), 1.0, 1e-14);
        EXPECT_NEAR(seen.y, h.camera.principal.y, 1e-6);
    }
    EXPECT_NEAR(sum, 1.0, 1e-6);
    for (size_t i = 1; i < lifted.hypotheses.size(); ++i)
        EXPECT_GE(lifted.hypotheses[i - 1].probability, lifted.hypotheses[i].probability);
    const auto field = loaded.occupancy(lifted, lifted.hypotheses[0].camera, lifted.hypotheses[0].sides, 6);
    ASSERT_EQ(field.size(), 216u);
    for (const float p : field) EXPECT_TRUE(p > 0.0f && p < 1.0f);
}

TEST(PictureLifter, RefusesOtherWeights) {
    const auto file = fresh("lifter_other.safetensors");
    writeSafetensors(file, {{"x", torch::zeros({2})}}, {{"network", "diffusion"}});
    EXPECT_THROW(PictureLifter{file}, Error);
    EXPECT_THROW(PictureLifter{fresh("lifter_none.safetensors")}, Error);
}

}  // namespace
}  // namespace img2cadseq::nn
