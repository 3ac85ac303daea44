#include "widgets/photo_view.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>
#include <algorithm>

#include "widgets/picture.h"
#include "widgets/theme.h"

namespace img2cadseq::widgets {
namespace {

constexpr double kLargestZoom = 32.0;
constexpr double kSmallestBox = 4.0;  // pixels of the photograph

QRectF rectOf(const Box2& box) { return {QPointF(box.low.x, box.low.y), QPointF(box.high.x, box.high.y)}; }

/// Object pixels bare, the rest under a veil; a line of the accent between them.
QImage maskPicture(const Mask& mask, const QColor& veil, const QColor& line) {
    QImage image(mask.width, mask.height, QImage::Format_ARGB32_Premultiplied);
    const QRgb outside = qPremultiply(veil.rgba()), border = qPremultiply(line.rgba());
    for (int y = 0; y < mask.height; ++y) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < mask.width; ++x) {
            if (mask.at(x, y) < 128) {
                row[x] = outside;
                continue;
            }
            const bool edge = x == 0 || y == 0 || x + 1 == mask.width || y + 1 == mask.height ||
                              mask.at(x - 1, y) < 128 || mask.at(x + 1, y) < 128 || mask.at(x, y - 1) < 128 ||
                              mask.at(x, y + 1) < 128;
            row[x] = edge ? border : 0;
        }
    }
    return image;
}

}  // namespace

PhotoView::PhotoView(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(120, 90);
    setAccessibleName(tr("Photograph"));
    setAccessibleDescription(tr("The photograph with mask and outline. Plus and minus zoom, 0 fits, arrows move."));
}

void PhotoView::setPhoto(const Image& photo) {
    const QSize before = photo_.size();
    photo_ = toQImage(photo);
    mask_ = {};
    maskLayer_ = {};
    outline_.clear();
    box_.reset();
    click_.reset();
    ruler_.reset();
    if (photo_.size() != before) fit();
    update();
}

void PhotoView::setMask(const Mask& mask) {
    mask_ = mask.width == photo_.width() && mask.height == photo_.height() ? mask : Mask{};
    renderMask();
    update();
}

void PhotoView::renderMask() {
    QColor veil = themeIsDark() ? QColor(8, 10, 14) : QColor(24, 28, 36);
    veil.setAlphaF(0.55f);
    maskLayer_ = mask_.empty() ? QImage() : maskPicture(mask_, veil, themeColours().accent);
}

void PhotoView::setOutline(std::vector<QPolygonF> lines) {
    outline_ = std::move(lines);
    update();
}

void PhotoView::setPrompts(const std::optional<Box2>& box, const std::optional<Vec2>& click) {
    box_ = box;
    click_ = click;
    update();
}

void PhotoView::setTool(PhotoTool tool) {
    if (tool == tool_) return;
    tool_ = tool;
    drag_ = Drag::None;
    stroke_.clear();
    setCursor(tool == PhotoTool::Look ? Qt::ArrowCursor : (painting() ? Qt::BlankCursor : Qt::CrossCursor));
    Q_EMIT toolChanged(tool);
    update();
}

void PhotoView::setBrushRadius(double pixels) {
    brushRadius_ = std::clamp(pixels, 1.0, 400.0);
    update();
}

void PhotoView::setMaskShown(bool shown) {
    maskShown_ = shown;
    update();
}

void PhotoView::setOutlineShown(bool shown) {
    outlineShown_ = shown;
    update();
}

void PhotoView::fit() {
    fitted_ = true;
    if (photo_.isNull() || width() < 2 || height() < 2) return;
    constexpr double margin = 8.0;
    zoom_ = std::min((width() - margin) / photo_.width(), (height() - margin) / photo_.height());
    origin_ = {(width() - zoom_ * photo_.width()) / 2, (height() - zoom_ * photo_.height()) / 2};
    update();
}

void PhotoView::zoomBy(double factor) { zoomAt(QPointF(width(), height()) / 2, factor); }

void PhotoView::zoomAt(const QPointF& widget, double factor) {
    const QPointF fixed = toPhoto(widget);
    zoom_ = std::clamp(zoom_ * factor, 0.02, kLargestZoom);
    origin_ = widget - fixed * zoom_;
    fitted_ = false;
    update();
}

QPointF PhotoView::toPhoto(const QPointF& widget) const { return (widget - origin_) / zoom_; }
QPointF PhotoView::toWidget(const QPointF& photo) const { return origin_ + photo * zoom_; }

void PhotoView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColours().base);
    if (photo_.isNull()) return;
    painter.save();
    painter.translate(origin_);
    painter.scale(zoom_, zoom_);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom_ < 4.0);
    painter.drawImage(0, 0, photo_);
    if (maskShown_ && !maskLayer_.isNull()) painter.drawImage(0, 0, maskLayer_);
    painter.restore();

    painter.setRenderHint(QPainter::Antialiasing);
    if (outlineShown_ && !outline_.empty()) {
        painter.setPen(QPen(QColor("#ffb02e"), 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        for (const QPolygonF& line : outline_) {
            QPolygonF moved;
            for (const QPointF& point : line) moved << toWidget(point);
            painter.drawPolyline(moved);
        }
    }
    paintPrompts(painter);
}

void PhotoView::paintPrompts(QPainter& painter) const {
    const QColor accent = themeColours().accent;
    painter.setPen(QPen(accent, 2));
    if (drag_ == Drag::Prompt && tool_ == PhotoTool::Box) {
        painter.drawRect(QRectF(start_, cursor_).normalized());
    } else if (box_) {
        const QRectF box = rectOf(*box_);
        painter.drawRect(QRectF(toWidget(box.topLeft()), toWidget(box.bottomRight())));
    }
    if (click_) {
        const QPointF at = toWidget({click_->x, click_->y});
        painter.setBrush(Qt::white);
        painter.drawEllipse(at, 5, 5);
        painter.setBrush(Qt::NoBrush);
    }
    std::optional<std::pair<QPointF, QPointF>> ruler;
    if (ruler_) ruler = {toWidget(ruler_->first), toWidget(ruler_->second)};
    if (drag_ == Drag::Prompt && tool_ == PhotoTool::Ruler) ruler = {start_, cursor_};
    if (ruler) {
        painter.drawLine(ruler->first, ruler->second);
        for (const QPointF& end : {ruler->first, ruler->second}) painter.drawEllipse(end, 4, 4);
    }
    if (!painting()) return;
    if (!stroke_.empty()) {
        QPainterPath path(toWidget({stroke_.front().x, stroke_.front().y}));
        for (const Vec2& point : stroke_) path.lineTo(toWidget({point.x, point.y}));
        QColor colour = tool_ == PhotoTool::MaskAdd ? themeColours().good : themeColours().bad;
        colour.setAlphaF(0.5f);
        painter.strokePath(path, QPen(colour, 2 * brushRadius_ * zoom_, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    }
    if (underMouse()) {
        painter.setPen(QPen(tool_ == PhotoTool::MaskAdd ? themeColours().good : themeColours().bad, 1.5));
        painter.drawEllipse(cursor_, brushRadius_ * zoom_, brushRadius_ * zoom_);
    }
}

void PhotoView::resizeEvent(QResizeEvent*) {
    if (fitted_) fit();
}

void PhotoView::wheelEvent(QWheelEvent* event) {
    const double turns = event->angleDelta().y() / 120.0;
    if (painting() && event->modifiers().testFlag(Qt::ControlModifier))
        setBrushRadius(brushRadius_ * std::pow(1.15, turns));
    else
        zoomAt(event->position(), std::pow(1.2, turns));
    event->accept();
}

void PhotoView::mousePressEvent(QMouseEvent* event) {
    if (photo_.isNull()) return;
    last_ = start_ = cursor_ = event->position();
    const bool pan = event->button() == Qt::MiddleButton || tool_ == PhotoTool::Look;
    drag_ = pan ? Drag::Pan : Drag::Prompt;
    if (pan) return;
    const QPointF at = toPhoto(event->position());
    if (painting()) stroke_ = {{at.x(), at.y()}};
    if (tool_ == PhotoTool::Ruler) ruler_.reset();
    update();
}

void PhotoView::mouseMoveEvent(QMouseEvent* event) {
    cursor_ = event->position();
    if (drag_ == Drag::Pan) {
        origin_ += cursor_ - last_;
        fitted_ = fitted_ && cursor_ == last_;
    } else if (drag_ == Drag::Prompt && painting()) {
        const QPointF at = toPhoto(cursor_);
        stroke_.push_back({at.x(), at.y()});
    }
    last_ = cursor_;
    if (drag_ != Drag::None || painting()) update();
}

void PhotoView::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = std::exchange(drag_, Drag::None);
    cursor_ = event->position();
    update();
    if (drag != Drag::Prompt) return;
    const QPointF from = toPhoto(start_), to = toPhoto(cursor_);
    if (painting()) {
        Q_EMIT strokePainted({std::exchange(stroke_, {}), brushRadius_, tool_ == PhotoTool::MaskAdd, ++strokes_});
        return;
    }
    const QRectF all(QPointF(0, 0), QSizeF(photo_.size()));
    const QRectF box = QRectF(from, to).normalized().intersected(all);
    if (tool_ == PhotoTool::Box && box.width() >= kSmallestBox && box.height() >= kSmallestBox) {
        box_ = Box2{{box.left(), box.top()}, {box.right(), box.bottom()}};
        Q_EMIT boxDrawn(*box_);
    } else if (tool_ == PhotoTool::Click && all.contains(to)) {
        click_ = Vec2{to.x(), to.y()};
        Q_EMIT clicked(*click_);
    } else if (tool_ == PhotoTool::Ruler && QLineF(from, to).length() >= kSmallestBox) {
        ruler_ = {from, to};
        Q_EMIT rulerDrawn({from.x(), from.y()}, {to.x(), to.y()});
    }
}

void PhotoView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (tool_ == PhotoTool::Look && event->button() == Qt::LeftButton) fit();
}

void PhotoView::keyPressEvent(QKeyEvent* event) {
    constexpr double step = 32.0;
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal: zoomBy(1.25); break;
        case Qt::Key_Minus: zoomBy(0.8); break;
        case Qt::Key_0: fit(); break;
        case Qt::Key_BracketLeft: setBrushRadius(brushRadius_ / 1.25); break;
        case Qt::Key_BracketRight: setBrushRadius(brushRadius_ * 1.25); break;
        case Qt::Key_Left: origin_.rx() += step; break;
        case Qt::Key_Right: origin_.rx() -= step; break;
        case Qt::Key_Up: origin_.ry() += step; break;
        case Qt::Key_Down: origin_.ry() -= step; break;
        case Qt::Key_Escape: setTool(PhotoTool::Look); break;
        default: QWidget::keyPressEvent(event); return;
    }
    update();
}

void PhotoView::leaveEvent(QEvent*) { update(); }

}  // namespace img2cadseq::widgets
