// The window answers while a real run goes on: what its thread spends on each event.

#include <iostream>

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

}  // namespace
}  // namespace img2cadseq::test
