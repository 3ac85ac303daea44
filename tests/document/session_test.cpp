// Sessions saved and restored, and what a killed program leaves.

#include <csignal>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file.h"
#include "document/real_size.h"
#include "document/recovery.h"
#include "document/support.h"
#include "infer/support.h"

namespace img2cadseq::test {
namespace {

/// A run of three candidates, played without networks.
Recording threeCandidates() {
    Recording recording;
    recording.input = "plate.xyz";
    PointCloud cloud;
    cloud.positions.assign(100, {0.1f, 0.2f, 0.3f});
    recording.events.push_back({0, CoarseCloud{cloud, std::nullopt, 0.0}});
    recording.events.push_back({0, RefinedCloud{cloud}});
    recording.events.push_back({0, DenoiseStep{0, 1, 2, {1, 2, 3}, plateWithBoss()}});
    for (int slot = 0; slot < 3; ++slot)
        recording.events.push_back({0, CandidateReady{1, candidateFrom(plateWithBoss(), slot, 0.1 * slot)}});
    recording.events.push_back({0, Finished{}});
    return recording;
}

std::shared_ptr<Engine> player(const Recording& recording) {
    return std::make_shared<Engine>([recording] { return replayReconstructor(recording, 0.0); });
}

TEST(Sessions, HoldEverythingInOneFile) {
    TemporaryFolder folder;
    Document document(player(threeCandidates()));
    document.setInput(inputOf(Image(20, 10, Rgb{9, 8, 7}), "pasted picture"));
    ReconstructOptions options;
    options.samples = 3;
    options.seed = 42;
    document.setOptions(options);
    Prompt prompt;
    prompt.box = Box2{{1, 2}, {15, 9}};
    document.apply(document.say(prompt));
    document.apply(document.paint({{{5, 5}}, 3.0, true, 0}));
    runToEnd(document);
    document.apply(document.choose(1));
    document.apply(document.pin(2, true));
    document.apply(document.compare(std::pair{0, 2}));
    EXPECT_TRUE(document.modified());
    expectDone(*document.saveSession(folder / "work.i2cs"));
    EXPECT_FALSE(document.modified());

    Document restored(player({}));
    expectDone(*restored.open(folder / "work.i2cs"));
    EXPECT_FALSE(restored.modified());
    EXPECT_EQ(restored.input().name, "pasted picture");
    EXPECT_EQ(restored.input().photo->image.data, document.input().photo->image.data);
    EXPECT_EQ(restored.options().seed, 42);
    EXPECT_EQ(restored.prompt().box->high.x, 15);
    EXPECT_EQ(restored.paintedMask()->data, document.paintedMask()->data);
    EXPECT_EQ(restored.run().phase, RunPhase::Finished);
    EXPECT_EQ(restored.run().steps.at(0).tokens, document.run().steps.at(0).tokens);
    EXPECT_EQ(restored.run().refined.positions, document.run().refined.positions);
    ASSERT_EQ(restored.run().candidates.size(), 3u);
    for (size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(restored.run().candidates[i]->slot, document.run().candidates[i]->slot);
        EXPECT_EQ(restored.run().candidates[i]->sequence, document.run().candidates[i]->sequence);
    }
    EXPECT_EQ(restored.chosenSlot(), 1);
    EXPECT_TRUE(restored.pinned(2));
    EXPECT_EQ(restored.comparePair(), (ComparePair{std::pair{0, 2}}));
    expectDone(*restored.saveSession(folder / "again.i2cs"));
    EXPECT_EQ(readFile(folder / "work.i2cs"), readFile(folder / "again.i2cs"));
}

TEST(Sessions, ASizeSaidDuringARunHoldsForWhatItStillBrings) {
    Document document(player(threeCandidates()));
    document.setInput(inputOf(Image(20, 10), "bracket"));
    const auto job = document.startRun();
    processSafely(*job, {});
    document.setRealSize(30);
    document.drain();
    ASSERT_EQ(document.run().candidates.size(), 3u);
    for (const CandidatePtr& candidate : document.run().candidates) {
        EXPECT_NEAR(candidate->size.x, 30, 1e-6);
        EXPECT_NEAR(candidate->mesh.box().longestSide(), 30, 1e-6);
    }
    EXPECT_EQ(document.shownSize(), 30);
    expectDone(*document.buildPreviews({0}));
    EXPECT_NEAR(document.preview(0)->box().longestSide(), 60.0 * 30, 1e-6) << "the preview's unit is the longest side";
    const auto late = document.buildPreviews({0});
    const JobOutcome built = processSafely(*late, {});
    document.setRealSize(40);
    late->finalize(built);
    EXPECT_EQ(document.preview(0), nullptr) << "built at the size of before";
}

TEST(Sessions, WhatIsLeftUnsavedComesBack) {
    TemporaryFolder folder;
    Document document(player(threeCandidates()));
    document.setInput(inputOf(Image(20, 10), "bracket"));
    EXPECT_FALSE(document.unsaved());
    runToEnd(document);
    document.apply(document.choose(1));
    EXPECT_TRUE(document.unsaved());
    document.setInput(inputOf(Image(30, 10), "lever"));
    ASSERT_TRUE(document.left());
    EXPECT_EQ(document.left()->input.name, "bracket");
    document.setInput(inputOf(Image(30, 10), "gear"));
    ASSERT_TRUE(document.left()) << "the lever had nothing to lose";
    runToEnd(document);
    document.bringBack();
    EXPECT_EQ(document.input().name, "bracket");
    EXPECT_EQ(document.run().candidates.size(), 3u);
    EXPECT_EQ(document.chosenSlot(), 1);
    EXPECT_TRUE(document.unsaved());
    ASSERT_TRUE(document.left());
    EXPECT_EQ(document.left()->input.name, "gear");

    expectDone(*document.saveSession(folder / "work.i2cs"));
    document.setInput({});
    EXPECT_EQ(document.left()->input.name, "gear") << "the bracket is in a file";
    document.bringBack();
    document.setExported();
    EXPECT_FALSE(document.unsaved());
    document.setInput({});
    EXPECT_FALSE(document.left());
}

TEST(Sessions, KnowTheSizeThatIsShown) {
    TemporaryFolder folder;
    Document document(player(threeCandidates()));
    document.setInput(inputOf(Image(20, 10), "bracket"));
    ReconstructOptions options;
    EXPECT_EQ(document.shownSize(), kUnknownSizeMm);
    options.sizeMm = 60;
    document.setOptions(options);
    runToEnd(document);
    EXPECT_EQ(document.shownSize(), 60);
    document.setRealSize(45);
    expectDone(*document.saveSession(folder / "work.i2cs"));
    Document restored(player({}));
    expectDone(*restored.open(folder / "work.i2cs"));
    EXPECT_EQ(restored.shownSize(), 45);
    restored.setRealSize(0);
    EXPECT_EQ(restored.shownSize(), kUnknownSizeMm);
}

TEST(Sessions, AScanIsShownAsLargeAsItsFileSaysWhereThatIsAsked) {
    Recording recording = threeCandidates();
    for (RecordedEvent& event : recording.events)
        if (auto* coarse = std::get_if<CoarseCloud>(&event.event)) coarse->ownLength = 57.0;
    Document document(player(std::move(recording)));
    document.setInput(inputOf(Image(20, 10), "bracket"));
    runToEnd(document);
    EXPECT_EQ(document.shownSize(), kUnknownSizeMm);
    ReconstructOptions options = document.options();
    options.keepSize = true;
    document.setOptions(options);
    document.setRealSize(options.sizeMm);
    EXPECT_EQ(document.shownSize(), 57.0);
    EXPECT_TRUE(document.run().scaleKnown);
    for (const CandidatePtr& candidate : document.run().candidates)
        EXPECT_NEAR(candidate->mesh.box().longestSide(), 57.0, 1e-6);
    document.setRealSize(30);
    EXPECT_EQ(document.shownSize(), 30.0) << "what the user says goes first";
}

TEST(Sessions, AKilledProgramOffersItsFinishedCandidates) {
    TemporaryFolder folder;
    const auto recovery = folder / "recovery";
    const pid_t child = ::fork();
    if (child == 0) {
        auto killer = std::make_shared<Engine>([] {
            Recording recording = threeCandidates();
            recording.events.erase(recording.events.end() - 2, recording.events.end());
            recording.events.push_back({1e6, Finished{}});
            return replayReconstructor(std::move(recording), 1.0);
        });
        Document document(killer);
        document.setInput(inputOf(Image(20, 10), "bracket"));
        document.setRecoveryFolder(recovery);
        const auto job = document.startRun();
        const std::thread watch([&] {
            while (document.run().candidates.size() < 2) document.drain();
            ::raise(SIGKILL);
        });
        processSafely(*job, {});
        ::_exit(1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    const auto runs = recoverableRuns(recovery);
    ASSERT_EQ(runs.size(), 1u);
    EXPECT_EQ(runs[0].name, "bracket");
    EXPECT_EQ(runs[0].candidates, 2);
    EXPECT_GT(runs[0].seconds, 1'600'000'000);
    Document document(player({}));
    document.restore(recover(runs[0]));
    EXPECT_EQ(document.run().phase, RunPhase::Stopped);
    ASSERT_EQ(document.run().candidates.size(), 2u);
    EXPECT_EQ(document.run().candidates[0]->sequence, candidateFrom(plateWithBoss()).sequence);
    EXPECT_EQ(document.chosenSlot(), document.run().candidates[0]->slot);
    discard(runs[0]);
    EXPECT_TRUE(recoverableRuns(recovery).empty());
    EXPECT_TRUE(std::filesystem::is_empty(recovery));
}

/// Three candidates, and one of them again where a single one is asked for.
class ThreeThenOne : public Reconstructor {
public:
    void run(const ReconstructInput& input, const ReconstructOptions& options, const EventSink& sink,
             const StopTokens&) override {
        Reconstruction result;
        for (int slot = input.firstSlot; slot < input.firstSlot + options.samples; ++slot) {
            result.ranked.push_back(candidateFrom(plateWithBoss(), slot, 0.9 - 0.1 * slot));
            sink(CandidateReady{slot - input.firstSlot + 1, result.ranked.back()});
        }
        sink(Finished{std::move(result)});
    }
    std::string write(const Reconstruction&, const ReconstructOptions&, const std::filesystem::path&, bool) override {
        return {};
    }
};

TEST(Sessions, AKillAfterACandidateWasRunAgainLosesNoneOfTheOthers) {
    for (const bool restored : {false, true}) {
        TemporaryFolder folder;
        const pid_t child = ::fork();
        if (child == 0) {
            Document document(std::make_shared<Engine>([] { return std::make_unique<ThreeThenOne>(); }));
            document.setInput(inputOf(Image(20, 10), "bracket"));
            document.setRecoveryFolder(folder / "recovery");
            ReconstructOptions options;
            options.samples = 3;
            document.setOptions(options);
            runToEnd(document);
            if (restored) document.restore(document.session());  // its run is kept by nobody yet
            processSafely(*document.rerun(1), {});
            ::raise(SIGKILL);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status));
        const auto runs = recoverableRuns(folder / "recovery");
        ASSERT_EQ(runs.size(), 1u);
        EXPECT_EQ(runs[0].candidates, 3);
        const Session session = recover(runs[0]);
        ASSERT_EQ(session.run.candidates.size(), 3u);
        for (int slot = 0; slot < 3; ++slot) EXPECT_EQ(session.run.candidates[static_cast<size_t>(slot)]->slot, slot);
    }
}

TEST(Sessions, AProgramThatEndsInOrderLeavesNothingAndOneThatLivesIsLeftAlone) {
    TemporaryFolder folder;
    {
        Document document(player(threeCandidates()));
        document.setInput(inputOf(Image(20, 10), "bracket"));
        document.setRecoveryFolder(folder.path());
        runToEnd(document);
        EXPECT_FALSE(std::filesystem::is_empty(folder.path()));
        EXPECT_TRUE(recoverableRuns(folder.path()).empty()) << "this program is not dead";
        EXPECT_FALSE(std::filesystem::is_empty(folder.path()));
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Sessions, AFullDiskDoesNotEndTheRun) {
    TemporaryFolder folder;
    std::ofstream(folder / "file") << "in the way";
    Document document(player(threeCandidates()));
    document.setInput(inputOf(Image(20, 10), "bracket"));
    document.setRecoveryFolder(folder / "file");
    runToEnd(document);
    EXPECT_EQ(document.run().phase, RunPhase::Finished);
    EXPECT_EQ(document.run().candidates.size(), 3u);
}

}  // namespace
}  // namespace img2cadseq::test
