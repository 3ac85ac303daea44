#include "widgets/token_grid.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "widgets/theme.h"

namespace img2cadseq::widgets {
namespace {

constexpr double kLabel = 46.0, kBandGap = 7.0, kElementGap = 3.0, kMargin = 8.0;
constexpr double kSmallest = 3.0, kLargest = 16.0;

QString words(TokenState state) {
    switch (state) {
        case TokenState::Masked: return TokenGrid::tr("masked");
        case TokenState::Fresh: return TokenGrid::tr("new in this step");
        case TokenState::Settled: return TokenGrid::tr("settled");
        case TokenState::Padding: break;
    }
    return TokenGrid::tr("not used");
}

QString words(TokenLevel level) {
    switch (level) {
        case TokenLevel::Block: return TokenGrid::tr("Blocks");
        case TokenLevel::Loop: return TokenGrid::tr("Loops");
        case TokenLevel::Curve: break;
    }
    return TokenGrid::tr("Curves");
}

}  // namespace

TokenGrid::TokenGrid(QWidget* parent) : QWidget(parent) { setAccessibleName(tr("Tokens of the code tree")); }

void TokenGrid::setCells(std::vector<TokenCell> cells) {
    cells_ = std::move(cells);
    std::stable_sort(cells_.begin(), cells_.end(), [](const TokenCell& a, const TokenCell& b) {
        return std::tie(a.level, a.row, a.column) < std::tie(b.level, b.row, b.column);
    });
    layOut();
    setAccessibleDescription(tr("%1 masked, %2 new, %3 settled")
                                 .arg(count(TokenState::Masked))
                                 .arg(count(TokenState::Fresh))
                                 .arg(count(TokenState::Settled)));
    update();
}

int TokenGrid::count(TokenState state) const {
    return static_cast<int>(
        std::count_if(cells_.begin(), cells_.end(), [state](const TokenCell& cell) { return cell.state == state; }));
}

/// Places all cells, `side` wide; an element's tokens stay on one line. Returns the height needed.
double TokenGrid::place(double side) {
    places_.assign(cells_.size(), {});
    const double left = kMargin + kLabel, right = width() - kMargin;
    double x = left, y = kMargin;
    for (size_t i = 0; i < cells_.size();) {
        size_t end = i;
        while (end < cells_.size() && cells_[end].level == cells_[i].level && cells_[end].row == cells_[i].row) ++end;
        const bool newLevel = i == 0 || cells_[i].level != cells_[i - 1].level;
        const double width = static_cast<double>(end - i) * side;
        if (newLevel && i > 0) y += side + kBandGap;
        if (newLevel) bandTop_[static_cast<int>(cells_[i].level)] = y;
        if (!newLevel && x + width > right) y += side + 1;
        if (newLevel || x + width > right) x = left;
        for (; i < end; ++i, x += side) places_[i] = {x, y, side - 1, side - 1};
        x += kElementGap;
    }
    return y + side + kMargin;
}

/// The largest cells with which all levels fit.
void TokenGrid::layOut() {
    double side = kLargest;
    while (place(side) > height() && side > kSmallest) side -= 0.5;
}

int TokenGrid::cellAt(const QPointF& position) const {
    const auto found =
        std::find_if(places_.begin(), places_.end(), [&](const QRectF& place) { return place.contains(position); });
    return found == places_.end() ? -1 : static_cast<int>(found - places_.begin());
}

void TokenGrid::paintEvent(QPaintEvent*) {
    const ThemeColours& colours = themeColours();
    QPainter painter(this);
    painter.fillRect(rect(), colours.base);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.setFont(small);
    for (size_t i = 0; i < cells_.size(); ++i) {
        const TokenCell& cell = cells_[i];
        const int level = static_cast<int>(cell.level);
        if (i == 0 || cells_[i - 1].level != cell.level) {
            painter.setPen(colours.level[level]);
            painter.drawText(QRectF(kMargin, bandTop_[level] - 2, kLabel - 4, 16), Qt::AlignVCenter, words(cell.level));
        }
        painter.setPen(Qt::NoPen);
        switch (cell.state) {
            case TokenState::Masked: painter.setBrush(colours.border); break;
            case TokenState::Fresh: painter.setBrush(colours.warn); break;
            case TokenState::Settled: painter.setBrush(colours.level[level]); break;
            case TokenState::Padding:
                painter.setBrush(Qt::NoBrush);
                painter.setPen(QPen(colours.border, 0.7));
                break;
        }
        painter.drawRoundedRect(places_[i], 1.5, 1.5);
    }
}

void TokenGrid::resizeEvent(QResizeEvent*) { layOut(); }

bool TokenGrid::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int at = cellAt(help->pos());
    if (at < 0) {
        QToolTip::hideText();
        return true;
    }
    const TokenCell& cell = cells_[static_cast<size_t>(at)];
    QString text = tr("%1, element %2: %3").arg(words(cell.level)).arg(cell.row + 1).arg(words(cell.state));
    if (cell.state == TokenState::Fresh || cell.state == TokenState::Settled) text += tr(", code %1").arg(cell.token);
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

}  // namespace img2cadseq::widgets
