// Runs recorded, saved, loaded and played: the same to the last bit.

#include "document/recording.h"

#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>

#include <gtest/gtest.h>

#include "core/file.h"
#include "document/support.h"
#include "infer/support.h"

namespace img2cadseq::test {
namespace {

/// One event of every kind, with numbers that are easily lost.
Recording everything() {
    Recording recording;
    recording.input = "a folder/part ü.jpg";
    recording.options.samples = 3;
    recording.options.guidance = 0.1;
    const RankedCandidate candidate = candidateFrom(plateWithBoss(), 2, 1.0 / 3.0);
    Image photo(3, 2, Rgb{1, 2, 3});
    Mask mask(3, 2, 255);
    PointCloud cloud;
    cloud.positions = {{0.1f, -0.0f, 1e-30f}, {1, 2, std::numeric_limits<float>::infinity()}};
    cloud.importance = {0.25f, 1.0f / 3.0f};
    Reconstruction result;
    result.input = recording.input;
    result.photo = photo;
    result.mask = mask;
    result.coarse = result.refined = result.observation.cloud = cloud;
    result.axes = Mat3{{{0, 1, 0}, {-1, 0, 0.25}, {0, 1.0 / 3.0, 1}}};
    result.observation.view.emplace().camera = cornerCamera();
    result.observation.view->segments = {{{1, 2}, {3.3, 4}}};
    result.observation.view->closeOpenings = FloatMap(2, 2, 0.4f);
    result.observation.view->closeEdges = {{{0.5, 1.25}, 0.75}};
    result.observation.guesses = {{cornerCamera(), {1, 0.5, 1e-9}}};
    result.observation.sidesKnown = true;
    result.observation.tokens = {1, 2, {0.5f, -1.0f, 0.25f, 2.0f}};
    result.observation.occupancy = Occupancy{2, {1, 1, 1}, std::vector<float>(8, 0.7f)};
    result.ranked = {candidate, candidate};
    result.weights = {{"lifter.safetensors", "abc"}};
    result.seconds = {{"input", 0.1}, {"rank", 1e-7}};
    RankedCandidate bad;
    bad.reason = "loops cross";
    bad.candidate.score.total = std::numeric_limits<double>::quiet_NaN();
    int seconds = 0;
    for (ReconstructEvent event : std::vector<ReconstructEvent>{
             PhotoReady{photo, mask}, CoarseCloud{cloud, cornerCamera(), 0.0}, CoarseCloud{cloud, std::nullopt, 57.0},
             RefinedCloud{cloud}, DenoiseStep{1, 2, 32, {-1, 5, 511}, plateWithBoss()}, CandidateReady{1, candidate},
             CandidateReady{2, bad}, StageProgress{"rank", 0.5, 2.25}, Failed{ErrorCode::BadInput, "what", "hint"},
             Stopped{result}, Finished{result}})
        recording.events.push_back({0.01 * ++seconds, std::move(event)});
    return recording;
}

TEST(Recordings, AreTheSameBitForBitAfterALoad) {
    TemporaryFolder folder;
    const Recording recording = everything();
    saveRecording(recording, folder / "one.i2crun");
    const Recording loaded = loadRecording(folder / "one.i2crun");
    saveRecording(loaded, folder / "two.i2crun");
    EXPECT_EQ(readFile(folder / "one.i2crun"), readFile(folder / "two.i2crun"));
    ASSERT_EQ(loaded.events.size(), recording.events.size());
    EXPECT_EQ(loaded.input, recording.input);
    EXPECT_EQ(loaded.options.guidance, 0.1);
    for (size_t i = 0; i < loaded.events.size(); ++i) {
        EXPECT_EQ(loaded.events[i].seconds, recording.events[i].seconds);
        EXPECT_EQ(loaded.events[i].event.index(), recording.events[i].event.index());
    }
    const auto& before = std::get<Finished>(recording.events.back().event).result;
    const auto& after = std::get<Finished>(loaded.events.back().event).result;
    ASSERT_EQ(after.ranked.size(), 2u);
    EXPECT_EQ(after.ranked[0].sequence, before.ranked[0].sequence);
    EXPECT_EQ(after.ranked[0].mesh.vertices.size(), before.ranked[0].mesh.vertices.size());
    EXPECT_EQ(after.ranked[0].mesh.triangles, before.ranked[0].mesh.triangles);
    EXPECT_EQ(after.ranked[0].mesh.edges.size(), before.ranked[0].mesh.edges.size());
    EXPECT_EQ(after.photo->data, before.photo->data);
    EXPECT_TRUE(std::signbit(after.coarse.positions[0].y));
    ASSERT_TRUE(after.axes);
    EXPECT_EQ(*after.axes, *before.axes);
    EXPECT_TRUE(after.observation.sidesKnown);
    EXPECT_EQ(after.observation.guesses[0].boxSize.z, 1e-9);
    EXPECT_EQ(after.observation.tokens.values, before.observation.tokens.values);
    EXPECT_EQ(after.observation.occupancy->probability, before.observation.occupancy->probability);
    EXPECT_EQ(after.observation.view->closeOpenings.data, before.observation.view->closeOpenings.data);
    ASSERT_EQ(after.observation.view->closeEdges.size(), 1u);
    EXPECT_EQ(after.observation.view->closeEdges[0].position.y, 1.25);
    EXPECT_EQ(after.weights, before.weights);
    EXPECT_EQ(after.seconds, before.seconds);
    const auto& bad = std::get<CandidateReady>(loaded.events[6].event).candidate;
    EXPECT_TRUE(std::isnan(bad.candidate.score.total));
}

TEST(Recordings, KnowEveryField) {
    // Where this fails, a field was added or taken away: say so in document/archive_fields.h too, then here.
    EXPECT_EQ(sizeof(Score), 11 * sizeof(double));
    EXPECT_EQ(sizeof(Camera), 136u);
    EXPECT_EQ(sizeof(Candidate), sizeof(CadSequence) + sizeof(std::string) + 16 + sizeof(Camera) + 24 + sizeof(Score));
    EXPECT_EQ(sizeof(PointCloud), 5 * sizeof(std::vector<float>));
    EXPECT_EQ(sizeof(DenoiseStep), 16 + sizeof(std::vector<int>) + sizeof(CadSequence));
}

TEST(Recordings, DamagedFilesAreRefusedWithTheirName) {
    TemporaryFolder folder;
    saveRecording(everything(), folder / "whole.i2crun");
    const std::string bytes = readFile(folder / "whole.i2crun");
    const auto refused = [&](const std::string& content) {
        writeFile(folder / "bad.i2crun", content);
        try {
            loadRecording(folder / "bad.i2crun");
        } catch (const Error& error) {
            return error.code() == ErrorCode::BadInput;
        }
        return false;
    };
    EXPECT_TRUE(refused(""));
    EXPECT_TRUE(refused("{}"));
    for (size_t share = 1; share < 16; ++share) EXPECT_TRUE(refused(bytes.substr(0, bytes.size() * share / 16)));
    // A byte changed anywhere is refused or read as other numbers, but never ends the program.
    for (size_t at = 7; at < bytes.size(); at += bytes.size() / 97) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 0x5a);
        refused(changed);
    }
}

TEST(Recordings, OfARealRunDriveADocumentWithoutTheEngine) {
    TemporaryFolder folder;
    {
        auto engine = std::make_shared<Engine>(
            [&] { return recordingReconstructor(loadReconstructor(), folder / "run.i2crun"); });
        Document document(engine);
        ReconstructOptions options;
        options.samples = 3;
        document.setOptions(options);
        openPlate(document, folder.path());
        runToEnd(document);
        ASSERT_EQ(document.run().phase, RunPhase::Finished);
    }
    const Recording recording = loadRecording(folder / "run.i2crun");
    ASSERT_GT(recording.events.size(), 5u);
    EXPECT_TRUE(std::holds_alternative<Finished>(recording.events.back().event));
    Document document(std::make_shared<Engine>(
        []() -> std::unique_ptr<Reconstructor> { throw Error(ErrorCode::Internal, "a replay needs no library"); }));
    document.setRecording(recording, 0.0);
    runToEnd(document);
    EXPECT_EQ(document.run().phase, RunPhase::Finished);
    const auto& ranked = std::get<Finished>(recording.events.back().event).result.ranked;
    ASSERT_EQ(document.run().candidates.size(), ranked.size());
    for (size_t i = 0; i < ranked.size(); ++i) EXPECT_EQ(document.run().candidates[i]->sequence, ranked[i].sequence);
}

TEST(Recordings, ArePlayedAtTheirPaceAndStopAtOnce) {
    Recording recording;
    recording.events = {{0.2, StageProgress{"a", 0.5, 1}}, {1000.0, Finished{}}};
    const auto player = replayReconstructor(recording, 2.0);
    std::stop_source now;
    const auto start = std::chrono::steady_clock::now();
    const auto events = [&] {
        std::vector<ReconstructEvent> all;
        player->run({}, {},
                    [&](ReconstructEvent&& event) {
                        all.push_back(std::move(event));
                        now.request_stop();
                    },
                    {now.get_token(), {}});
        return all;
    }();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT_GE(seconds, 0.1);
    EXPECT_LT(seconds, 100.0);
    ASSERT_EQ(events.size(), 2u);
    EXPECT_TRUE(std::holds_alternative<Stopped>(events.back()));
}

}  // namespace
}  // namespace img2cadseq::test
