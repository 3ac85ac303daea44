// Sessions: saved, restored, and what a killed program leaves. The program itself, with its flags.

#include <QElapsedTimer>
#include <QProcess>
#include <QPushButton>
#include <iostream>

#include "app/desktop_fixture.h"
#include "document/recovery.h"
#include "widgets/banner.h"
#include "widgets/solid_pane.h"

namespace img2cadseq::test {
namespace {

const QString kProgram = IMG2CADSEQ_BIN_DIR "/img2cadseq";

TEST_F(DesktopTest, ASessionIsSavedAndOpenedAgain) {
    launch();
    play(recordedRun());
    clickCandidate(1);
    keys("P");
    answerSave(path("work.i2cs"));
    keys("Ctrl+S");
    ASSERT_TRUE(until([&] { return std::filesystem::exists(folder / "work.i2cs") && !document().modified(); }));
    const double volume = document().chosen()->volume;
    launch();
    drop({path("work.i2cs")});
    ASSERT_TRUE(until([&] { return document().run().candidates.size() == 3; }));
    EXPECT_EQ(document().chosenSlot(), 1);
    EXPECT_TRUE(document().pinned(1));
    EXPECT_EQ(document().chosen()->volume, volume);
    EXPECT_TRUE(until([&] { return window().solid()->showsContent(); }));
}

TEST_F(DesktopTest, AKilledProgramOffersItsFinishedCandidates) {
    Recording slow = recordedRun();
    for (RecordedEvent& event : slow.events)
        if (std::holds_alternative<Finished>(event.event)) event.seconds = 600.0;
    const std::string file = (folder / ("slow" + std::string(kRecordingSuffix))).string();
    saveRecording(slow, file);
    QProcess process;
    process.start(kProgram, {"--replay", QString::fromStdString(file)});
    ASSERT_TRUE(process.waitForStarted());
    const auto recoverable = [] { return recoverableRuns(recoveryFolder()); };
    const auto files = [] {
        int count = 0;  // of the run under way, which is not recoverable while its program lives: its start and events
        for (const auto& entry : std::filesystem::recursive_directory_iterator(recoveryFolder()))
            count += entry.is_regular_file() && entry.path().string().find(".tmp") == std::string::npos ? 1 : 0;
        return count;
    };
    ASSERT_TRUE(until([&] { return std::filesystem::exists(recoveryFolder()) && files() >= kRecordedSteps + 7; }));
    EXPECT_TRUE(recoverable().empty()) << "the program is alive";
    process.kill();
    process.waitForFinished();
    ASSERT_EQ(recoverable().size(), 1u);

    launch();
    ASSERT_TRUE(until([&] { return window().banner()->text().contains("kept: 3"); }));
    QTest::mouseClick(window().banner()->findChild<QPushButton*>(), Qt::LeftButton);
    EXPECT_TRUE(until([&] { return document().run().candidates.size() == 3; }));
    EXPECT_TRUE(until([&] { return window().solid()->showsContent(); }));
    EXPECT_TRUE(recoverable().empty());
}

TEST_F(DesktopTest, TheProgramStartsAndEnds) {
    QElapsedTimer timer;
    timer.start();
    EXPECT_EQ(QProcess::execute(kProgram, {"--exit-after-startup", "--screenshot", path("start.png")}), 0);
    std::cout << "start to end: " << timer.elapsed() << " ms\n";
    EXPECT_FALSE(QImage(path("start.png")).isNull());
    EXPECT_EQ(QProcess::execute(kProgram, {"--no-such-flag"}), 2);
    EXPECT_EQ(QProcess::execute(kProgram, {"--run", path("missing.jpg"), "--exit-after-run"}), 3);
}

TEST_F(DesktopTest, TheProgramRunsAFileRecordsItAndEnds) {
    writeXyz(folder / "plate.xyz", plateWithBoss(), 6000);
    EXPECT_EQ(QProcess::execute(kProgram, {"--run", path("plate.xyz"), "--out", path("out"), "--samples", "2",
                                           "--exit-after-run", "--record", path("run.i2crun"), "--clean"}),
              0);
    EXPECT_TRUE(std::filesystem::exists(folder / "out" / "plate" / "candidate-01.step"));
    EXPECT_TRUE(judgeAccepts(folder / "out" / "plate" / "candidate-01.step"));
    EXPECT_EQ(QProcess::execute(kProgram, {"--replay", path("run.i2crun"), "--exit-after-run", "--screenshot",
                                           path("run.png"), "--window", "1280x800", "--clean"}),
              0);
    EXPECT_EQ(QImage(path("run.png")).size(), QSize(1280, 800));
}

}  // namespace
}  // namespace img2cadseq::test
