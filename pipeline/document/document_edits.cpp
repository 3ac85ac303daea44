// What the user does, made, applied and reverted.

#include <algorithm>

#include "document/document.h"

namespace img2cadseq {
namespace {

/// One direction of an edit.
struct Step {
    bool forward;
    std::optional<Mask>& painted;
    Prompt& prompt;
    int& chosen;
    std::set<int>& pins;
    ComparePair& compare;

    Changes operator()(const PaintEdit& edit) const {
        if (forward) {
            if (edit.first) painted = edit.base;
            if (!painted) return 0;
            for (const MaskPatch& patch : edit.patches) applyPatch(*painted, patch);
        } else {
            if (!painted) return 0;
            for (auto patch = edit.patches.rbegin(); patch != edit.patches.rend(); ++patch)
                revertPatch(*painted, *patch);
            if (edit.first) painted.reset();
        }
        return kMaskChanged;
    }
    Changes operator()(const UnpaintEdit& edit) const {
        if (forward)
            painted.reset();
        else
            painted = edit.before;
        return kMaskChanged;
    }
    Changes operator()(const PromptEdit& edit) const {
        prompt = forward ? edit.after : edit.before;
        return kPromptChanged;
    }
    Changes operator()(const ChoiceEdit& edit) const {
        chosen = forward ? edit.after : edit.before;
        return kChoiceChanged;
    }
    Changes operator()(const PinEdit& edit) const {
        if (edit.pinned == forward)
            pins.insert(edit.slot);
        else
            pins.erase(edit.slot);
        return kPinsChanged;
    }
    Changes operator()(const CompareEdit& edit) const {
        compare = forward ? edit.after : edit.before;
        return kCompareChanged;
    }
};

}  // namespace

Edit Document::paint(const MaskStroke& stroke) const {
    if (!input_.photo) throw Error(ErrorCode::Usage, "there is no photo to paint a mask on", "open a photo");
    PaintEdit edit;
    edit.stroke = stroke.id;
    edit.first = !painted_;
    const Image& image = input_.photo->image;
    const Mask* shown = mask();
    const bool fits = shown && shown->width == image.width && shown->height == image.height;
    Mask scratch = fits ? *shown : Mask(image.width, image.height);
    if (edit.first) edit.base = scratch;
    edit.patches.push_back(paintStroke(scratch, stroke));
    return edit;
}

Edit Document::unpaint() const { return UnpaintEdit{painted_.value_or(Mask{})}; }
Edit Document::say(const Prompt& prompt) const { return PromptEdit{prompt_, prompt}; }
Edit Document::choose(int slot) const { return ChoiceEdit{chosen_, slot}; }
Edit Document::pin(int slot, bool pinned) const { return PinEdit{slot, pinned}; }
Edit Document::compare(const ComparePair& pair) const { return CompareEdit{compare_, pair}; }

void Document::apply(const Edit& edit) {
    if (std::holds_alternative<ChoiceEdit>(edit)) chosenByHand_ = true;
    changed(std::visit(Step{true, painted_, prompt_, chosen_, pins_, compare_}, edit));
}

void Document::revert(const Edit& edit) {
    changed(std::visit(Step{false, painted_, prompt_, chosen_, pins_, compare_}, edit));
}

}  // namespace img2cadseq
