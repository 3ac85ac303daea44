#include "widgets/gallery_delegate.h"

#include <QPainter>
#include <QPainterPath>

#include "widgets/gallery_model.h"
#include "widgets/icon.h"
#include "widgets/theme.h"

namespace img2cadseq::widgets {
namespace {

void paintPicture(QPainter& painter, const QRectF& place, const QModelIndex& index) {
    const ThemeColours& colours = themeColours();
    const auto image = index.data(GalleryModel::ThumbnailRole).value<QImage>();
    QPainterPath clip;
    clip.addRoundedRect(place, 4, 4);
    painter.save();
    painter.setClipPath(clip);
    painter.fillRect(place, colours.base);
    if (!image.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(place, image);
    }
    painter.restore();
    if (index.data(GalleryModel::ValidRole).toBool()) return;
    painter.setPen(colours.faint);
    painter.drawText(place.adjusted(6, 4, -6, -4), Qt::AlignCenter | Qt::TextWordWrap, GalleryDelegate::tr("no solid"));
}

void paintRank(QPainter& painter, const QRectF& picture, int rank) {
    const ThemeColours& colours = themeColours();
    const QString text = QString::number(rank);
    const double width = painter.fontMetrics().horizontalAdvance(text) + 10;
    const QRectF badge(picture.left() + 4, picture.top() + 4, std::max(width, 18.0), 18);
    painter.setPen(Qt::NoPen);
    painter.setBrush(rank == 1 ? colours.accent : colours.raised);
    painter.drawRoundedRect(badge, 9, 9);
    painter.setPen(rank == 1 ? colours.onAccent : colours.text);
    painter.drawText(badge, Qt::AlignCenter, text);
}

void paintIcon(QPainter& painter, const QPointF& at, const QString& name, const QColor& colour) {
    painter.drawPixmap(at, iconPixmap(name, 14, colour, painter.device()->devicePixelRatioF()));
}

/// Score as a bar: 0 empty, 1 full.
void paintScore(QPainter& painter, const QRectF& place, double score) {
    const ThemeColours& colours = themeColours();
    const QRectF bar(place.left(), place.center().y() - 2, place.width() - 38, 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.border);
    painter.drawRoundedRect(bar, 2, 2);
    painter.setBrush(colours.accent);
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(bar.width() * std::clamp(score, 0.0, 1.0), 4)), 2, 2);
    painter.setPen(colours.text);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, QString::number(score, 'f', 3));
}

}  // namespace

void GalleryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColours& colours = themeColours();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QRectF card = QRectF(option.rect.topLeft(), kCard).adjusted(3, 3, -3, -3);
    painter->setBrush(hovered || selected ? colours.raised : colours.panel);
    painter->setPen(QPen(selected ? colours.accent : colours.border, selected ? 2 : 1));
    painter->drawRoundedRect(card, 6, 6);

    const QRectF picture(card.left() + 5, card.top() + 5, card.width() - 10, kPicture.height());
    QFont small = option.font;
    small.setPointSizeF(small.pointSizeF() * 0.88);
    painter->setFont(small);
    paintPicture(*painter, picture, index);
    paintRank(*painter, picture, index.data(GalleryModel::RankRole).toInt());
    double right = picture.right() - 18;
    if (index.data(GalleryModel::PinnedRole).toBool()) {
        paintIcon(*painter, {right, picture.top() + 5}, "pinned", colours.warn);
        right -= 17;
    }
    if (index.data(GalleryModel::ComparedRole).toBool())
        paintIcon(*painter, {right, picture.top() + 5}, "compare", colours.accent);

    const double line = painter->fontMetrics().height();
    QRectF row(picture.left() + 1, picture.bottom() + 3, picture.width() - 2, line);
    paintScore(*painter, row, index.data(GalleryModel::ScoreRole).toDouble());
    row.translate(0, line);
    const bool valid = index.data(GalleryModel::ValidRole).toBool();
    paintIcon(*painter, {row.left(), row.center().y() - 7}, valid ? "check" : "cross",
              valid ? colours.good : colours.bad);
    const QString seed = "#" + index.data(GalleryModel::SeedRole).toString();
    const double seedWidth = painter->fontMetrics().horizontalAdvance(seed);
    painter->setPen(colours.faint);
    painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, seed);
    painter->setPen(valid ? colours.text : colours.faint);
    const QRectF sourceRow = row.adjusted(18, 0, -seedWidth - 4, 0);
    painter->drawText(sourceRow, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data(GalleryModel::SourceRole).toString(), Qt::ElideRight,
                                                        static_cast<int>(sourceRow.width())));
    painter->restore();
}

QSize GalleryDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return kCard; }

}  // namespace img2cadseq::widgets
