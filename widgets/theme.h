#pragma once
// Colours of the window, light and dark. Everything that paints itself asks here; changing the theme sends every widget
// a palette change, so nothing else need be told.

#include <QColor>
#include <QString>

namespace img2cadseq::widgets {

enum class ThemeChoice { System, Light, Dark };

struct ThemeColours {
    QColor window, panel, base, raised, border, text, faint, accent, onAccent, good, warn, bad;
    QColor level[3];  ///< of the three levels of the code tree: blocks, loops, curves
};

/// Style, palette and style sheet of the whole application.
void applyTheme(ThemeChoice choice);
bool themeIsDark();
const ThemeColours& themeColours();

/// "system", "light", "dark", as settings keep it; unknown words give System.
QString themeName(ThemeChoice choice);
ThemeChoice themeOf(const QString& name);

}  // namespace img2cadseq::widgets
