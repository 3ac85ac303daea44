#pragma once
// The queue of many inputs: one line a file with its state.

#include <QWidget>

#include "document/batch.h"

class QLabel;
class QPushButton;
class QTreeWidget;

namespace img2cadseq::widgets {

class BatchList : public QWidget {
    Q_OBJECT
public:
    explicit BatchList(QWidget* parent = nullptr);

    void setItems(const std::vector<BatchItem>& items);
    void setFolder(const QString& folder);
    int count(BatchState state) const;

Q_SIGNALS:
    void startAsked();
    void stopAsked();
    void removeAsked(int index);
    void folderAsked();
    void resultChosen(const QString& folder);

private:
    std::vector<BatchItem> items_;
    QTreeWidget* list_;
    QLabel* summary_;
    QPushButton *start_, *stop_, *folder_;
};

}  // namespace img2cadseq::widgets
