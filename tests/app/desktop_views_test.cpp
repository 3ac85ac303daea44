// A run with everything in it, played back: what the views show, and what can be done with it.

#include <QSlider>
#include <QToolButton>
#include <QWheelEvent>

#include "app/desktop_fixture.h"
#include "widgets/banner.h"
#include "widgets/batch_list.h"
#include "widgets/cloud_pane.h"
#include "widgets/denoise_pane.h"
#include "widgets/feature_tree.h"
#include "widgets/gallery.h"
#include "widgets/gallery_model.h"
#include "widgets/photo_pane.h"
#include "widgets/run_strip.h"
#include "widgets/solid_pane.h"
#include "widgets/theme.h"
#include "widgets/token_grid.h"
#include "widgets/view_deck.h"
#include "widgets/window_actions.h"

namespace img2cadseq::test {
namespace {

TEST_F(DesktopTest, ARunFillsAllFiveViews) {
    launch();
    EXPECT_TRUE(window().showsStart());
    play(recordedRun());
    EXPECT_FALSE(window().showsStart());
    for (const widgets::ViewPane* pane : window().deck()->panes())
        EXPECT_TRUE(pane->showsContent()) << pane->title().toStdString() << ": " << pane->message().toStdString();
    EXPECT_EQ(window().galleryModel()->rowCount(), 3);
    EXPECT_EQ(window().runStrip()->stageText().toStdString(), "Done");
    EXPECT_EQ(window().gallery()->selectedSlot(), 0) << "the best is shown";
    EXPECT_TRUE(until([&] { return window().galleryModel()->hasThumbnail(0); }));
    EXPECT_TRUE(until([&] { return document().analysis(0) != nullptr; }));
}

TEST_F(DesktopTest, TheSliderScrubsThroughAllSteps) {
    launch();
    play(recordedRun());
    widgets::DenoisePane* pane = window().denoise();
    EXPECT_EQ(pane->slider()->maximum(), kRecordedSteps - 1);
    EXPECT_EQ(pane->grid()->count(TokenState::Masked), 0);
    pane->slider()->setFocus();
    QTest::keyClick(pane->slider(), Qt::Key_Home);
    EXPECT_EQ(pane->step(), 0);
    const int masked = pane->grid()->count(TokenState::Masked);
    EXPECT_GT(masked, 20);
    QTest::keyClick(pane->slider(), Qt::Key_Right);
    EXPECT_EQ(pane->step(), 1);
    EXPECT_LT(pane->grid()->count(TokenState::Masked), masked);
    for (int i = 0; i < 2; ++i) QTest::keyClick(pane->slider(), Qt::Key_Right);
    EXPECT_GT(pane->grid()->count(TokenState::Fresh), 0) << "the first loop is uncovered";
    EXPECT_TRUE(until([&] { return document().preview(3) != nullptr; }));
}

TEST_F(DesktopTest, CandidateTwoIsChosenAndExported) {
    launch();
    play(recordedRun());
    clickCandidate(1);
    EXPECT_EQ(document().chosenSlot(), 1);
    EXPECT_TRUE(until([&] { return window().solid()->tree()->topLevelItemCount() == 3; }));
    answerSave(path("plate.step"));
    keys("Ctrl+E");
    ASSERT_TRUE(until([&] { return std::filesystem::exists(folder / "plate.step"); }));
    EXPECT_TRUE(judgeAccepts(folder / "plate.step"));
    for (const auto& [shortcut, name] :
         {std::pair("Ctrl+Shift+T", "plate.stl"), std::pair("Ctrl+J", "plate.json"),
          std::pair("Ctrl+M", "plate.FCMacro"), std::pair("Ctrl+Shift+P", "plate.ply")}) {
        answerSave(path(name));
        keys(shortcut);
        const std::string file = name;
        EXPECT_TRUE(until([&] { return std::filesystem::exists(folder / file); })) << file;
    }
}

TEST_F(DesktopTest, ChoicesPinsAndComparisonsAreUndone) {
    launch();
    play(recordedRun());
    clickCandidate(1);
    keys("P");
    EXPECT_TRUE(document().pinned(1));
    keys("C");
    EXPECT_EQ(document().comparePair(), (ComparePair{{1, 0}}));
    keys("Ctrl+Z");
    EXPECT_EQ(document().comparePair(), ComparePair{});
    keys("Ctrl+Z");
    EXPECT_FALSE(document().pinned(1));
    keys("Ctrl+Z");
    EXPECT_EQ(document().chosenSlot(), 0);
    keys("Ctrl+Shift+Z");
    EXPECT_EQ(document().chosenSlot(), 1);
}

TEST_F(DesktopTest, AFailedCandidateSaysWhyInPlace) {
    launch();
    play(recordedRun());
    clickCandidate(2);
    EXPECT_TRUE(until([&] { return window().solid()->view()->message().contains("the shell is not closed"); }));
    EXPECT_FALSE(window().actions().exportStep->isEnabled());
    EXPECT_TRUE(window().actions().exportJson->isEnabled());
}

TEST_F(DesktopTest, ABlockLightsUpAndAHeatMapIsShown) {
    launch();
    play(recordedRun());
    ASSERT_TRUE(until([&] { return document().analysis(0) != nullptr; }));
    widgets::SolidPane* solid = window().solid();
    const long before = solid->view()->renderCount();
    solid->tree()->setCurrentItem(solid->tree()->topLevelItem(1));
    EXPECT_EQ(solid->tree()->selectedBlock(), 1);
    keys("H");
    EXPECT_TRUE(solid->actions().heatMap->isChecked());
    keys("S");
    EXPECT_TRUE(solid->actions().section->isChecked());
    if (solid->view()->hasOpenGl()) {
        EXPECT_TRUE(until([&] { return solid->view()->renderCount() > before; }));
    }
}

TEST_F(DesktopTest, LengthsAreMeasuredOnTheSolidAndSetOnThePhoto) {
    launch();
    play(recordedRun());
    ASSERT_TRUE(until([&] { return document().analysis(0) != nullptr; }));
    ASSERT_TRUE(until([&] { return window().galleryModel()->hasThumbnail(0); }));
    widgets::SolidPane* solid = window().solid();
    for (QWidget* canvas : solid->view()->findChildren<QWidget*>()) {
        if (!canvas->inherits("QOpenGLWidget")) continue;
        keys("L");
        const QPoint middle = canvas->rect().center();
        QTest::mouseClick(canvas, Qt::LeftButton, {}, middle + QPoint(-30, 30));
        QTest::mouseClick(canvas, Qt::LeftButton, {}, middle + QPoint(30, 30));
        EXPECT_TRUE(solid->measureText().contains("mm")) << solid->measureText().toStdString();
    }
    const double before = document().chosen()->volume;
    program->context().ask.length = [](const QString&, bool) { return std::optional(80.0); };
    widgets::PhotoView* photo = window().photo()->view();
    keys("D");
    const auto at = [&](double x, double y) { return photo->toWidget({x, y}).toPoint(); };
    QTest::mousePress(photo, Qt::LeftButton, {}, at(140, 120));
    QTest::mouseMove(photo, at(180, 120));
    QTest::mouseRelease(photo, Qt::LeftButton, {}, at(180, 120));
    EXPECT_TRUE(until([&] { return document().options().sizeMm > 0; })) << window().banner()->text().toStdString();
    EXPECT_NE(document().chosen()->volume, before) << "everything has the true size";
}

TEST_F(DesktopTest, ANewInputIsFittedIntoTheViews) {
    launch();
    play(recordedRun());
    viewer::SceneView* view = window().solid()->view();
    if (!view->hasOpenGl()) GTEST_SKIP() << "no OpenGL here";
    const auto difference = [](const Image& a, const Image& b) {
        int sum = 0;
        for (size_t i = 0; i < a.data.size(); ++i) sum += std::abs(a.data[i].g - b.data[i].g);
        return static_cast<double>(sum) / static_cast<double>(a.data.size());
    };
    const Image fitted = view->screenshot(160, 120);
    QWidget* canvas = nullptr;
    for (QWidget* inner : view->findChildren<QWidget*>())
        if (inner->inherits("QOpenGLWidget")) canvas = inner;
    ASSERT_NE(canvas, nullptr);
    for (int i = 0; i < 8; ++i) {
        QWheelEvent wheel(canvas->rect().center(), canvas->mapToGlobal(canvas->rect().center()), {}, {0, 120},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas, &wheel);
    }
    EXPECT_GT(difference(fitted, view->screenshot(160, 120)), 5.0) << "zoomed by hand";
    keys("Ctrl+W");
    play(recordedRun());
    EXPECT_LT(difference(fitted, view->screenshot(160, 120)), 1.0);
    EXPECT_EQ(window().focusWidget(), window().gallery()) << "arrow keys choose";
}

TEST_F(DesktopTest, ThemesChangeTheWholeWindow) {
    launch();
    play(recordedRun());
    keys("Alt+2");
    EXPECT_FALSE(widgets::themeIsDark());
    const QImage light = window().grab().toImage();
    keys("Alt+3");
    EXPECT_TRUE(widgets::themeIsDark());
    const QImage dark = window().grab().toImage();
    EXPECT_GT(light.pixelColor(3, 300).lightness(), dark.pixelColor(3, 300).lightness() + 100);
}

TEST_F(DesktopTest, TheKeyboardAloneIsEnough) {
    launch();
    const std::string file = (folder / ("run" + std::string(kRecordingSuffix))).string();
    saveRecording(recordedRun(), file);
    program->context().ask.openFiles = [file](const QString&, const QString&) {
        return QStringList{QString::fromStdString(file)};
    };
    keys("Ctrl+O");
    ASSERT_TRUE(untilPhase(RunPhase::Finished));
    const auto done = [&] { return window().runStrip()->stageText() == "Done"; };
    ASSERT_TRUE(until(done)) << "the window follows the document a little later";
    keys("Ctrl+R");
    ASSERT_TRUE(until([&] { return document().run().active(); }));
    ASSERT_TRUE(untilPhase(RunPhase::Finished));
    ASSERT_TRUE(until(done));
    keys("Ctrl+Right");
    EXPECT_EQ(document().chosenSlot(), 1);
    keys("F11");
    EXPECT_NE(window().deck()->maximised(), nullptr);
    keys("F11");
    answerSave(path("keys.step"));
    keys("Ctrl+E");
    EXPECT_TRUE(until([&] { return std::filesystem::exists(folder / "keys.step"); }));
    std::set<QWidget*> reached;
    for (int i = 0; i < 120; ++i) {
        QTest::keyClick(window().focusWidget() ? window().focusWidget() : &window(), Qt::Key_Tab);
        if (QWidget* focus = window().focusWidget()) reached.insert(focus);
    }
    EXPECT_TRUE(reached.contains(window().gallery()));
    EXPECT_TRUE(reached.contains(window().denoise()->slider()));
    EXPECT_GT(reached.size(), 25u);
    for (const QWidget* widget : reached)
        EXPECT_FALSE(widget->accessibleName().isEmpty())
            << widget->metaObject()->className() << " " << widget->objectName().toStdString();
}

}  // namespace
}  // namespace img2cadseq::test
