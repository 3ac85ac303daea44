#pragma once
// The strip of candidates below the views. One click shows, P pins, C compares, dragging takes the STEP file along;
// its actions are the menu of a right click, about the chosen one.

#include <QListView>

namespace img2cadseq::widgets {

class GalleryModel;

class Gallery : public QListView {
    Q_OBJECT
public:
    explicit Gallery(GalleryModel* model, QWidget* parent = nullptr);

    /// Marks the slot's card without saying so to others; -1: none.
    void select(int slot);
    int selectedSlot() const;

Q_SIGNALS:
    void chosen(int slot);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void startDrag(Qt::DropActions actions) override;

private:
    bool silent_ = false;
};

}  // namespace img2cadseq::widgets
