#include "widgets/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyleFactory>

namespace img2cadseq::widgets {
namespace {

const ThemeColours kLight{.window = "#eef0f3",
                          .panel = "#f8f9fa",
                          .base = "#ffffff",
                          .raised = "#ffffff",
                          .border = "#d3d8de",
                          .text = "#1b2027",
                          .faint = "#5f6975",
                          .accent = "#1668d9",
                          .onAccent = "#ffffff",
                          .good = "#1c8a4c",
                          .warn = "#a86400",
                          .bad = "#c93a3a",
                          .level = {"#3b6fd4", "#1f9a8a", "#a5642a"}};
const ThemeColours kDark{.window = "#1a1d22",
                         .panel = "#22262c",
                         .base = "#15181c",
                         .raised = "#2c3138",
                         .border = "#383e47",
                         .text = "#e7eaee",
                         .faint = "#98a2ae",
                         .accent = "#5aa2ff",
                         .onAccent = "#0c1420",
                         .good = "#4cc38a",
                         .warn = "#f0b04a",
                         .bad = "#f27878",
                         .level = {"#7aa7f7", "#53c9b8", "#dd9a5e"}};
bool dark = false;

bool systemIsDark() {
    static const bool value = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    return value;
}

QPalette paletteOf(const ThemeColours& c) {
    QPalette p;
    p.setColor(QPalette::Window, c.window);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.base);
    p.setColor(QPalette::AlternateBase, c.panel);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::Button, c.raised);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::ToolTipBase, c.raised);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::PlaceholderText, c.faint);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.onAccent);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::Mid, c.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role,
                   QColor::fromRgbF((c.faint.redF() + c.window.redF()) / 2, (c.faint.greenF() + c.window.greenF()) / 2,
                                    (c.faint.blueF() + c.window.blueF()) / 2));
    return p;
}

constexpr const char* kSheet = R"(
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 4px; }
QMenuBar { background: @window; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; }
QMenuBar::item:selected, QMenu::item:selected { background: @accent; color: @onAccent; }
QMenu { background: @raised; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 24px; border-radius: 4px; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QToolBar { background: @window; border: 0; spacing: 2px; padding: 2px 6px; }
QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 3px; }
QToolButton:hover { background: @raised; border-color: @border; }
QToolButton:checked { background: @raised; border-color: @accent; }
QToolButton:focus, QPushButton:focus { border-color: @accent; }
QToolButton::menu-indicator { image: none; }
QPushButton { background: @raised; border: 1px solid @border; border-radius: 6px; padding: 5px 12px; }
QPushButton:hover { border-color: @accent; }
QPushButton:disabled { color: @faint; background: @window; }
QPushButton[primary="true"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[primary="true"]:disabled { background: @border; border-color: @border; color: @faint; }
QPlainTextEdit { background: @base; border: 1px solid @border; border-radius: 5px; }
QPlainTextEdit:focus { border-color: @accent; }
QListView, QTreeView { background: @base; border: 0; outline: 0; }
QTreeView::item { padding: 2px 0; }
QTreeView::item:selected { background: @accent; color: @onAccent; }
QProgressBar { background: @base; border: 1px solid @border; border-radius: 5px; height: 10px; text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }
QSplitter::handle { background: @window; }
QTabBar::tab { padding: 6px 12px; border: 0; border-bottom: 2px solid transparent; color: @faint; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabWidget::pane { border: 0; }
#pane, #card { background: @panel; border: 1px solid @border; border-radius: 7px; }
#paneHeader QToolButton { padding: 2px 1px; }
#paneHeader { background: transparent; border: 0; border-bottom: 1px solid @border; }
#faint { color: @faint; }
#title { font-weight: 600; }
#paneNote { color: @faint; }
#section { color: @faint; font-weight: 600; }
#hero { font-size: 22px; font-weight: 600; }
#banner { background: @raised; border: 1px solid @bad; border-left: 4px solid @bad; border-radius: 6px; }
#banner[kind="note"] { border-color: @border; border-left: 4px solid @accent; }
#drop { border: 2px dashed @border; border-radius: 12px; background: @panel; }
#drop[over="true"] { border-color: @accent; }
)";

QString sheetOf(const ThemeColours& c) {
    QString sheet = kSheet;
    const std::pair<const char*, QColor> names[] = {
        {"@onAccent", c.onAccent}, {"@accent", c.accent}, {"@window", c.window}, {"@panel", c.panel}, {"@base", c.base},
        {"@raised", c.raised},     {"@border", c.border}, {"@text", c.text},     {"@faint", c.faint}, {"@bad", c.bad}};
    for (const auto& [name, colour] : names) sheet.replace(name, colour.name());
    return sheet;
}

}  // namespace

void applyTheme(ThemeChoice choice) {
    const bool system = systemIsDark();  // before the palette is ours
    dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && system);
    QApplication::setStyle(QStyleFactory::create("Fusion"));
    QApplication::setPalette(paletteOf(themeColours()));
    qApp->setStyleSheet(sheetOf(themeColours()));
}

bool themeIsDark() { return dark; }

const ThemeColours& themeColours() { return dark ? kDark : kLight; }

QString themeName(ThemeChoice choice) {
    if (choice == ThemeChoice::System) return "system";
    return choice == ThemeChoice::Dark ? "dark" : "light";
}

ThemeChoice themeOf(const QString& name) {
    if (name == "light") return ThemeChoice::Light;
    return name == "dark" ? ThemeChoice::Dark : ThemeChoice::System;
}

}  // namespace img2cadseq::widgets
