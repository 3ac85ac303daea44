// The window answers while a real run goes on: what its thread spends on each event.

#include <algorithm>
#include <fstream>
#include <iostream>

#include <unistd.h>

#include "app/desktop_fixture.h"
#include "gui/event_times.h"
#include "widgets/cloud_pane.h"
#include "widgets/gallery_model.h"
#include "widgets/solid_pane.h"

namespace img2cadseq::test {
namespace {

constexpr double kLongestMs = 50.0;  ///< of the processor, so that a machine with other work does not matter

TEST_F(DesktopTest, NoEventTakesLongWhileAPhotographIsReconstructed) {
    launch();
    ReconstructOptions options;
    options.samples = 4;
    options.steps = 12;
    document().setOptions(options);
    TimedApplication::take();  // the start is another matter
    drop({IMG2CADSEQ_SOURCE_DIR "/resources/samples/bracket.jpg"});
    ASSERT_TRUE(untilPhase(RunPhase::Finished, 300'000));
    ASSERT_FALSE(document().run().candidates.empty());
    ASSERT_TRUE(until([&] { return document().analysis(document().chosenSlot()) != nullptr; }, 60'000));
    keys("H");
    keys("S");
    for (int row = 0; row < window().galleryModel()->rowCount(); ++row) {
        clickCandidate(row);
        EXPECT_TRUE(
            until([&] { return document().analysis(document().chosenSlot()) || !document().chosen()->valid; }, 60'000));
    }
    const EventTimes times = TimedApplication::take();
    const EventTime handled = times.handled(), drawn = times.drawn();
    std::cout << "events: " << handled.count << ", longest " << handled.longestMs << " ms, " << handled.longestCpuMs
              << " ms of the processor; drawing: " << drawn.count << " times, "
              << drawn.totalMs / std::max(1, drawn.count) << " ms each, longest " << drawn.longestMs << " ms\n"
              << times.report(8).toStdString();
    EXPECT_LT(handled.longestCpuMs, kLongestMs);
}

TEST_F(DesktopTest, SixtyFourCandidatesStaySmooth) {
    launch();
    Recording many = recordedRun();
    const auto ready = std::find_if(many.events.begin(), many.events.end(), [](const RecordedEvent& event) {
        return std::holds_alternative<CandidateReady>(event.event);
    });
    auto& ranked = std::get<Finished>(many.events.back().event).result.ranked;
    const CandidateReady first = std::get<CandidateReady>(ready->event);
    std::vector<RecordedEvent> more;
    for (int slot = 3; slot < 64; ++slot) {
        CandidateReady next = first;
        next.rankSoFar = slot + 1;
        next.candidate.slot = slot;
        more.push_back({0.02 * slot, next});
        ranked.push_back(next.candidate);
    }
    many.events.back().seconds = 1.5;
    many.events.insert(many.events.end() - 1, more.begin(), more.end());
    TimedApplication::take();
    play(many);
    ASSERT_EQ(window().galleryModel()->rowCount(), 64);
    EXPECT_TRUE(until([&] { return window().galleryModel()->hasThumbnail(63); }, 60'000));
    for (int i = 0; i < 20; ++i) keys("Ctrl+Right");
    EXPECT_EQ(document().chosenSlot(),
              window().galleryModel()->index(20).data(widgets::GalleryModel::SlotRole).toInt());
    QTest::qWait(0);
    const EventTimes times = TimedApplication::take();
    std::cout << times.report(4).toStdString();
    EXPECT_LT(times.handled().longestCpuMs, kLongestMs);
}

double residentMib() {
    std::ifstream statm("/proc/self/statm");
    double total = 0, resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

/// Takes a minute, so it is run by hand: --gtest_also_run_disabled_tests --gtest_filter=*TwentyRuns*
TEST_F(DesktopTest, DISABLED_TwentyRunsInARowDoNotGrow) {
    launch();
    ReconstructOptions options;
    options.samples = 3;
    options.steps = 8;
    options.fit = false;
    document().setOptions(options);
    drop({IMG2CADSEQ_SOURCE_DIR "/resources/samples/bracket.jpg"});
    std::vector<double> resident;
    for (int run = 0; run < 20; ++run) {
        if (run > 0) program->runs().run();
        ASSERT_TRUE(until([&] { return document().run().active(); }));
        ASSERT_TRUE(untilPhase(RunPhase::Finished, 300'000));
        ASSERT_TRUE(until([&] { return document().analysis(document().chosenSlot()) != nullptr; }, 60'000));
        ASSERT_TRUE(until([&] { return window().galleryModel()->hasThumbnail(document().chosenSlot()); }));
        resident.push_back(residentMib());
        std::cout << "run " << run + 1 << ": " << resident.back() << " MiB\n";
    }
    const auto middle = resident.begin() + 10;  // buffers come and go: the least of each half counts
    EXPECT_LT(*std::min_element(middle, resident.end()), 1.02 * *std::min_element(resident.begin(), middle));
}

}  // namespace
}  // namespace img2cadseq::test
