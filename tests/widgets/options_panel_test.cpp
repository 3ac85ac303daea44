// The options: every one of the table has its control, and what is typed reaches the run.

#include "widgets/options_panel.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

#include "widgets/size_field.h"

namespace img2cadseq::test {
namespace {

using widgets::OptionsPanel;

TEST(OptionsPanel, HasALabelledControlForEveryOptionOfTheTable) {
    OptionsPanel panel;
    ReconstructOptions options;
    OptionList table;
    table.add(options);
    std::set<QWidget*> buddies;
    std::set<QString> letters;
    for (const auto* label : panel.findChildren<QLabel*>()) {
        if (!label->buddy()) continue;
        buddies.insert(label->buddy());
        const int at = static_cast<int>(label->text().indexOf('&'));
        ASSERT_GE(at, 0) << label->text().toStdString() << " has no shortcut";
        EXPECT_TRUE(letters.insert(label->text().mid(at + 1, 1).toLower()).second) << label->text().toStdString();
    }
    for (const Option& option : table.all()) {
        auto* editor = panel.findChild<QWidget*>("option-" + QString::fromStdString(option.name()));
        ASSERT_TRUE(editor) << option.name();
        EXPECT_TRUE(buddies.contains(editor)) << option.name();
        const QWidget* named = editor->focusProxy() ? editor->focusProxy() : editor;
        EXPECT_FALSE(named->accessibleName().isEmpty()) << option.name();
    }
}

TEST(OptionsPanel, WhatIsTypedIsWhatRuns) {
    OptionsPanel panel;
    QSignalSpy changed(&panel, &OptionsPanel::optionsChanged);
    auto* samples = panel.findChild<QDoubleSpinBox*>("option-samples");
    samples->selectAll();
    QTest::keyClicks(samples, "17");
    QTest::keyClick(samples, Qt::Key_Return);
    EXPECT_EQ(panel.options().samples, 17);
    EXPECT_EQ(changed.count(), 1);
    samples->selectAll();
    QTest::keyClicks(samples, "100000");  // beyond the table's range
    QTest::keyClick(samples, Qt::Key_Return);
    EXPECT_LE(panel.options().samples, 256);
}

TEST(OptionsPanel, PresetsSetAndFollow) {
    OptionsPanel panel;
    auto* presets = panel.findChild<QComboBox*>("preset");
    EXPECT_EQ(presets->currentText().toStdString(), "Standard") << "the defaults";
    QTest::keyClick(presets, Qt::Key_Down);
    EXPECT_EQ(presets->currentText().toStdString(), "Thorough");
    EXPECT_GT(panel.options().samples, ReconstructOptions{}.samples);
    ReconstructOptions own;
    own.samples = 3;
    panel.setOptions(own);
    EXPECT_EQ(presets->currentText().toStdString(), "Own");
}

TEST(OptionsPanel, DiceChangesTheSeed) {
    OptionsPanel panel;
    std::set<int64_t> seeds;
    auto* dice = panel.findChild<QToolButton*>("dice");
    for (int i = 0; i < 5; ++i) {
        QTest::mouseClick(dice, Qt::LeftButton);
        seeds.insert(panel.options().seed);
    }
    EXPECT_GE(seeds.size(), 4u);
}

TEST(OptionsPanel, KeepsADeviceThatIsNotThere) {
    OptionsPanel panel;
    ReconstructOptions options;
    options.device = "cuda:3";
    panel.setOptions(options);
    panel.setDevices({{"auto", "Automatic"}, {"cpu", "Processor"}});
    EXPECT_EQ(panel.findChild<QComboBox*>("option-device")->currentData().toString().toStdString(), "cuda:3");
    EXPECT_EQ(panel.options().device, "cuda:3");
}

TEST(SizeField, SpeaksMillimetresWhateverTheUnit) {
    widgets::SizeField field;
    QSignalSpy changed(&field, &widgets::SizeField::changed);
    field.setMillimetres(50.8);
    EXPECT_EQ(changed.count(), 0);
    field.setInches(true);
    auto* value = field.findChild<QDoubleSpinBox*>();
    EXPECT_DOUBLE_EQ(value->value(), 2.0);
    value->selectAll();
    QTest::keyClicks(value, "3");
    QTest::keyClick(value, Qt::Key_Return);
    EXPECT_DOUBLE_EQ(field.millimetres(), 76.2);
    EXPECT_EQ(changed.count(), 1);
}

}  // namespace
}  // namespace img2cadseq::test
