// Photographs with known geometry: what is made of them, what is learnt from them, what is refused.

#include <array>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "app/train/pairs_folder.h"
#include "cad/json.h"
#include "cad/transform.h"
#include "core/error.h"
#include "geometry/camera_json.h"
#include "learn/lifter_loss.h"
#include "learn/pairs_stage.h"
#include "nn/lifter.h"
#include "nn/picture_lifter.h"
#include "nn/safetensors.h"
#include "support/data.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

synth::Sample photographed(uint64_t index, double photographs = 1.0) {
    synth::SampleOptions how;
    how.size = 480;
    how.points = 0;
    how.photographs = photographs;
    return synth::makeSample(synth::kTestSeed, index, how);
}

PicturePair pairOf(const synth::Sample& sample) {
    return {"made", sample.picture.image, sample.sequence, sample.buffers.camera};
}

/// Black where the part is, white elsewhere.
Image silhouetteOf(const Mask& mask) {
    Image image(mask.width, mask.height, {255, 255, 255});
    for (size_t i = 0; i < mask.data.size(); ++i)
        if (mask.data[i]) image.data[i] = {0, 0, 0};
    return image;
}

/// The same pair in other axes, lengths and place of the world.
PicturePair moved(PicturePair pair) {
    Similarity move;
    move.scale = 40.0;
    move.rotation = Mat3{{Vec3{0, 1, 0}, Vec3{0, 0, 1}, Vec3{1, 0, 0}}};
    move.translation = {300, -20, 7};
    pair.sequence = transformed(pair.sequence, move);
    Camera& camera = pair.camera;
    camera.rotation = camera.rotation * move.rotation.transposed();
    camera.translation = camera.translation * move.scale - camera.rotation * move.translation;
    if (camera.projection == Projection::Orthographic) camera.focal /= move.scale;
    return pair;
}

double overlap(const Image& image, const Mask& mask) {
    double both = 0, any = 0;
    for (size_t i = 0; i < mask.data.size(); ++i) {
        const bool dark = image.data[i].r < 128, part = mask.data[i] != 0;
        both += dark && part;
        any += dark || part;
    }
    return both / any;
}

TEST(PicturePairs, PictureAndGeometryStayTogether) {
    LifterDataOptions options;
    options.developed = 0.0;
    for (uint64_t i = 0; i < 8; ++i) {
        const synth::Sample sample = photographed(i, i % 2 ? 1.0 : 0.0);
        PicturePair pair = pairOf(sample);
        pair.picture = silhouetteOf(sample.buffers.mask);
        for (const PicturePair& one : {pair, moved(pair)}) {
            const LifterScene scene = pairScene(one, options, Random(5, i));
            EXPECT_GT(overlap(scene.sample.picture.image, scene.sample.buffers.mask), 0.95) << i;
        }
    }
}

TEST(PicturePairs, ACameraThatSeesNothingIsRefused) {
    PicturePair pair = pairOf(photographed(3));
    const Vec2 principal = pair.camera.principal;
    EXPECT_NO_THROW(pairScene(pair, {}, Random(1)));
    pair.camera.principal.x += pair.camera.width;
    EXPECT_THROW(pairScene(pair, {}, Random(1)), Error);
    pair.camera.principal = principal;
    pair.camera.projection = Projection::Perspective;
    pair.camera.translation.z = -2.0;
    EXPECT_THROW(pairScene(pair, {}, Random(1)), Error);
}

nn::LifterOptions smallLifter() {
    nn::LifterOptions options;
    options.stem = 8, options.fine = 8, options.middle = 16, options.width = 32, options.heads = 2, options.layers = 2;
    return options;
}

double lossOf(const std::filesystem::path& weights, const std::vector<LifterSample>& samples) {
    const torch::NoGradGuard guard;
    nn::Lifter lifter(smallLifter());
    nn::loadModule(*lifter, nn::Safetensors(weights));
    lifter->eval();
    const LifterBatch batch = lifterBatch(samples);
    return lifterLoss(lifter, lifter->forward(batch.picture), batch).loss.item<double>();
}

TEST(PicturePairs, AHandfulIsLearntAndTheRestOfTheLifterStays) {
    const test::TemporaryFolder folder;
    torch::manual_seed(4);
    nn::Lifter lifter(smallLifter());
    nn::writeSafetensors(folder / "lifter.safetensors", nn::asBfloat16(nn::namedTensors(*lifter)),
                         smallLifter().metadata());
    std::vector<PicturePair> pairs;
    for (const uint64_t i : {2u, 5u, 6u}) pairs.push_back(pairOf(photographed(i)));
    PairsStageOptions options;
    options.train.folder = folder / "run";
    options.train.warmStart = folder / "lifter.safetensors";
    options.train.steps = 12;
    options.train.batch = 4;
    options.train.learningRate = 1e-2;
    options.train.warmup = 1;
    options.train.ema = 0.5;
    options.share = 0.5;
    options.rank = 4;
    options.evaluate = 2;
    trainOnPairs(options, pairs, {});
    const auto merged = folder / "run/lifter.safetensors";
    const std::vector<LifterSample> shown = pairSamples(pairs, options.data, 900, 6);
    EXPECT_LT(lossOf(merged, shown), 0.98 * lossOf(folder / "lifter.safetensors", shown));
    EXPECT_NO_THROW(nn::PictureLifter{merged});
    const nn::Safetensors before(folder / "lifter.safetensors"), after(merged);
    size_t changed = 0;
    for (const std::string& name : before.names()) {
        const bool same = torch::equal(before.tensor(name), after.tensor(name));
        EXPECT_TRUE(same || name.ends_with("self.into.weight")) << name;
        changed += !same;
    }
    EXPECT_EQ(changed, 2u);
}

#ifdef IMG2CADSEQ_PHOTO
/// As `synthesise` writes it.
std::filesystem::path written(const std::filesystem::path& folder, const synth::Sample& sample) {
    std::filesystem::create_directories(folder);
    writeSequence(sample.sequence, (folder / "sequence.json").string());
    std::ofstream(folder / "camera.json") << toObject<nlohmann::json>(sample.buffers.camera);
    return folder;
}

std::string readText(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string refusalOf(const std::filesystem::path& folder) {
    try {
        train::readPairs(folder);
    } catch (const Error& error) {
        EXPECT_FALSE(error.hint().empty());
        return error.line();
    }
    return {};
}

TEST(PairsFolder, WhatIsAmissIsNamed) {
    const test::TemporaryFolder folder;
    EXPECT_NE(refusalOf(folder / "nowhere"), "");
    EXPECT_NE(refusalOf(folder.path()).find("no pairs"), std::string::npos);
    const auto one = written(folder / "one", photographed(1));
    EXPECT_NE(refusalOf(folder.path()).find("photo.png"), std::string::npos);
    std::filesystem::copy_file(std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "tests/photo/masks/marble_slide.png",
                               one / "photo.png");
    EXPECT_NE(refusalOf(folder.path()).find("different sizes"), std::string::npos);
    std::string camera = readText(one / "camera.json");
    for (const auto& [from, to, said] : {std::array{"perspective", "fisheye", "no projection 'fisheye'"},
                                         std::array{"\"focal\":", "\"focal\":-", "no camera has"}}) {
        std::string wrong = camera;
        if (wrong.find("orthographic") != std::string::npos)
            wrong.replace(wrong.find("orthographic"), 12, "perspective");
        wrong.replace(wrong.find(from), std::string(from).size(), to);
        std::ofstream(one / "camera.json") << wrong;
        EXPECT_NE(refusalOf(folder.path()).find(said), std::string::npos) << refusalOf(folder.path());
    }
    std::ofstream(one / "camera.json") << "{\"projection\": \"perspective\"}";
    EXPECT_NE(refusalOf(folder.path()).find("camera.json is no camera"), std::string::npos);
    std::filesystem::remove(one / "camera.json");
    EXPECT_NE(refusalOf(folder.path()).find("camera.json"), std::string::npos);
}
#endif

}  // namespace
}  // namespace img2cadseq::learn
