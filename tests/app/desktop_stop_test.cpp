// Cancel and "stop and keep".

#include <QElapsedTimer>
#include <iostream>

#include "app/desktop_fixture.h"
#include "widgets/banner.h"
#include "widgets/gallery_model.h"
#include "widgets/pane_words.h"
#include "widgets/run_strip.h"
#include "widgets/solid_pane.h"
#include "widgets/window_actions.h"

namespace img2cadseq::test {
namespace {

TEST_F(DesktopTest, CancelAnswersWithinHalfASecond) {
    launch();
    writeXyz(folder / "plate.xyz", plateWithBoss(), 6000);
    ReconstructOptions options;
    options.samples = 64;  // long enough to be cancelled on any machine
    document().setOptions(options);
    drop({path("plate.xyz")});
    ASSERT_TRUE(until([&] { return document().run().active() && document().run().progress.fraction > 0; }, 120'000));
    QElapsedTimer timer;
    timer.start();
    keys("Ctrl+.");
    ASSERT_TRUE(untilPhase(RunPhase::Stopped, 500)) << "after " << timer.elapsed() << " ms";
    EXPECT_LT(timer.elapsed(), 500);
    std::cout << "cancelled after " << timer.elapsed() << " ms\n";
    // The engine is free again for the next run.
    options.samples = 1;
    options.fit = false;
    document().setOptions(options);
    ASSERT_TRUE(until([&] { return window().actions().run->isEnabled(); }));
    keys("Ctrl+R");
    ASSERT_TRUE(until([&] { return document().run().active(); }));
    ASSERT_TRUE(untilPhase(RunPhase::Finished, 300'000));
}

TEST_F(DesktopTest, StopAndKeepKeepsWhatIsFinished) {
    launch();
    Recording slow = recordedRun();
    for (RecordedEvent& event : slow.events) {
        const auto* ready = std::get_if<CandidateReady>(&event.event);
        if (ready && ready->rankSoFar == 2) event.seconds = 3.0;  // under way when the stop is asked for
        if ((ready && ready->rankSoFar > 2) || std::holds_alternative<Finished>(event.event)) event.seconds = 600.0;
    }
    const std::string file = (folder / ("slow" + std::string(kRecordingSuffix))).string();
    saveRecording(slow, file);
    drop({QString::fromStdString(file)});
    ASSERT_TRUE(until([&] { return document().run().candidates.size() == 1; }));
    keys("Ctrl+K");
    ASSERT_TRUE(until([&] { return window().banner()->text().contains("after the candidates under way"); }, 500));
    ASSERT_TRUE(untilPhase(RunPhase::Stopped, 60'000));
    EXPECT_EQ(document().run().candidates.size(), 1u);
    EXPECT_TRUE(until([&] { return window().banner()->text().contains("Stopped early: 1 candidate"); }));
    EXPECT_EQ(window().runStrip()->stageText().toStdString(), "Stopped");
    EXPECT_TRUE(window().actions().exportStep->isEnabled()) << "what was kept can be exported";
    EXPECT_TRUE(until([&] { return window().galleryModel()->rowCount() == 1; }));
    EXPECT_TRUE(window().solid()->showsContent());
}

TEST_F(DesktopTest, ViewsWithoutAnythingSayWhy) {
    launch();
    EXPECT_FALSE(window().solid()->message().isEmpty());
    Recording bare = recordedRun();
    std::erase_if(bare.events, [](const RecordedEvent& event) {
        return std::holds_alternative<CoarseCloud>(event.event) || std::holds_alternative<RefinedCloud>(event.event) ||
               std::holds_alternative<DenoiseStep>(event.event);
    });
    auto& result = std::get<Finished>(bare.events.back().event).result;
    result.coarse = result.refined = {};
    play(bare);
    EXPECT_TRUE(widgets::coarseWords(document()).detail.contains("no weights"));
    EXPECT_FALSE(widgets::denoiseWords(document()).detail.isEmpty());
}

}  // namespace
}  // namespace img2cadseq::test
