#include "document/edits.h"

#include <algorithm>
#include <cmath>

namespace img2cadseq {
namespace {

/// A rectangle of pixels, ends not included.
struct Rect {
    int left = 0, top = 0, right = 0, bottom = 0;
    bool empty() const { return left >= right || top >= bottom; }
};

Rect rectOf(const MaskPatch& patch) { return {patch.x, patch.y, patch.x + patch.width, patch.y + patch.height}; }

Rect united(const Rect& a, const Rect& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

Rect reach(const Mask& mask, const Vec2& a, const Vec2& b, double radius) {
    const auto low = [&](double p, double q) { return static_cast<int>(std::floor(std::min(p, q) - radius)); };
    const auto high = [&](double p, double q) { return static_cast<int>(std::ceil(std::max(p, q) + radius)) + 1; };
    return {std::clamp(low(a.x, b.x), 0, mask.width), std::clamp(low(a.y, b.y), 0, mask.height),
            std::clamp(high(a.x, b.x), 0, mask.width), std::clamp(high(a.y, b.y), 0, mask.height)};
}

double squaredDistanceToSegment(const Vec2& p, const Vec2& a, const Vec2& b) {
    const Vec2 along = b - a;
    const double length = squaredNorm(along);
    const double s = length > 0 ? std::clamp(dot(p - a, along) / length, 0.0, 1.0) : 0.0;
    return squaredNorm(p - (a + along * s));
}

void paintSegment(Mask& mask, const Vec2& a, const Vec2& b, double radius, uint8_t value) {
    const Rect rect = reach(mask, a, b, radius);
    for (int y = rect.top; y < rect.bottom; ++y)
        for (int x = rect.left; x < rect.right; ++x)
            if (squaredDistanceToSegment({x + 0.5, y + 0.5}, a, b) <= radius * radius) mask.at(x, y) = value;
}

std::vector<uint8_t> pixels(const Mask& mask, const Rect& rect) {
    std::vector<uint8_t> out;
    for (int y = rect.top; y < rect.bottom; ++y)
        out.insert(out.end(), &mask.at(rect.left, y), &mask.at(rect.left, y) + (rect.right - rect.left));
    return out;
}

void put(Mask& mask, const Rect& rect, const std::vector<uint8_t>& values) {
    if (rect.empty() || rect.right > mask.width || rect.bottom > mask.height) return;
    size_t next = 0;
    for (int y = rect.top; y < rect.bottom; ++y)
        for (int x = rect.left; x < rect.right; ++x) mask.at(x, y) = values[next++];
}

/// Brings the edits that can be one together; false where they cannot.
struct Merge {
    Edit& older;

    bool operator()(const PaintEdit& newer) const {
        auto* paint = std::get_if<PaintEdit>(&older);
        if (!paint || newer.stroke == 0 || paint->stroke != newer.stroke) return false;
        paint->patches.insert(paint->patches.end(), newer.patches.begin(), newer.patches.end());
        return true;
    }
    bool operator()(const ChoiceEdit& newer) const {
        auto* choice = std::get_if<ChoiceEdit>(&older);
        if (!choice) return false;
        choice->after = newer.after;
        return true;
    }
    template <class Other>
    bool operator()(const Other&) const {
        return false;
    }
};

}  // namespace

bool merge(Edit& older, const Edit& newer) { return std::visit(Merge{older}, newer); }

MaskPatch paintStroke(Mask& mask, const MaskStroke& stroke) {
    Rect rect;
    for (size_t i = 0; i < stroke.points.size(); ++i)
        rect = united(rect, reach(mask, stroke.points[i], stroke.points[i], stroke.radius));
    if (rect.empty()) return {};
    MaskPatch patch{rect.left, rect.top, rect.right - rect.left, rect.bottom - rect.top, pixels(mask, rect), {}};
    for (size_t i = 0; i < stroke.points.size(); ++i)
        paintSegment(mask, stroke.points[i == 0 ? 0 : i - 1], stroke.points[i], stroke.radius, stroke.add ? 255 : 0);
    patch.after = pixels(mask, rect);
    return patch;
}

void applyPatch(Mask& mask, const MaskPatch& patch) { put(mask, rectOf(patch), patch.after); }
void revertPatch(Mask& mask, const MaskPatch& patch) { put(mask, rectOf(patch), patch.before); }

}  // namespace img2cadseq
