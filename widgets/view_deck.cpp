#include "widgets/view_deck.h"

#include <QDataStream>
#include <QIODevice>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/view_pane.h"

namespace img2cadseq::widgets {
namespace {

constexpr int kHandle = 6;

}  // namespace

ViewDeck::ViewDeck(QWidget* parent) : QWidget(parent), column_(new QSplitter(Qt::Vertical, this)) {
    column_->setHandleWidth(kHandle);
    column_->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(column_);
}

void ViewDeck::addRow(const std::vector<ViewPane*>& panes, const std::vector<int>& widths, int stretch) {
    auto* row = new QSplitter(Qt::Horizontal, column_);
    row->setHandleWidth(kHandle);
    row->setChildrenCollapsible(false);
    for (size_t i = 0; i < panes.size(); ++i) {
        ViewPane* pane = panes[i];
        row->addWidget(pane);
        row->setStretchFactor(static_cast<int>(i), widths[i]);
        panes_.push_back(pane);
        places_.push_back({row, static_cast<int>(i)});
        connect(pane, &ViewPane::maximiseClicked, this, [this, pane] { toggleMaximised(pane); });
        connect(pane, &ViewPane::floatClicked, this, [this, pane] { toggleFloating(pane); });
        connect(pane, &ViewPane::hideClicked, this, [this, pane] { setPaneHidden(pane, true); });
    }
    QList<int> sizes;
    for (const int width : widths) sizes << width * 100;
    row->setSizes(sizes);
    column_->addWidget(row);
    column_->setStretchFactor(static_cast<int>(rows_.size()), stretch);
    rows_.push_back(row);
    heights_ << stretch * 100;
    column_->setSizes(heights_);
}

ViewDeck::Place& ViewDeck::placeOf(const ViewPane* pane) {
    return places_[static_cast<size_t>(std::find(panes_.begin(), panes_.end(), pane) - panes_.begin())];
}
const ViewDeck::Place& ViewDeck::placeOf(const ViewPane* pane) const {
    return places_[static_cast<size_t>(std::find(panes_.begin(), panes_.end(), pane) - panes_.begin())];
}

bool ViewDeck::isHidden(const ViewPane* pane) const { return placeOf(pane).hidden; }
bool ViewDeck::isFloating(const ViewPane* pane) const { return placeOf(pane).floating; }

void ViewDeck::toggleMaximised(ViewPane* pane) {
    maximised_ = maximised_ == pane ? nullptr : pane;
    if (maximised_) placeOf(pane).hidden = false;
    arrange();
}

void ViewDeck::setPaneHidden(ViewPane* pane, bool hidden) {
    placeOf(pane).hidden = hidden;
    if (maximised_ == pane || !hidden) maximised_ = nullptr;
    arrange();
}

void ViewDeck::toggleFloating(ViewPane* pane) {
    Place& place = placeOf(pane);
    place.floating = !place.floating;
    if (place.floating) {
        if (maximised_ == pane) maximised_ = nullptr;
        const QSize size = pane->size().expandedTo({480, 360});
        pane->setParent(window(), Qt::Window);
        pane->setWindowTitle(pane->title());
        pane->resize(size);
    } else {
        pane->setParent(nullptr);
        pane->setWindowFlags(Qt::Widget);
        place.row->insertWidget(std::min(place.index, place.row->count()), pane);
    }
    pane->setFloating(place.floating);
    pane->show();
    arrange();
}

void ViewDeck::showAll() {
    maximised_ = nullptr;
    for (size_t i = 0; i < panes_.size(); ++i) {
        places_[i].hidden = false;
        if (places_[i].floating) toggleFloating(panes_[i]);
    }
    arrange();
}

void ViewDeck::arrange() {
    for (size_t i = 0; i < panes_.size(); ++i) {
        ViewPane* pane = panes_[i];
        pane->setMaximised(pane == maximised_);
        if (places_[i].floating) continue;
        pane->setVisible(maximised_ ? pane == maximised_ : !places_[i].hidden);
    }
    for (QSplitter* row : rows_) {
        bool any = false;
        for (int i = 0; i < row->count(); ++i) any = any || !row->widget(i)->isHidden();
        row->setVisible(any);
    }
    Q_EMIT arrangementChanged();
}

QByteArray ViewDeck::saveState() const {
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << column_->saveState();
    for (const QSplitter* row : rows_) stream << row->saveState();
    for (const Place& place : places_) stream << place.hidden;
    return bytes;
}

void ViewDeck::restoreState(const QByteArray& state) {
    QDataStream stream(state);
    QByteArray part;
    stream >> part;
    column_->restoreState(part);
    for (QSplitter* row : rows_) {
        stream >> part;
        row->restoreState(part);
    }
    for (Place& place : places_) stream >> place.hidden;
    if (stream.status() != QDataStream::Ok)
        for (Place& place : places_) place.hidden = false;
    arrange();
}

}  // namespace img2cadseq::widgets
