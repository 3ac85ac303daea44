#include "widgets/gallery.h"

#include <QDrag>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>

#include "widgets/gallery_delegate.h"
#include "widgets/gallery_model.h"
#include "widgets/theme.h"

namespace img2cadseq::widgets {

Gallery::Gallery(GalleryModel* model, QWidget* parent) : QListView(parent) {
    setModel(model);
    setItemDelegate(new GalleryDelegate(this));
    setFlow(LeftToRight);
    setWrapping(false);
    setUniformItemSizes(true);
    setSelectionMode(SingleSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setMinimumHeight(GalleryDelegate::kCard.height() + style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 2);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Candidates"));
    setAccessibleDescription(tr("Candidates in rank order. Arrow keys choose one."));
}

void Gallery::select(int slot) {
    const QModelIndex at = static_cast<GalleryModel*>(model())->indexOf(slot);
    silent_ = true;
    if (at.isValid())
        setCurrentIndex(at);
    else
        selectionModel()->clear();
    silent_ = false;
}

int Gallery::selectedSlot() const {
    return currentIndex().isValid() ? currentIndex().data(GalleryModel::SlotRole).toInt() : -1;
}

void Gallery::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    if (!silent_ && current.isValid()) Q_EMIT chosen(current.data(GalleryModel::SlotRole).toInt());
}

void Gallery::paintEvent(QPaintEvent* event) {
    QListView::paintEvent(event);
    if (model()->rowCount() > 0) return;
    QPainter painter(viewport());
    painter.setPen(themeColours().faint);
    painter.drawText(viewport()->rect().adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Candidates appear here as they are found, best first."));
}

void Gallery::resizeEvent(QResizeEvent* event) {
    setWrapping(height() > 2 * GalleryDelegate::kCard.height());
    QListView::resizeEvent(event);
}

void Gallery::startDrag(Qt::DropActions actions) {
    const QModelIndexList chosenNow = selectedIndexes();
    QMimeData* data = chosenNow.isEmpty() ? nullptr : model()->mimeData(chosenNow);
    if (!data) return;
    auto* drag = new QDrag(this);
    drag->setMimeData(data);
    const auto picture = chosenNow.front().data(GalleryModel::ThumbnailRole).value<QImage>();
    if (!picture.isNull()) drag->setPixmap(QPixmap::fromImage(picture.scaledToWidth(96, Qt::SmoothTransformation)));
    drag->exec(actions, Qt::CopyAction);
}

}  // namespace img2cadseq::widgets
