#include "app/desktop/edit_control.h"

#include <QUndoCommand>

#include "document/photo_camera.h"
#include "document/real_size.h"
#include "widgets/gallery.h"
#include "widgets/options_panel.h"
#include "widgets/photo_pane.h"
#include "widgets/size_field.h"
#include "widgets/window_actions.h"

namespace img2cadseq::desktop {
namespace {

/// An edit on the undo stack.
class EditCommand : public QUndoCommand {
public:
    EditCommand(Document& document, Edit edit, const QString& text, std::shared_ptr<int> run)
        : QUndoCommand(text), document_(document), edit_(std::move(edit)), run_(std::move(run)), of_(*run_) {}

    void redo() override {
        if (current())
            document_.apply(edit_);
        else
            setObsolete(true);
    }
    void undo() override {
        if (current())
            document_.revert(edit_);
        else
            setObsolete(true);
    }
    int id() const override { return static_cast<int>(edit_.index()) + 1; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto* newer = static_cast<const EditCommand*>(other);
        return newer->of_ == of_ && merge(edit_, newer->edit_);
    }

private:
    bool current() const {
        const bool ofRun = std::holds_alternative<ChoiceEdit>(edit_) || std::holds_alternative<PinEdit>(edit_) ||
                           std::holds_alternative<CompareEdit>(edit_);
        return !ofRun || of_ == *run_;
    }

    Document& document_;
    Edit edit_;
    std::shared_ptr<int> run_;
    int of_;
};

}  // namespace

EditControl::EditControl(Context& context) : context_(context) {
    wirePhoto();
    wireCandidates();
}

void EditControl::perform(const Edit& edit, const QString& text) {
    context_.undo.push(new EditCommand(context_.document, edit, text, run_));
}

void EditControl::wirePhoto() {
    using widgets::PhotoView;
    const PhotoView* view = context_.window.photo()->view();
    connect(view, &PhotoView::boxDrawn, this, [this](const Box2& box) {
        Prompt prompt = context_.document.prompt();
        prompt.box = box;
        perform(context_.document.say(prompt), tr("box"));
    });
    connect(view, &PhotoView::clicked, this, [this](const Vec2& point) {
        Prompt prompt = context_.document.prompt();
        prompt.click = point;
        perform(context_.document.say(prompt), tr("click"));
    });
    connect(view, &PhotoView::strokePainted, this, [this](const MaskStroke& stroke) {
        try {
            perform(context_.document.paint(stroke), tr("brush stroke"));
        } catch (const Error& error) {
            context_.report(error);
        }
    });
    connect(view, &PhotoView::rulerDrawn, this, &EditControl::measureOnPhoto);
    widgets::WindowActions& actions = context_.window.actions();
    connect(actions.forgetMask, &QAction::triggered, this,
            [this] { perform(context_.document.unpaint(), tr("forget the painted mask")); });
    connect(actions.forgetPrompts, &QAction::triggered, this,
            [this] { perform(context_.document.say({}), tr("forget box and click")); });
    connect(context_.window.options(), &widgets::OptionsPanel::optionsChanged, this,
            [this](const ReconstructOptions& options) {
                const ReconstructOptions before = context_.document.options();
                context_.document.setOptions(options);
                if (options.sizeMm != before.sizeMm || options.keepSize != before.keepSize)
                    context_.document.setRealSize(options.sizeMm);
            });
}

void EditControl::wireCandidates() {
    widgets::WindowActions& actions = context_.window.actions();
    connect(context_.window.gallery(), &widgets::Gallery::chosen, this, [this](int slot) {
        if (slot != context_.document.chosenSlot()) perform(context_.document.choose(slot), tr("choice"));
    });
    connect(actions.pin, &QAction::triggered, this, [this](bool on) {
        perform(context_.document.pin(context_.document.chosenSlot(), on), on ? tr("pin") : tr("unpin"));
    });
    connect(actions.compare, &QAction::triggered, this, [this](bool on) {
        const auto& candidates = context_.document.run().candidates;
        const int chosen = context_.document.chosenSlot();
        if (!on || candidates.size() < 2) return perform(context_.document.compare({}), tr("end of comparison"));
        const int best = candidates.front()->slot;
        const int other = chosen == best ? candidates[1]->slot : best;
        perform(context_.document.compare(std::pair{chosen, other}), tr("comparison"));
    });
}

void EditControl::measureOnPhoto(const Vec2& from, const Vec2& to) {
    const CandidatePtr candidate = context_.document.chosen();
    const Mask* mask = context_.document.run().mask ? &*context_.document.run().mask : nullptr;
    try {
        if (!candidate || !candidate->valid || !mask)
            throw Error(ErrorCode::Usage, "two points on the photo need a candidate to lie on",
                        "run first and choose a candidate");
        const bool inches = context_.window.options()->sizeField()->inches();
        const std::optional<double> truth = context_.ask.length(tr("Two points on the photo"), inches);
        if (!truth) return;
        const Camera camera = photoCamera(candidate->candidate.camera, *mask);
        context_.document.setRealSize(sizeFromPhoto(*candidate, camera, from, to, *truth));
    } catch (const Error& error) {
        context_.report(error);
    }
}

}  // namespace img2cadseq::desktop
