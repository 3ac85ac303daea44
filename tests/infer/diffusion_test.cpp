// The shipped weights as a source of candidates: seeds, steps, reports, and what happens without weights.

#include <algorithm>
#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include "codes/layout.h"
#include "infer/support.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

class DiffusionRun : public ::testing::Test {
protected:
    DiffusionRun() {
        writeXyz(folder_ / "plate.xyz", plateWithBoss(), 5000);
        input_.path = folder_ / "plate.xyz";
        options_.samples = 2;
        options_.steps = 6;
        options_.sources = "diffusion";
        options_.fit = false;
        options_.models = std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models";
    }

    Reconstruction finished(const ReconstructInput& input, const ReconstructOptions& options) {
        events_ = eventsOf(*reconstructor_, input, options);
        if (const auto* failed = std::get_if<Failed>(&events_.back())) ADD_FAILURE() << failed->what;
        return std::get<Finished>(std::move(events_.back())).result;
    }

    static CadSequence ofSlot(const Reconstruction& result, int slot) {
        for (const RankedCandidate& one : result.ranked)
            if (one.slot == slot) return one.candidate.sequence;
        return {};
    }

    TemporaryFolder folder_;
    ReconstructInput input_;
    ReconstructOptions options_;
    std::vector<ReconstructEvent> events_;
    std::unique_ptr<Reconstructor> reconstructor_ = loadReconstructor();
};

TEST_F(DiffusionRun, DrawsFromACloudAndShowsItsSteps) {
    const Reconstruction result = finished(input_, options_);
    ASSERT_FALSE(result.ranked.empty());
    EXPECT_TRUE(result.ranked.front().valid) << result.ranked.front().reason;
    EXPECT_EQ(result.weights.at("diffusion.safetensors").size(), 64u);
    std::vector<const DenoiseStep*> steps;
    for (const ReconstructEvent& event : events_)
        if (const auto* step = std::get_if<DenoiseStep>(&event); step && step->sample == 0) steps.push_back(step);
    ASSERT_GE(steps.size(), 2u);
    ASSERT_LE(steps.size(), 6u);
    const auto masked = [](const DenoiseStep& step) {
        int count = 0;
        for (size_t s = 0; s < codes::kSlots; ++s) count += step.tokens[s * codes::kAttributes] == codes::kNone;
        return count;
    };
    ASSERT_EQ(steps.front()->tokens.size(), static_cast<size_t>(codes::kSlots * codes::kAttributes));
    EXPECT_GT(masked(*steps.front()), masked(*steps.back()));
    EXPECT_EQ(masked(*steps.back()), 0);
    EXPECT_EQ(steps.back()->preview.blocks.size(), ofSlot(result, 0).blocks.size());
}

TEST_F(DiffusionRun, CandidatesDependOnSeedAndSampleAlone) {
    const Reconstruction two = finished(input_, options_);
    ReconstructOptions one = options_;
    one.samples = 1;
    EXPECT_EQ(ofSlot(finished(input_, one), 0), ofSlot(two, 0));
    ReconstructOptions threaded = options_;
    threaded.threads = 2;
    const Reconstruction both = finished(input_, threaded);
    for (const int slot : {0, 1}) EXPECT_EQ(ofSlot(both, slot), ofSlot(two, slot)) << slot;
    ReconstructOptions other = one;
    other.seed = 1;
    EXPECT_NE(ofSlot(finished(input_, other), 0), ofSlot(two, 0));
}

TEST_F(DiffusionRun, DrawsOfAPictureDependOnSeedAndSampleAlone) {
    ReconstructInput picture;
    picture.path = std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "resources" / "samples" / "bracket.jpg";
    const Reconstruction three = [&] {
        ReconstructOptions options = options_;
        options.samples = 3;
        options.threads = 2;
        return finished(picture, options);
    }();
    ASSERT_GE(three.ranked.size(), 2u);
    ReconstructOptions one = options_;
    one.samples = 1;
    const CadSequence first = ofSlot(finished(picture, one), 0);
    EXPECT_FALSE(first.blocks.empty());
    EXPECT_EQ(first, ofSlot(three, 0));
    EXPECT_NE(ofSlot(three, 1), ofSlot(three, 0));
    one.seed = 1;
    EXPECT_NE(ofSlot(finished(picture, one), 0), first);
}

TEST_F(DiffusionRun, InventsPartsWithoutInput) {
    options_.samples = 5;
    const Reconstruction five = finished({}, options_);
    EXPECT_EQ(std::count_if(five.ranked.begin(), five.ranked.end(), [](const auto& c) { return c.valid; }), 5);
    EXPECT_NE(ofSlot(five, 0), ofSlot(five, 1));
    options_.samples = 2;
    options_.threads = 2;
    const Reconstruction two = finished({}, options_);
    for (const int slot : {0, 1}) EXPECT_EQ(ofSlot(two, slot), ofSlot(five, slot)) << slot;
    const std::string report = reconstructor_->write(two, options_, folder_ / "out", false);
    EXPECT_NE(report.find("\"input\": null"), std::string::npos) << report;
}

TEST_F(DiffusionRun, WhatIsInventedCanBeBuilt) {
    options_.samples = 24;  // of as many single draws three or four cannot
    const Reconstruction result = finished({}, options_);
    EXPECT_EQ(std::count_if(result.ranked.begin(), result.ranked.end(), [](const auto& c) { return c.valid; }), 24);
    // The steps shown are those of the draw that is kept.
    std::map<int, const DenoiseStep*> last;
    for (const ReconstructEvent& event : events_)
        if (const auto* step = std::get_if<DenoiseStep>(&event)) last[step->sample] = step;
    EXPECT_EQ(last.size(), 24u);
    for (const auto& [slot, step] : last)
        EXPECT_EQ(step->preview.blocks.size(), ofSlot(result, slot).blocks.size()) << slot;
}

TEST_F(DiffusionRun, WithoutUsableWeightsSaysSo) {
    std::filesystem::create_directory(folder_ / "models");
    std::ofstream(folder_ / "models" / "codes.safetensors") << "no weights";
    for (const char* models : {"models", "nowhere"}) {
        options_.models = folder_ / models;
        const auto events = eventsOf(*reconstructor_, input_, options_);
        const auto* failed = std::get_if<Failed>(&events.back());
        ASSERT_NE(failed, nullptr) << models;
        EXPECT_EQ(failed->code, ErrorCode::BadWeights) << failed->what;
        EXPECT_NE(failed->what.find(models), std::string::npos) << failed->what;
    }
}

}  // namespace
}  // namespace img2cadseq::test
