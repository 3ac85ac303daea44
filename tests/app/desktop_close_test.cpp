// The end of the program: what is asked, and what is left behind.

#include <QSignalSpy>
#include <fstream>

#include "app/desktop_fixture.h"
#include "core/file.h"
#include "widgets/banner.h"
#include "widgets/window_actions.h"

namespace img2cadseq::test {
namespace {

using desktop::Unsaved;

class ClosingTest : public DesktopTest {
protected:
    ClosingTest() { QGuiApplication::setQuitOnLastWindowClosed(false); }
    ~ClosingTest() override { QGuiApplication::setQuitOnLastWindowClosed(true); }

    /// From now on the question is answered so, and counted.
    void answer(Unsaved answer) {
        program->context().ask.unsaved = [this, answer](const QString&) {
            ++asked;
            return answer;
        };
    }
    int asked = 0;
};

TEST_F(ClosingTest, ResultsThatAreNowhereElseAreAskedAbout) {
    launch();
    play(recordedRun());
    QSignalSpy finished(program.get(), &desktop::Desktop::finished);
    answer(Unsaved::Cancel);
    window().close();
    EXPECT_EQ(asked, 1);
    EXPECT_TRUE(window().isVisible());
    EXPECT_EQ(finished.count(), 0);
    answer(Unsaved::Save);
    answerSave({});  // no file after all
    window().close();
    EXPECT_EQ(asked, 2);
    EXPECT_TRUE(window().isVisible());
    answerSave(path("kept.i2cs"));
    window().close();
    ASSERT_TRUE(until([&] { return finished.count() == 1; }));
    EXPECT_EQ(asked, 3);
    EXPECT_FALSE(window().isVisible());
    EXPECT_TRUE(std::filesystem::exists(folder / "kept.i2cs"));
}

TEST_F(ClosingTest, NothingIsAskedWithoutResultsOrAfterAnExport) {
    launch();
    answer(Unsaved::Cancel);
    window().close();
    EXPECT_FALSE(window().isVisible());

    launch();
    answer(Unsaved::Cancel);
    play(recordedRun());
    answerSave(path("plate.step"));
    keys("Ctrl+E");
    ASSERT_TRUE(until([&] { return window().banner()->text().contains("Exported"); }));
    window().close();
    EXPECT_EQ(asked, 0);
    EXPECT_FALSE(window().isVisible());
}

TEST_F(ClosingTest, DiscardedResultsAreGone) {
    launch();
    play(recordedRun());
    answer(Unsaved::Discard);
    window().close();
    EXPECT_EQ(asked, 1);
    EXPECT_FALSE(window().isVisible());
}

TEST_F(DesktopTest, WhatIsLeftUnsavedIsBroughtBack) {
    launch();
    play(recordedRun());
    const size_t candidates = document().run().candidates.size();
    const std::string name = document().input().name;
    ASSERT_GT(candidates, 0u);
    EXPECT_FALSE(window().actions().bringBack->isEnabled());
    keys("Ctrl+W");
    ASSERT_TRUE(until([&] { return window().banner()->text().contains("not saved"); }));
    EXPECT_TRUE(document().run().candidates.empty());
    EXPECT_TRUE(window().actions().bringBack->isEnabled());
    keys("Ctrl+B");
    ASSERT_TRUE(until([&] { return document().run().candidates.size() == candidates; }));
    EXPECT_EQ(document().input().name, name);
    EXPECT_FALSE(window().showsStart());
    EXPECT_TRUE(document().unsaved()) << "it is still nowhere else";
    EXPECT_FALSE(window().actions().bringBack->isEnabled());
}

TEST_F(DesktopTest, AFailedRunLeavesEarlierResultsAlone) {
    Recording failed;
    failed.input = "bracket.jpg";
    failed.events.push_back({0, Failed{ErrorCode::NoDevice, "there is no GPU", "use the CPU"}});
    desktop::Arguments arguments;
    arguments.run = (folder / ("failed" + std::string(kRecordingSuffix))).string();
    arguments.out = (folder / "out").string();
    arguments.exitAfterRun = true;
    saveRecording(failed, arguments.run);
    std::filesystem::create_directories(folder / "out" / "bracket");
    std::ofstream(folder / "out" / "bracket" / "report.json") << "of before";
    launch(arguments);
    EXPECT_TRUE(until([&] { return program->exitStatus() == exitStatus(ErrorCode::NoDevice); }, 60'000));
    EXPECT_EQ(readFile(folder / "out" / "bracket" / "report.json"), "of before");
}

}  // namespace
}  // namespace img2cadseq::test
