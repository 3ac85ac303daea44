#pragma once
// The code tree while it is denoised: one cell a token, in bands of the three levels, the tokens of one element
// together.

#include <QWidget>
#include <vector>

#include "document/tokens.h"

namespace img2cadseq::widgets {

class TokenGrid : public QWidget {
    Q_OBJECT
public:
    explicit TokenGrid(QWidget* parent = nullptr);

    void setCells(std::vector<TokenCell> cells);
    const std::vector<TokenCell>& cells() const { return cells_; }
    int count(TokenState state) const;
    int cellAt(const QPointF& position) const;  ///< -1: beside them
    QRectF cellRect(int index) const { return places_[static_cast<size_t>(index)]; }

    QSize sizeHint() const override { return {280, 110}; }
    QSize minimumSizeHint() const override { return {120, 60}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void layOut();
    double place(double side);

    std::vector<TokenCell> cells_;
    std::vector<QRectF> places_;
    double bandTop_[3] = {};
};

}  // namespace img2cadseq::widgets
