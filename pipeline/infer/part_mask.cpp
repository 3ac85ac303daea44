#include "infer/part_mask.h"

#include <cmath>

#include "core/error.h"
#include "core/parallel.h"
#include "infer/view_window.h"
#include "photo/crop.h"

namespace img2cadseq::infer {
namespace {

constexpr double kLeastCoverage = 1e-4;  ///< of the picture
constexpr float kBeyond = 0.1f;          ///< probability of the part where the lifter's window does not reach
constexpr float kContrast = 0.3f;        ///< what contrast has to say beside the lifter
constexpr double kDrawnLead = 0.02;      ///< by which the lifter has to confirm a drawn part's pixels less
constexpr double kOtherLead = 0.2;       ///< by which it has to confirm another place's mask more

Mask inTheMiddle(const Image& image, const MaskPrompt& prompt) {
    FloatMap middle(64, 64);
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x) middle.at(x, y) = std::hypot(x - 31.5, y - 31.5) < 22.0 ? 0.8f : 0.2f;
    return sharpenMask(image, middle, prompt);
}

using Care = nn::PictureLifter::Care;

/// What the lifter takes for the part in a window, of which it is shown no mask; of the picture's size.
FloatMap seenIn(const Image& image, const nn::PictureLifter& lifter, const CropWindow& window, Care care) {
    const FloatMap seen = lifter.mask(crop(image, window, nn::PictureLifter::kPictureSide), {}, care);
    return uncrop(seen, window, image.width, image.height, kBeyond);
}

/// What the lifter takes for the part around `first`, and a little of `first`; `first` where that is nothing.
Mask seenByLifter(const Image& image, const MaskPrompt& prompt, const nn::PictureLifter& lifter, const Mask& first) {
    FloatMap probability = seenIn(image, lifter, maskWindow(first, kViewFill), Care::Full);
    for (size_t i = 0; i < probability.data.size(); ++i) {
        float& p = probability.data[i];
        p += kContrast * ((first.data[i] ? 1.0f : 0.0f) - p);
    }
    Mask seen = fuseMask(image, probability, prompt);
    return coverage(seen) < kLeastCoverage ? first : seen;
}

/// The largest piece of what the lifter takes for the part in the whole picture; empty where there is nothing.
Mask seenInWhole(const Image& image, const nn::PictureLifter& lifter) {
    const FloatMap probability = seenIn(image, lifter, wholeWindow(image.width, image.height), Care::Glance);
    constexpr double kShare = 0.5;
    return keepMainComponents(toMask(probability), kShare);
}

/// How far the lifter, looking where the mask is without being shown it, sees the same: overlap of probabilities.
double confirmed(const Image& image, const nn::PictureLifter& lifter, const Mask& mask) {
    const FloatMap seen = seenIn(image, lifter, maskWindow(mask, kViewFill), Care::Glance);
    double both = 0.0, any = 1e-9;
    for (size_t i = 0; i < mask.data.size(); ++i) {
        const double p = seen.data[i];
        if (mask.data[i])
            both += p, any += 1.0;
        else if (p > kBeyond)
            any += p;
    }
    return both / any;
}

/// A mask and how far the lifter confirms it; empty where there is none.
struct Found {
    Mask mask;
    double agreed = 0.0;
};

/// What the lifter takes for the part around `mask`.
Found foundAround(const Photo& photo, const MaskPrompt& prompt, const nn::PictureLifter& lifter, const Mask& mask) {
    Found found{seenByLifter(photo.image, prompt, lifter, mask)};
    found.agreed = confirmed(photo.image, lifter, found.mask);
    return found;
}

/// By what the lifter takes for the part in the whole picture.
Found foundInWhole(const Photo& photo, const MaskPrompt& prompt, const nn::PictureLifter& lifter) {
    const Mask whole = seenInWhole(photo.image, lifter);
    if (coverage(whole) < kLeastCoverage) return {};
    return foundAround(photo, prompt, lifter, whole);
}

/// By contrast alone.
Mask contrastMask(const Photo& photo, const MaskPrompt& prompt, const std::string& name) {
    Mask mask = segmentByBorder(photo.image, prompt);
    if (coverage(mask) < kLeastCoverage && !prompt.given) mask = inTheMiddle(photo.image, prompt);
    if (coverage(mask) < kLeastCoverage)
        throw Error(ErrorCode::BadInput, name + ": no part is found in the picture",
                    "say where it is with --box or --mask");
    return mask;
}

}  // namespace

Mask partMask(const Photo& photo, const MaskPrompt& prompt, const nn::PictureLifter* lifter, const std::string& name,
              unsigned threads) {
    if (prompt.given && coverage(*prompt.given) >= kLeastCoverage) return *prompt.given;
    if (!lifter) return contrastMask(photo, prompt, name);
    if (hasDrawnGround(photo.image)) {
        // Exact to the pixel, if the ground was drawn and not only as even as one.
        Mask mask = contrastMask(photo, prompt, name);
        const Found seen = foundAround(photo, prompt, *lifter, mask);
        if (confirmed(photo.image, *lifter, mask) >= seen.agreed - kDrawnLead) return mask;
        if (!prompt.empty()) return seen.mask;
        const Found other = foundInWhole(photo, prompt, *lifter);
        return other.agreed > seen.agreed + kOtherLead ? other.mask : seen.mask;
    }
    Found seen, other;
    parallelFor(prompt.empty() ? 2 : 1, threads, [&](size_t place) {
        if (place == 0)
            seen = foundAround(photo, prompt, *lifter, contrastMask(photo, prompt, name));
        else  // what stands out from the border may be something else altogether
            other = foundInWhole(photo, prompt, *lifter);
    });
    return other.agreed > seen.agreed + kOtherLead ? other.mask : seen.mask;
}

}  // namespace img2cadseq::infer
