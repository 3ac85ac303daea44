#include "infer/part_mask.h"

#include <cmath>

#include "core/error.h"
#include "infer/view_window.h"
#include "photo/crop.h"

namespace img2cadseq::infer {
namespace {

constexpr double kLeastCoverage = 1e-4;  ///< of the picture
constexpr float kBeyond = 0.1f;          ///< probability of the part where the lifter's window does not reach
constexpr float kContrast = 0.3f;        ///< what contrast has to say beside the lifter

Mask inTheMiddle(const Image& image, const MaskPrompt& prompt) {
    FloatMap middle(64, 64);
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x) middle.at(x, y) = std::hypot(x - 31.5, y - 31.5) < 22.0 ? 0.8f : 0.2f;
    return sharpenMask(image, middle, prompt);
}

/// What the lifter takes for the part around `first`, which it is not shown, and a little of `first`.
Mask seenByLifter(const Image& image, const MaskPrompt& prompt, const nn::PictureLifter& lifter, const Mask& first) {
    const CropWindow window = maskWindow(first, kViewFill);
    const FloatMap seen = lifter.mask(crop(image, window, nn::PictureLifter::kPictureSide), {});
    FloatMap probability = uncrop(seen, window, image.width, image.height, kBeyond);
    for (size_t i = 0; i < probability.data.size(); ++i) {
        float& p = probability.data[i];
        p += kContrast * ((first.data[i] ? 1.0f : 0.0f) - p);
    }
    return fuseMask(image, probability, prompt);
}

}  // namespace

Mask partMask(const Photo& photo, const MaskPrompt& prompt, const nn::PictureLifter* lifter, const std::string& name) {
    if (prompt.given && coverage(*prompt.given) >= kLeastCoverage) return *prompt.given;
    Mask mask = segmentByBorder(photo.image, prompt);
    if (coverage(mask) < kLeastCoverage && !prompt.given) mask = inTheMiddle(photo.image, prompt);
    if (coverage(mask) < kLeastCoverage)
        throw Error(ErrorCode::BadInput, name + ": no part is found in the picture",
                    "say where it is with --box or --mask");
    if (!lifter || hasDrawnGround(photo.image)) return mask;
    Mask seen = seenByLifter(photo.image, prompt, *lifter, mask);
    return coverage(seen) < kLeastCoverage ? mask : seen;
}

}  // namespace img2cadseq::infer
