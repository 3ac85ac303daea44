// The smaller panels: what they say, and what they ask for.

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include <gtest/gtest.h>

#include "candidates.h"
#include "widgets/banner.h"
#include "widgets/batch_list.h"
#include "widgets/feature_tree.h"
#include "widgets/log_panel.h"
#include "widgets/run_strip.h"
#include "widgets/sheets.h"
#include "widgets/start_page.h"

namespace img2cadseq::test {
namespace {

Loop rectangle(double width, double height) {
    const Vec2 corners[] = {{0, 0}, {width, 0}, {width, height}, {0, height}};
    Loop loop;
    for (int i = 0; i < 4; ++i) loop.curves.push_back(Line{corners[i], corners[(i + 1) % 4]});
    return loop;
}

CadSequence plateWithHole() {
    CadSequence part;
    ExtrudeBlock plate;
    plate.sketch.profiles.push_back({rectangle(60, 40), {Loop{{Circle{{30, 20}, 5}}}}});
    plate.extent = {0, 10};
    ExtrudeBlock cut;
    cut.sketch.profiles.push_back({rectangle(10, 10), {}});
    cut.extent = {5, 10};
    cut.op = BooleanOp::Cut;
    part.blocks = {plate, cut};
    return part;
}

TEST(FeatureTree, SaysHowThePartIsBuiltAndWhichBlockIsChosen) {
    widgets::FeatureTree tree;
    tree.setSequence(plateWithHole());
    ASSERT_EQ(tree.topLevelItemCount(), 2);
    EXPECT_EQ(tree.topLevelItem(0)->text(0).toStdString(), "1. New, 10 mm");
    EXPECT_EQ(tree.topLevelItem(1)->text(0).toStdString(), "2. Cut, 5 mm");
    ASSERT_EQ(tree.topLevelItem(0)->childCount(), 2);
    EXPECT_EQ(tree.topLevelItem(0)->child(0)->text(0).toStdString(), "rectangle 60 x 40");
    EXPECT_EQ(tree.topLevelItem(0)->child(1)->text(0).toStdString(), "hole: circle, radius 5");
    QSignalSpy chosen(&tree, &widgets::FeatureTree::blockChosen);
    tree.selectBlock(1);
    EXPECT_EQ(chosen.count(), 0);
    tree.setCurrentItem(tree.topLevelItem(0)->child(1));
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].toInt(), 0) << "a hole belongs to its block";
}

TEST(RunStrip, SaysStageFractionAndTimeLeft) {
    QAction run("Run"), cancel("Cancel"), keep("Keep");
    widgets::RunStrip strip(&run, &cancel, &keep);
    RunState state;
    state.phase = RunPhase::Running;
    state.progress = {"refining the cloud", 0.42, 12.3};
    strip.showRun(state);
    EXPECT_EQ(strip.stageText().toStdString(), "Refining the cloud");
    EXPECT_EQ(strip.timeText().toStdString(), "42 %, about 13 s left");
    EXPECT_EQ(widgets::timeLeft(200).toStdString(), "about 4 min left");
    EXPECT_TRUE(widgets::timeLeft(0).isEmpty());
    state.phase = RunPhase::Stopped;
    state.candidates = {candidate(0, 0.5), candidate(1, 0.1, false)};
    strip.showRun(state);
    EXPECT_EQ(strip.timeText().toStdString(), "1 of 2 candidates passed the gate");
    state.phase = RunPhase::Failed;
    state.failure = Failed{ErrorCode::BadInput, "there is nothing in the picture", ""};
    strip.showRun(state);
    EXPECT_EQ(strip.timeText().toStdString(), "there is nothing in the picture");
}

TEST(RunStrip, ItsButtonsAreTheActions) {
    QAction run("Run"), cancel("Cancel"), keep("Keep");
    cancel.setEnabled(false);
    widgets::RunStrip strip(&run, &cancel, &keep);
    QSignalSpy triggered(&run, &QAction::triggered);
    const auto buttons = strip.findChildren<QPushButton*>();
    ASSERT_EQ(buttons.size(), 3);
    QTest::mouseClick(buttons[0], Qt::LeftButton);
    EXPECT_EQ(triggered.count(), 1);
    EXPECT_FALSE(buttons[1]->isEnabled());
    cancel.setEnabled(true);
    EXPECT_TRUE(buttons[1]->isEnabled());
}

TEST(Banner, SaysWhatAndWhatToDoAndGoes) {
    QWidget parent;
    widgets::Banner banner(&parent);
    parent.show();
    int retried = 0;
    banner.show(widgets::BannerKind::Error, "The picture is cut off", "take it again", {"Retry", [&] { ++retried; }});
    EXPECT_EQ(banner.text().toStdString(), "The picture is cut off\ntake it again");
    QTest::mouseClick(banner.findChild<QPushButton*>(), Qt::LeftButton);
    EXPECT_EQ(retried, 1);
    QTest::mouseClick(banner.findChild<QToolButton*>(), Qt::LeftButton);
    EXPECT_EQ(banner.text(), QString());
}

TEST(Banner, RunsTheActionOfTheLastMessageAlone) {
    QWidget parent;
    widgets::Banner banner(&parent);
    parent.show();
    int restored = 0, changed = 0;
    auto* button = banner.findChild<QPushButton*>();
    banner.show(widgets::BannerKind::Note, "The program ended early", {}, {"Restore", [&] { ++restored; }});
    banner.show(widgets::BannerKind::Error, "There is no GPU", {}, {"Use the CPU", [&] {
                                                                        ++changed;
                                                                        banner.show(widgets::BannerKind::Note, "Done");
                                                                    }});
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_EQ(restored, 0);
    EXPECT_EQ(changed, 1);
    EXPECT_EQ(banner.text().toStdString(), "Done");
    EXPECT_TRUE(button->isHidden()) << "nothing to be done about this one";
}

TEST(BatchList, ShowsAStateAFile) {
    widgets::BatchList list;
    BatchItem waiting, failed;
    waiting.input = "a/bracket.jpg";
    failed.input = "a/broken.jpg";
    failed.state = BatchState::Failed;
    failed.what = "broken.jpg is cut off";
    list.setItems({waiting, failed});
    const auto* rows = list.findChild<QTreeWidget*>();
    ASSERT_EQ(rows->topLevelItemCount(), 2);
    EXPECT_EQ(rows->topLevelItem(0)->text(0).toStdString(), "bracket.jpg");
    EXPECT_EQ(rows->topLevelItem(1)->text(1).toStdString(), "broken.jpg is cut off");
    EXPECT_EQ(list.count(BatchState::Failed), 1);
    list.setItems({});
    EXPECT_EQ(rows->topLevelItemCount(), 0);
}

TEST(BatchList, IsStoppedWhileItRuns) {
    widgets::BatchList list;
    QSignalSpy stopped(&list, &widgets::BatchList::stopAsked);
    auto* stop = list.findChild<QPushButton*>("stopBatch");
    BatchItem item;
    item.input = "a/bracket.jpg";
    list.setItems({item});
    EXPECT_FALSE(stop->isEnabled());
    item.state = BatchState::Running;
    list.setItems({item});
    QTest::mouseClick(stop, Qt::LeftButton);
    EXPECT_EQ(stopped.count(), 1);
    item.state = BatchState::Stopped;
    item.candidates = 2;
    list.setItems({item});
    EXPECT_FALSE(stop->isEnabled());
    EXPECT_EQ(list.findChild<QTreeWidget*>()->topLevelItem(0)->text(1).toStdString(), "stopped, 2 solids kept");
}

TEST(LogPanel, ReportsWithItsHead) {
    widgets::LogPanel log;
    log.setReportHead("Img2CADSeq 1");
    log.addLine("run: bracket");
    QTest::mouseClick(log.findChild<QPushButton*>("copyReport"), Qt::LeftButton);
    const QString report = QGuiApplication::clipboard()->text();
    EXPECT_TRUE(report.startsWith("Img2CADSeq 1\n"));
    EXPECT_TRUE(report.contains("run: bracket"));
}

TEST(ShortcutSheet, ListsWhatHasAShortcut) {
    QAction open("&Open…"), plain("Nothing");
    open.setShortcut(QKeySequence("Ctrl+O"));
    widgets::ShortcutSheet sheet({{"File", {&open, &plain}}, {"Empty", {&plain}}}, nullptr);
    EXPECT_EQ(sheet.lines(), QStringList{"Open…\tCtrl+O"});
}

TEST(StartPage, OneClickOpensASample) {
    widgets::StartPage page;
    page.setSamples({{"samples/bracket.png", "Bracket", {}, {}}, {"samples/plate.ply", "Plate", {}, {}}});
    page.show();
    QSignalSpy chosen(&page, &widgets::StartPage::entryChosen);
    QTest::mouseClick(page.findChildren<QToolButton*>().at(1), Qt::LeftButton);
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].toString().toStdString(), "samples/plate.ply");
}

}  // namespace
}  // namespace img2cadseq::test
