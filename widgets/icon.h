#pragma once
// Line icons of the resources, drawn in the theme's colour of the moment.

#include <QIcon>
#include <QString>

namespace img2cadseq::widgets {

/// Makes the resources known; themedIcon does so by itself.
void loadIcons();
/// ":/icons/NAME.svg", its currentColor replaced when it is painted: follows a change of theme by itself.
QIcon themedIcon(const QString& name);
/// The same once, at `size` logical pixels in `colour`.
QPixmap iconPixmap(const QString& name, int size, const QColor& colour, qreal ratio = 1.0);

}  // namespace img2cadseq::widgets
