#include "widgets/batch_list.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/icon.h"
#include "widgets/theme.h"

namespace img2cadseq::widgets {
namespace {

QString stateText(const BatchItem& item) {
    switch (item.state) {
        case BatchState::Waiting: return BatchList::tr("waiting");
        case BatchState::Running: return BatchList::tr("running, %1 %").arg(std::floor(100 * item.fraction));
        case BatchState::Done:
            return BatchList::tr("%1 solids, best score %2").arg(item.candidates).arg(item.score, 0, 'f', 3);
        case BatchState::Failed: return QString::fromStdString(item.what);
        case BatchState::Stopped: break;
    }
    if (item.candidates > 0) return BatchList::tr("stopped, %1 solids kept").arg(item.candidates);
    return BatchList::tr("stopped");
}

QIcon stateIcon(BatchState state) {
    switch (state) {
        case BatchState::Waiting: return themedIcon("clock");
        case BatchState::Running: return themedIcon("run");
        case BatchState::Done: return QIcon(iconPixmap("check", 16, themeColours().good));
        case BatchState::Failed: return QIcon(iconPixmap("cross", 16, themeColours().bad));
        case BatchState::Stopped: break;
    }
    return themedIcon("cancel");
}

}  // namespace

BatchList::BatchList(QWidget* parent)
    : QWidget(parent),
      list_(new QTreeWidget(this)),
      summary_(new QLabel(this)),
      start_(new QPushButton(tr("Run the &batch"), this)),
      stop_(new QPushButton(tr("&Stop"), this)),
      folder_(new QPushButton(tr("Results &to…"), this)) {
    list_->setColumnCount(2);
    list_->setHeaderLabels({tr("File"), tr("State")});
    list_->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setAccessibleName(tr("Batch"));
    summary_->setObjectName("faint");
    start_->setProperty("primary", true);
    stop_->setObjectName("stopBatch");
    stop_->setAccessibleName(tr("Stop the batch"));
    stop_->setToolTip(
        tr("End after the candidates under way and keep them; pressed again, at once. What waits stays."));
    auto* row = new QHBoxLayout;
    row->addWidget(summary_, 1);
    row->addWidget(folder_);
    row->addWidget(stop_);
    row->addWidget(start_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(list_, 1);
    column->addLayout(row);
    connect(start_, &QPushButton::clicked, this, &BatchList::startAsked);
    connect(stop_, &QPushButton::clicked, this, &BatchList::stopAsked);
    connect(folder_, &QPushButton::clicked, this, &BatchList::folderAsked);
    connect(list_, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        const BatchItem& at = items_[static_cast<size_t>(list_->indexOfTopLevelItem(item))];
        if (!at.folder.empty()) Q_EMIT resultChosen(QString::fromStdString(at.folder.string()));
    });
    auto* remove = new QShortcut(QKeySequence::Delete, list_, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, [this] {
        const int row = list_->indexOfTopLevelItem(list_->currentItem());
        if (row >= 0) Q_EMIT removeAsked(row);
    });
    setItems({});
}

void BatchList::setFolder(const QString& folder) { folder_->setToolTip(tr("Results go to %1").arg(folder)); }

int BatchList::count(BatchState state) const {
    return static_cast<int>(
        std::count_if(items_.begin(), items_.end(), [state](const BatchItem& item) { return item.state == state; }));
}

void BatchList::setItems(const std::vector<BatchItem>& items) {
    items_ = items;
    while (list_->topLevelItemCount() > static_cast<int>(items.size())) delete list_->takeTopLevelItem(0);
    while (list_->topLevelItemCount() < static_cast<int>(items.size())) new QTreeWidgetItem(list_);
    for (size_t i = 0; i < items.size(); ++i) {
        QTreeWidgetItem* row = list_->topLevelItem(static_cast<int>(i));
        row->setText(0, QString::fromStdString(items[i].input.filename().string()));
        row->setIcon(0, stateIcon(items[i].state));
        row->setText(1, stateText(items[i]));
        row->setToolTip(0, QString::fromStdString(items[i].input.string()));
        row->setToolTip(1, QString::fromStdString(items[i].hint));
    }
    summary_->setText(items.empty() ? tr("Drop several files or a folder on the window to make a batch.")
                                    : tr("%1 of %2 done, %3 failed")
                                          .arg(count(BatchState::Done))
                                          .arg(items.size())
                                          .arg(count(BatchState::Failed)));
    start_->setEnabled(count(BatchState::Waiting) > 0 && count(BatchState::Running) == 0);
    stop_->setEnabled(count(BatchState::Running) > 0);
}

}  // namespace img2cadseq::widgets
