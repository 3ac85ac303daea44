#pragma once
// One candidate of the gallery as a card: picture, rank, score, source, gate, seed.

#include <QStyledItemDelegate>

namespace img2cadseq::widgets {

class GalleryDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static constexpr QSize kPicture{132, 92};  ///< logical pixels
    static constexpr QSize kCard{148, 134};

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace img2cadseq::widgets
