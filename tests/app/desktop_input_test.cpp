// Ways in: drop of a cloud and of a photograph, paste, nothing, broken files, a batch.

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QPushButton>
#include <fstream>

#include "app/desktop_fixture.h"
#include "photo/heic_writer.h"
#include "widgets/banner.h"
#include "widgets/batch_list.h"
#include "widgets/cloud_pane.h"
#include "widgets/photo_pane.h"
#include "widgets/solid_pane.h"
#include "widgets/window_actions.h"

namespace img2cadseq::test {
namespace {

ReconstructOptions quick() {
    ReconstructOptions options;
    options.samples = 2;
    options.steps = 6;
    options.fit = false;
    return options;
}

TEST_F(DesktopTest, ADroppedCloudBecomesASolid) {
    launch();
    document().setOptions(quick());
    writeXyz(folder / "plate.xyz", plateWithBoss(), 6000);
    drop({path("plate.xyz")});
    ASSERT_TRUE(untilPhase(RunPhase::Finished, 300'000));
    ASSERT_GE(document().run().candidates.size(), 1u);
    EXPECT_TRUE(until([&] { return window().coarse()->showsContent() && window().solid()->showsContent(); }));
    EXPECT_FALSE(window().photo()->showsContent());
    EXPECT_TRUE(window().photo()->message().contains("point cloud"));
    ASSERT_TRUE(document().chosen() && document().chosen()->valid);
    answerSave(path("plate.step"));
    keys("Ctrl+E");
    ASSERT_TRUE(until([&] { return std::filesystem::exists(folder / "plate.step"); }));
    EXPECT_TRUE(judgeAccepts(folder / "plate.step"));
}

TEST_F(DesktopTest, ADroppedPhotographIsShownWithItsMask) {
    const auto photo = sharedData("photos/marble_slide.jpg");
    if (!std::filesystem::exists(photo)) GTEST_SKIP() << photo << " is not there";
    launch();
    document().setOptions(quick());
    drop({QString::fromStdString(photo.string())});
    ASSERT_TRUE(until([&] { return window().photo()->showsContent(); }));
    ASSERT_TRUE(until([&] { return document().run().mask.has_value(); }, 120'000));
    EXPECT_EQ(document().run().mask->width, window().photo()->view()->photoSize().width());
    keys("Ctrl+.");
    EXPECT_TRUE(untilPhase(RunPhase::Stopped, 500));
    EXPECT_FALSE(window().refined()->message().isEmpty());
}

TEST_F(DesktopTest, APhonesPictureIsShownUpright) {
    launch();
    window().actions().runWhenOpened->setChecked(false);
    Image picture(160, 120, {230, 230, 230});
    for (int y = 20; y < 60; ++y)
        for (int x = 30; x < 110; ++x) picture.at(x, y) = {40, 60, 90};
    writeHeic(folder / "phone.heic", picture, {.turned = true});
    drop({path("phone.heic")});
    ASSERT_TRUE(until([&] { return document().input().kind == InputKind::Photo; }));
    ASSERT_TRUE(until([&] { return window().photo()->showsContent(); }));
    EXPECT_TRUE(window().banner()->text().isEmpty());
    ASSERT_EQ(window().photo()->view()->photoSize(), QSize(120, 160));
    // What was stored at the top left and is dark lies at the top right now, on the screen too.
    const widgets::PhotoView* view = window().photo()->view();
    const QImage shown = window().photo()->view()->grab().toImage();
    const auto colourAt = [&](double x, double y) {
        return shown.pixelColor((view->toWidget({x, y}) * shown.devicePixelRatio()).toPoint());
    };
    EXPECT_LT(colourAt(80, 70).red(), 80);
    EXPECT_GT(colourAt(30, 70).red(), 200);
}

TEST_F(DesktopTest, APictureIsPasted) {
    launch();
    window().actions().runWhenOpened->setChecked(false);
    QImage picture(120, 80, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter(&picture).fillRect(30, 20, 60, 40, Qt::darkGray);
    QGuiApplication::clipboard()->setImage(picture);
    keys("Ctrl+V");
    ASSERT_TRUE(until([&] { return document().input().kind == InputKind::Photo; }));
    EXPECT_EQ(window().photo()->view()->photoSize(), QSize(120, 80));
    EXPECT_EQ(document().run().phase, RunPhase::None);

    // A box and a stroke on it, and back.
    widgets::PhotoView* view = window().photo()->view();
    const auto at = [&](double x, double y) { return view->toWidget({x, y}).toPoint(); };
    keys("B");
    QTest::mousePress(view, Qt::LeftButton, {}, at(25, 15));
    QTest::mouseMove(view, at(95, 65));
    QTest::mouseRelease(view, Qt::LeftButton, {}, at(95, 65));
    ASSERT_TRUE(document().prompt().box);
    EXPECT_NEAR(document().prompt().box->low.x, 25, 1.5);
    keys("M");
    QTest::mousePress(view, Qt::LeftButton, {}, at(60, 40));
    QTest::mouseRelease(view, Qt::LeftButton, {}, at(60, 40));
    ASSERT_TRUE(document().paintedMask());
    EXPECT_EQ(document().paintedMask()->at(60, 40), 255);
    keys("Ctrl+Z");
    EXPECT_FALSE(document().paintedMask());
    keys("Ctrl+Z");
    EXPECT_FALSE(document().prompt().box);
}

TEST_F(DesktopTest, AnEmptyClipboardIsSaid) {
    launch();
    QGuiApplication::clipboard()->setText("not a picture");
    keys("Ctrl+V");
    EXPECT_TRUE(window().banner()->text().contains("no picture"));
}

TEST_F(DesktopTest, ABrokenFileIsSaidInPlaceAndChangesNothing) {
    launch();
    play(recordedRun());
    std::ofstream(folder / "broken.jpg") << "this is no picture";
    drop({path("broken.jpg")});
    ASSERT_TRUE(until([&] { return window().banner()->text().contains("broken.jpg"); }));
    EXPECT_EQ(document().run().candidates.size(), 3u);
    EXPECT_FALSE(window().showsStart());
}

TEST_F(DesktopTest, InventingSaysPlainlyWhatComesOfIt) {
    launch();
    keys("Ctrl+I");
    ASSERT_TRUE(until(
        [&] {
            return !window().showsStart() && !document().run().active() && document().run().phase != RunPhase::None;
        },
        300'000));
    EXPECT_TRUE(window().photo()->message().contains("invented"));
    if (document().run().phase == RunPhase::Failed) {
        EXPECT_FALSE(window().banner()->text().isEmpty());
    }
}

TEST_F(DesktopTest, ABatchOfThreeGoesOnAfterABrokenOne) {
    launch();
    document().setOptions(quick());
    writeXyz(folder / "a.xyz", plateWithBoss(), 5000);
    std::ofstream(folder / "b.ply") << "no cloud";
    writeXyz(folder / "c.xyz", plateWithBoss(13), 5000);
    drop({path("a.xyz"), path("b.ply"), path("c.xyz")});
    widgets::BatchList* list = window().batch();
    ASSERT_TRUE(until([&] { return list->count(BatchState::Waiting) == 3; }));
    program->batch().setFolder(path("out"));
    program->batch().start();
    ASSERT_TRUE(until([&] { return list->count(BatchState::Done) + list->count(BatchState::Failed) == 3; }, 300'000));
    EXPECT_EQ(list->count(BatchState::Failed), 1);
    EXPECT_TRUE(std::filesystem::exists(folder / "out" / "a" / "report.json"));
    EXPECT_TRUE(std::filesystem::exists(folder / "out" / "c" / "report.json"));
}

TEST_F(DesktopTest, ABatchIsStoppedAndTheRestWaits) {
    launch();
    ReconstructOptions many;
    many.samples = 64;  // long enough to be stopped on any machine
    document().setOptions(many);
    for (const char* name : {"a.xyz", "b.xyz"}) writeXyz(folder / name, plateWithBoss(), 5000);
    drop({path("a.xyz"), path("b.xyz")});
    widgets::BatchList* list = window().batch();
    ASSERT_TRUE(until([&] { return list->count(BatchState::Waiting) == 2; }));
    program->batch().setFolder(path("out"));
    program->batch().start();
    ASSERT_TRUE(until([&] { return list->count(BatchState::Running) == 1; }));
    auto* stop = list->findChild<QPushButton*>("stopBatch");
    for (int press = 0; press < 2; ++press) QTest::mouseClick(stop, Qt::LeftButton);
    ASSERT_TRUE(until([&] { return list->count(BatchState::Running) == 0; }, 120'000));
    EXPECT_EQ(list->count(BatchState::Stopped), 1);
    EXPECT_EQ(list->count(BatchState::Waiting), 1) << "it can be started again";
}

}  // namespace
}  // namespace img2cadseq::test
