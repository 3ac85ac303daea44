#include "widgets/icon.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <mutex>

#include "widgets/theme.h"

/// The resources are in a static library: outside any namespace, as Qt asks.
static void loadResources() { Q_INIT_RESOURCE(resources); }

namespace img2cadseq::widgets {
namespace {

QPixmap rendered(const QString& name, const QSize& pixels, const QColor& colour) {
    const QString key = QString("icon %1 %2x%3 %4")
                            .arg(name)
                            .arg(pixels.width())
                            .arg(pixels.height())
                            .arg(colour.name(QColor::HexArgb));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QFile file(":/icons/" + name + ".svg");
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray text = file.readAll();
        text.replace("currentColor", colour.name().toUtf8());
        QSvgRenderer renderer(text);
        QPainter painter(&pixmap);
        const int side = qMin(pixels.width(), pixels.height());
        renderer.render(&painter, QRectF((pixels.width() - side) / 2.0, (pixels.height() - side) / 2.0, side, side));
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class TintedEngine : public QIconEngine {
public:
    explicit TintedEngine(QString name) : name_(std::move(name)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, rendered(name_, rect.size() * ratio, colourOf(mode, state)));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return rendered(name_, size, colourOf(mode, state));
    }
    QIconEngine* clone() const override { return new TintedEngine(name_); }

private:
    static QColor colourOf(QIcon::Mode mode, QIcon::State state) {
        const ThemeColours& colours = themeColours();
        if (mode == QIcon::Disabled) return themeIsDark() ? colours.faint.darker(170) : colours.faint.lighter(170);
        if (mode == QIcon::Selected) return colours.onAccent;
        return state == QIcon::On ? colours.accent : colours.text;
    }

    QString name_;
};

}  // namespace

void loadIcons() {
    static std::once_flag once;
    std::call_once(once, loadResources);
}

QIcon themedIcon(const QString& name) {
    loadIcons();
    return QIcon(new TintedEngine(name));
}

QPixmap iconPixmap(const QString& name, int size, const QColor& colour, qreal ratio) {
    QPixmap pixmap = rendered(name, QSize(size, size) * ratio, colour);
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

}  // namespace img2cadseq::widgets
