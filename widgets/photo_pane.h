#pragma once
// First view: the photograph, what of it is the part, and where the chosen candidate would lie.

#include "document/document.h"
#include "widgets/photo_view.h"
#include "widgets/view_pane.h"

class QAction;
class QActionGroup;

namespace img2cadseq::widgets {

class PhotoPane : public ViewPane {
    Q_OBJECT
public:
    explicit PhotoPane(QWidget* parent = nullptr);

    void show(const Document& document, Changes changes);
    PhotoView* view() const { return view_; }
    /// Tools in the order of PhotoTool, then brush smaller and larger, mask and outline shown.
    QList<QAction*> toolActions() const { return actions_; }

private:
    void addToolAction(PhotoTool tool, const QString& icon, const QString& text, const QString& keys);
    void showPhoto(const Document& document);

    PhotoView* view_;
    QActionGroup* tools_;
    QList<QAction*> actions_;
};

}  // namespace img2cadseq::widgets
