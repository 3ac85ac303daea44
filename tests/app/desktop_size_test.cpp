// A true size and a unit, once they are said, hold everywhere.

#include <QLabel>

#include "app/desktop_fixture.h"
#include "core/file.h"
#include "widgets/cloud_pane.h"
#include "widgets/denoise_pane.h"
#include "widgets/feature_tree.h"
#include "widgets/options_panel.h"
#include "widgets/size_field.h"
#include "widgets/solid_pane.h"

namespace img2cadseq::test {
namespace {

double difference(const Image& a, const Image& b) {
    int sum = 0;
    for (size_t i = 0; i < a.data.size(); ++i) sum += std::abs(a.data[i].g - b.data[i].g);
    return static_cast<double>(sum) / static_cast<double>(a.data.size());
}

TEST_F(DesktopTest, ARealSizeReachesEveryView) {
    launch();
    play(recordedRun());
    const auto step = static_cast<size_t>(window().denoise()->step());
    ASSERT_TRUE(until([&] { return document().preview(step) != nullptr; }));
    if (!window().solid()->view()->hasOpenGl()) GTEST_SKIP() << "no OpenGL here";
    QTest::qWait(0);
    const std::pair<viewer::SceneView*, Image> before[] = {
        {window().coarse()->view(), window().coarse()->view()->screenshot(160, 120)},
        {window().refined()->view(), window().refined()->view()->screenshot(160, 120)},
        {window().denoise()->view(), window().denoise()->view()->screenshot(160, 120)}};
    document().setRealSize(40);
    for (const auto& [view, picture] : before)
        EXPECT_TRUE(until([&] { return difference(picture, view->screenshot(160, 120)) > 0.5; }))
            << view->accessibleName().toStdString();
    EXPECT_TRUE(until([&] { return document().preview(step) != nullptr; }));
    EXPECT_NEAR(document().preview(step)->box().longestSide(), 40, 1e-3);
}

TEST_F(DesktopTest, InchesReachTheNoteTheConstructionAndTheMeasures) {
    launch();
    play(recordedRun());
    ASSERT_TRUE(until([&] { return document().analysis(0) != nullptr; }));
    widgets::SolidPane* solid = window().solid();
    const auto* note = solid->findChild<QLabel*>("paneNote");
    EXPECT_TRUE(note->text().contains(" mm, ")) << note->text().toStdString();
    window().options()->sizeField()->setInches(true);
    EXPECT_TRUE(note->text().startsWith("3.937 x ")) << note->text().toStdString();
    EXPECT_TRUE(note->text().contains(" in, ")) << note->text().toStdString();
    EXPECT_TRUE(solid->tree()->topLevelItem(0)->text(0).endsWith(" in"));
    for (QWidget* canvas : solid->view()->findChildren<QWidget*>()) {
        if (!canvas->inherits("QOpenGLWidget")) continue;
        keys("L");
        const QPoint middle = canvas->rect().center();
        QTest::mouseClick(canvas, Qt::LeftButton, {}, middle + QPoint(-30, 30));
        QTest::mouseClick(canvas, Qt::LeftButton, {}, middle + QPoint(30, 30));
        EXPECT_TRUE(solid->measureText().endsWith(" in")) << solid->measureText().toStdString();
    }
}

TEST_F(DesktopTest, WhatIsDraggedOutIsOfThePresentSchemaAndUnit) {
    launch();
    play(recordedRun());
    const auto dragged = [&] { return readFile(program->exports().temporaryStep(document().chosen()).toStdString()); };
    const std::string plain = dragged();
    EXPECT_EQ(plain.find("AP242"), std::string::npos);
    ReconstructOptions options = document().options();
    options.schema = "ap242";
    document().setOptions(options);
    const std::string later = dragged();
    EXPECT_NE(later.find("AP242"), std::string::npos);
    EXPECT_EQ(later.find("INCH"), std::string::npos);
    window().options()->sizeField()->setInches(true);
    EXPECT_NE(dragged().find("INCH"), std::string::npos);
}

}  // namespace
}  // namespace img2cadseq::test
