#pragma once
// What the user does and may undo, as plain data that knows before and after. Document makes, applies and reverts them;
// a window wraps each into a command of its undo stack.

#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "geometry/box.h"
#include "geometry/raster.h"

namespace img2cadseq {

/// A stroke of the brush along `points`, in the photo's pixels. Strokes of one `id` (not 0) are one edit to undo.
struct MaskStroke {
    std::vector<Vec2> points;
    double radius = 8.0;
    bool add = true;  ///< false: takes away
    int id = 0;
};

/// A rectangle of the mask before and after.
struct MaskPatch {
    int x = 0, y = 0, width = 0, height = 0;
    std::vector<uint8_t> before, after;
};

struct PaintEdit {
    int stroke = 0;
    bool first = false;              ///< there was no painted mask before: `base` was copied
    Mask base;                       ///< where first
    std::vector<MaskPatch> patches;  ///< one after the other
};

/// What the user says of the object meant, besides a mask.
struct Prompt {
    std::optional<Box2> box;    ///< photo's pixels
    std::optional<Vec2> click;  ///< photo's pixels
};
struct PromptEdit {
    Prompt before, after;
};
/// The painted mask taken away: the program's own counts again.
struct UnpaintEdit {
    Mask before;
};
/// Candidates by slot, -1: none.
struct ChoiceEdit {
    int before = -1, after = -1;
};
struct PinEdit {
    int slot = -1;
    bool pinned = false;  ///< after
};
using ComparePair = std::optional<std::pair<int, int>>;
struct CompareEdit {
    ComparePair before, after;
};

using Edit = std::variant<PaintEdit, UnpaintEdit, PromptEdit, ChoiceEdit, PinEdit, CompareEdit>;

/// Takes `newer`, which follows `older`, into it where both are of one stroke, or both choose. False: nothing is done.
bool merge(Edit& older, const Edit& newer);

/// Paints the stroke into the mask; returns the pixels it changed. An empty patch: none.
MaskPatch paintStroke(Mask& mask, const MaskStroke& stroke);
void applyPatch(Mask& mask, const MaskPatch& patch);
void revertPatch(Mask& mask, const MaskPatch& patch);

}  // namespace img2cadseq
