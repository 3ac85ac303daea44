#pragma once
// The photograph with what is known of it: the mask, the candidate's outline. Zooms to the pixel, and takes a box, a
// click, brush strokes or two points of known distance from the user. All positions are in the photograph's pixels.

#include <QImage>
#include <QPolygonF>
#include <QWidget>
#include <optional>
#include <vector>

#include "document/edits.h"

namespace img2cadseq::widgets {

enum class PhotoTool { Look, Box, Click, MaskAdd, MaskRemove, Ruler };

class PhotoView : public QWidget {
    Q_OBJECT
public:
    explicit PhotoView(QWidget* parent = nullptr);

    void setPhoto(const Image& photo);  ///< fits it where the size changed; takes mask, outline and prompts away
    void setMask(const Mask& mask);     ///< of the photograph's size; empty: none
    void setOutline(std::vector<QPolygonF> lines);
    void setPrompts(const std::optional<Box2>& box, const std::optional<Vec2>& click);
    bool hasPhoto() const { return !photo_.isNull(); }
    QSize photoSize() const { return photo_.size(); }

    void setTool(PhotoTool tool);
    PhotoTool tool() const { return tool_; }
    void setBrushRadius(double pixels);
    double brushRadius() const { return brushRadius_; }
    void setMaskShown(bool shown);
    void setOutlineShown(bool shown);

    void fit();
    void zoomBy(double factor);  ///< about the middle
    double zoom() const { return zoom_; }
    QPointF toPhoto(const QPointF& widget) const;
    QPointF toWidget(const QPointF& photo) const;

    QSize sizeHint() const override { return {320, 240}; }

Q_SIGNALS:
    void boxDrawn(const img2cadseq::Box2& box);
    void clicked(const img2cadseq::Vec2& point);
    /// One stroke of the brush, at its end.
    void strokePainted(const img2cadseq::MaskStroke& stroke);
    void rulerDrawn(const img2cadseq::Vec2& from, const img2cadseq::Vec2& to);
    void toolChanged(img2cadseq::widgets::PhotoTool tool);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    enum class Drag { None, Pan, Prompt };
    void zoomAt(const QPointF& widget, double factor);
    void renderMask();
    void paintPrompts(QPainter& painter) const;
    bool painting() const { return tool_ == PhotoTool::MaskAdd || tool_ == PhotoTool::MaskRemove; }

    QImage photo_, maskLayer_;
    Mask mask_;
    std::vector<QPolygonF> outline_;
    std::optional<Box2> box_;
    std::optional<Vec2> click_;
    PhotoTool tool_ = PhotoTool::Look;
    double brushRadius_ = 12.0;
    bool maskShown_ = true, outlineShown_ = true, fitted_ = true;
    double zoom_ = 1.0;
    QPointF origin_;  ///< of the photograph in the widget
    Drag drag_ = Drag::None;
    QPointF last_, start_, cursor_;
    std::vector<Vec2> stroke_;
    int strokes_ = 0;
    std::optional<std::pair<QPointF, QPointF>> ruler_;
};

}  // namespace img2cadseq::widgets
