// Both themes can be read, and every icon that the window names is there.

#include "widgets/theme.h"

#include <QApplication>
#include <QImage>
#include <QUndoStack>
#include <cmath>

#include <gtest/gtest.h>

#include "widgets/gallery.h"
#include "widgets/icon.h"
#include "widgets/main_window.h"
#include "widgets/options_panel.h"
#include "widgets/photo_pane.h"
#include "widgets/window_actions.h"

namespace img2cadseq::test {
namespace {

using namespace widgets;

/// WCAG 2 contrast ratio.
double contrast(const QColor& a, const QColor& b) {
    const auto luminance = [](const QColor& c) {
        const auto part = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
        return 0.2126 * part(c.redF()) + 0.7152 * part(c.greenF()) + 0.0722 * part(c.blueF());
    };
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(Theme, TextCanBeReadOnEveryGround) {
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        applyTheme(choice);
        const ThemeColours& c = themeColours();
        for (const QColor& ground : {c.window, c.panel, c.base, c.raised}) {
            EXPECT_GE(contrast(c.text, ground), 7.0) << themeName(choice).toStdString();
            EXPECT_GE(contrast(c.faint, ground), 4.5) << themeName(choice).toStdString();
            for (const QColor& colour : {c.good, c.bad, c.accent})
                EXPECT_GE(contrast(colour, ground), 3.0) << themeName(choice).toStdString();
        }
        EXPECT_GE(contrast(c.onAccent, c.accent), 4.5);
    }
    applyTheme(ThemeChoice::Light);
}

TEST(Theme, NamesAreReadBack) {
    for (const ThemeChoice choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark})
        EXPECT_EQ(themeOf(themeName(choice)), choice);
}

bool isBlank(const QPixmap& pixmap) {
    const QImage image = pixmap.toImage();
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).alpha() > 40) return false;
    return true;
}

TEST(Icons, EveryActionOfTheToolBarsHasOne) {
    QUndoStack undo;
    MainWindow window(&undo);
    int seen = 0;
    for (const QAction* action : window.findChildren<QAction*>()) {
        if (action->icon().isNull()) continue;
        EXPECT_FALSE(isBlank(action->icon().pixmap(24, 24))) << action->text().toStdString();
        ++seen;
    }
    EXPECT_GT(seen, 30);
}

TEST(Actions, NoTwoHaveTheSameShortcut) {
    QUndoStack undo;
    MainWindow window(&undo);
    std::map<QString, QString> taken;
    for (const QAction* action : window.findChildren<QAction*>()) {
        const QString keys = action->shortcut().toString();
        if (keys.isEmpty()) continue;
        EXPECT_TRUE(taken.emplace(keys, action->text()).second)
            << keys.toStdString() << ": " << action->text().toStdString() << " and " << taken[keys].toStdString();
    }
    EXPECT_GT(taken.size(), 50u);
}

TEST(Actions, EveryShortcutOfTheWindowIsListed) {
    QUndoStack undo;
    MainWindow window(&undo);
    QStringList listed;
    for (const auto& [heading, actions] : window.actions().groups())
        for (const QAction* action : actions) listed << action->shortcut().toString();
    for (const QAction* action : window.findChildren<QAction*>())
        if (const QString keys = action->shortcut().toString(); !keys.isEmpty()) {
            EXPECT_TRUE(listed.contains(keys)) << keys.toStdString();
        }
    for (const auto* button : window.findChildren<QAbstractButton*>()) {
        const auto* tool = qobject_cast<const QToolButton*>(button);
        if (tool && tool->defaultAction()) continue;
        const QString keys = button->shortcut().toString();
        EXPECT_TRUE(keys.isEmpty() || button->text().contains('&')) << keys.toStdString() << " is listed nowhere";
    }
}

TEST(Actions, ARightClickOnACandidateOffersWhatCanBeDoneWithIt) {
    QUndoStack undo;
    MainWindow window(&undo);
    const Gallery* gallery = window.gallery();
    EXPECT_EQ(gallery->contextMenuPolicy(), Qt::ActionsContextMenu);
    const WindowActions& actions = window.actions();
    for (QAction* action : {actions.exportStep, actions.rerun, actions.pin, actions.compare})
        EXPECT_TRUE(gallery->actions().contains(action)) << action->text().toStdString();
}

TEST(Actions, OtherOptionsUnfoldByTheirShortcut) {
    QUndoStack undo;
    MainWindow window(&undo);
    auto* other = window.options()->findChild<QWidget*>("option-schema");
    ASSERT_TRUE(other);
    EXPECT_TRUE(other->parentWidget()->isHidden());
    window.actions().moreOptions->trigger();
    EXPECT_FALSE(other->parentWidget()->isHidden());
}

TEST(Icons, FollowTheTheme) {
    applyTheme(ThemeChoice::Light);
    const QIcon icon = themedIcon("open");
    const QImage light = icon.pixmap(24, 24).toImage();
    applyTheme(ThemeChoice::Dark);
    EXPECT_NE(icon.pixmap(24, 24).toImage(), light);
    applyTheme(ThemeChoice::Light);
}

}  // namespace
}  // namespace img2cadseq::test
