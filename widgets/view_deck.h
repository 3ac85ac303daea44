#pragma once
// The views side by side: rows of panes with handles between them. A pane can fill the whole deck, float, or hide.

#include <QWidget>
#include <vector>

class QSplitter;

namespace img2cadseq::widgets {

class ViewPane;

class ViewDeck : public QWidget {
    Q_OBJECT
public:
    explicit ViewDeck(QWidget* parent = nullptr);

    /// Panes from left to right; rows from top to bottom. `stretch`: share of the height.
    void addRow(const std::vector<ViewPane*>& panes, const std::vector<int>& widths, int stretch);

    const std::vector<ViewPane*>& panes() const { return panes_; }
    ViewPane* maximised() const { return maximised_; }
    bool isHidden(const ViewPane* pane) const;
    bool isFloating(const ViewPane* pane) const;

    void toggleMaximised(ViewPane* pane);
    void setPaneHidden(ViewPane* pane, bool hidden);
    void toggleFloating(ViewPane* pane);
    void showAll();  ///< every pane back in its place

    /// Sizes and what is hidden, for the settings.
    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    void arrangementChanged();

private:
    struct Place {
        QSplitter* row;
        int index;
        bool hidden = false, floating = false;
    };
    void arrange();
    Place& placeOf(const ViewPane* pane);
    const Place& placeOf(const ViewPane* pane) const;

    QSplitter* column_;
    std::vector<QSplitter*> rows_;
    QList<int> heights_;
    std::vector<ViewPane*> panes_;
    std::vector<Place> places_;
    ViewPane* maximised_ = nullptr;
};

}  // namespace img2cadseq::widgets
