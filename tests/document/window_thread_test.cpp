// Nothing that a window's thread calls takes long, with a large photo, a large cloud and 64 candidates. Processor time
// of this thread, so that a busy machine does not matter.

#include <ctime>
#include <iostream>

#include <gtest/gtest.h>

#include "cad/transform.h"
#include "document/support.h"
#include "synth/part.h"

namespace img2cadseq::test {
namespace {

double processorSeconds() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

template <class Call>
void expectShort(const char* name, const Call& call) {
    const double start = processorSeconds();
    call();
    const double seconds = processorSeconds() - start;
    std::cout << "[ TIME     ] " << name << ": " << 1000 * seconds << " ms\n";
    EXPECT_LT(seconds, 0.05) << name;
}

/// The part with most faces of the first few, small in its mesh or not.
CadSequence richPart() {
    CadSequence best;
    for (uint64_t index = 0; index < 40; ++index) {
        CadSequence part = synth::makePart(synth::kTestSeed, index).sequence;
        if (curveCount(part) > curveCount(best)) best = std::move(part);
    }
    return best;
}

TEST(WindowThread, EveryCallIsShort) {
    Recording recording;
    const Image photo(1600, 1200, Rgb{90, 90, 90});
    PointCloud cloud;
    cloud.positions.assign(4096, {0.1f, 0.2f, 0.3f});
    cloud.normals.assign(4096, {0, 0, 1});
    recording.events = {{0, PhotoReady{photo, Mask(1600, 1200, 255)}},
                        {0, CoarseCloud{cloud, cornerCamera(), 0.0}},
                        {0, RefinedCloud{cloud}}};
    RankedCandidate candidate = candidateFrom(scaled(richPart(), 100));
    Finished finished;
    for (int slot = 0; slot < 64; ++slot) {
        for (int step = 0; step < 32; ++step)
            recording.events.push_back({0, DenoiseStep{slot, step, 32, std::vector<int>(203, 1), candidate.sequence}});
        candidate.slot = slot;
        candidate.candidate.score.total = 1.0 / (slot + 1);
        recording.events.push_back({0, CandidateReady{slot + 1, candidate}});
        finished.result.ranked.push_back(candidate);
    }
    recording.events.push_back({0, std::move(finished)});

    Document document(std::make_shared<Engine>([&] { return replayReconstructor(recording, 0.0); }));
    TemporaryFolder folder;
    DocumentInput large = inputOf(photo, "large");
    large.cloud.positions.assign(500'000, {1, 2, 3});
    expectShort("setInput", [&] { document.setInput(std::move(large)); });
    std::unique_ptr<Job> job;
    expectShort("startRun", [&] { job = document.startRun(); });
    processSafely(*job, {});
    expectShort("finalize", [&] { job->finalize({}); });
    expectShort("drain everything at once", [&] { document.drain(); });
    ASSERT_EQ(document.run().candidates.size(), 64u);
    ASSERT_EQ(document.run().steps.size(), 64u * 32);
    Edit stroke;
    expectShort("paint", [&] { stroke = document.paint({{{300, 300}, {400, 350}}, 40, true, 1}); });
    expectShort("apply", [&] { document.apply(stroke); });
    expectShort("revert", [&] { document.revert(stroke); });
    expectShort("choose", [&] { document.apply(document.choose(7)); });
    expectShort("setRealSize", [&] { document.setRealSize(250); });
    expectShort("analyse", [&] { job = document.analyse(7); });
    processSafely(*job, {});
    expectShort("analyse's finalize", [&] { job->finalize({}); });
    EXPECT_NE(document.analysis(7), nullptr);
    expectShort("buildPreviews", [&] { job = document.buildPreviews({0, 1}); });
    processSafely(*job, {});
    expectShort("buildPreviews' finalize", [&] { job->finalize({}); });
    ASSERT_NE(document.preview(1), nullptr);
    expectShort("saveSession", [&] { job = document.saveSession(folder / "large.i2cs"); });
    EXPECT_TRUE(processSafely(*job, {}).ok());
    expectShort("saveSession's finalize", [&] { job->finalize({}); });
    EXPECT_FALSE(document.modified());
    expectShort("open", [&] { job = document.open(folder / "large.i2cs"); });
    EXPECT_TRUE(processSafely(*job, {}).ok());
    expectShort("open's finalize", [&] { job->finalize({}); });
    EXPECT_EQ(document.run().candidates.size(), 64u);
    EXPECT_EQ(document.chosenSlot(), 7);
    std::cout << "[ SIZE     ] session " << std::filesystem::file_size(folder / "large.i2cs") / 1'000'000 << " MB, "
              << candidate.mesh.triangles.size() << " triangles a candidate\n";
}

}  // namespace
}  // namespace img2cadseq::test
