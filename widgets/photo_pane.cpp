#include "widgets/photo_pane.h"

#include <QAction>
#include <QActionGroup>
#include <QToolButton>

#include "widgets/icon.h"
#include "widgets/pane_words.h"

namespace img2cadseq::widgets {

PhotoPane::PhotoPane(QWidget* parent)
    : ViewPane(tr("Photo"), "photo", new PhotoView, parent),
      view_(static_cast<PhotoView*>(content())),
      tools_(new QActionGroup(this)) {
    addToolAction(PhotoTool::Look, "hand", tr("Look around"), "V");
    addToolAction(PhotoTool::Box, "box", tr("Box round the part meant"), "B");
    addToolAction(PhotoTool::Click, "click", tr("Click on the part meant"), "I");
    addToolAction(PhotoTool::MaskAdd, "mask-add", tr("Paint into the mask"), "M");
    addToolAction(PhotoTool::MaskRemove, "mask-remove", tr("Paint out of the mask"), "N");
    addToolAction(PhotoTool::Ruler, "measure", tr("Two points of known distance"), "D");
    connect(view_, &PhotoView::toolChanged, this,
            [this](PhotoTool tool) { actions_[static_cast<int>(tool)]->setChecked(true); });

    const auto add = [this](const QString& text, const QString& keys, bool checkable) {
        auto* action = new QAction(text, this);
        action->setShortcut(QKeySequence(keys));
        action->setCheckable(checkable);
        action->setChecked(checkable);
        actions_ << action;
        return action;
    };
    connect(add(tr("Smaller brush"), "[", false), &QAction::triggered, view_,
            [this] { view_->setBrushRadius(view_->brushRadius() / 1.25); });
    connect(add(tr("Larger brush"), "]", false), &QAction::triggered, view_,
            [this] { view_->setBrushRadius(view_->brushRadius() * 1.25); });
    connect(add(tr("Show the mask"), "Shift+M", true), &QAction::toggled, view_, &PhotoView::setMaskShown);
    connect(add(tr("Show the candidate's outline"), "Shift+O", true), &QAction::toggled, view_,
            &PhotoView::setOutlineShown);
}

void PhotoPane::addToolAction(PhotoTool tool, const QString& icon, const QString& text, const QString& keys) {
    auto* action = new QAction(themedIcon(icon), text, tools_);
    action->setCheckable(true);
    action->setChecked(tool == PhotoTool::Look);
    action->setShortcut(QKeySequence(keys));
    action->setToolTip(tr("%1 (%2)").arg(text, keys));
    actions_ << action;
    addTool(action);
    connect(action, &QAction::triggered, view_, [this, tool] {
        view_->setTool(tool);
        view_->setFocus();
    });
}

void PhotoPane::showPhoto(const Document& document) {
    const DocumentInput& input = document.input();
    const Image* photo = input.photo ? &input.photo->image : nullptr;
    if (!photo && document.run().photo) photo = &*document.run().photo;
    for (QAction* action : actions_) action->setEnabled(photo != nullptr);
    if (!photo) {
        view_->setTool(PhotoTool::Look);
        setNote({});
        const PaneWords words = photoWords(document);
        setMessage(words.headline, words.detail);
        return;
    }
    view_->setPhoto(*photo);
    setNote(tr("%1 x %2").arg(photo->width).arg(photo->height));
    showContent();
}

void PhotoPane::show(const Document& document, Changes changes) {
    const bool photoMissing = !view_->hasPhoto() && document.run().photo;
    if (changes & kInputChanged || photoMissing) {
        showPhoto(document);
        changes |= kMaskChanged | kPromptChanged | kChoiceChanged;
    }
    if (!showsContent()) {
        if (changes & kPhaseChanged) showPhoto(document);
        return;
    }
    if (changes & kMaskChanged) {
        const Mask* mask = document.mask();
        view_->setMask(mask ? *mask : Mask{});
    }
    if (changes & kPromptChanged) view_->setPrompts(document.prompt().box, document.prompt().click);
    if (changes & (kChoiceChanged | kAnalysisChanged)) {
        std::vector<QPolygonF> lines;
        if (const Analysis* analysis = document.analysis(document.chosenSlot()))
            for (const auto& line : analysis->outline) {
                QPolygonF points;
                for (const Vec2& point : line) points << QPointF(point.x, point.y);
                lines.push_back(points);
            }
        view_->setOutline(std::move(lines));
    }
}

}  // namespace img2cadseq::widgets
