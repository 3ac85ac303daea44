#include "infer/picture.h"

#include "fit/camera.h"
#include "photo/crop.h"
#include "photo/edges.h"
#include "photo/photo.h"
#include "photo/segment.h"

namespace img2cadseq::infer {
namespace {

constexpr int kViewSide = 128;

MaskPrompt promptOf(const ReconstructInput& input, const Photo& photo) {
    MaskPrompt prompt;
    prompt.box = input.box;
    if (!input.mask.empty()) {
        prompt.given = readMask(input.mask);
        if (prompt.given->width != photo.image.width || prompt.given->height != photo.image.height)
            throw Error(ErrorCode::BadInput, input.mask.string() + ": the mask is not of the picture's size",
                        "draw it over the picture as it is, " + std::to_string(photo.originalWidth) + " x " +
                            std::to_string(photo.originalHeight) + " pixels");
    } else if (photo.alpha && !input.box) {
        prompt.given = photo.alpha;
    }
    return prompt;
}

Mask maskOf(const FloatMap& map) {
    Mask mask(map.width, map.height);
    for (size_t i = 0; i < map.data.size(); ++i) mask.data[i] = map.data[i] > 0.5f ? 255 : 0;
    return mask;
}

/// A camera as most pictures of parts have it: from the positive octant, a little above, the part two thirds of the
/// frame.
Camera usualCamera() {
    Camera camera = Camera::lookAt({2.6, 2.2, 1.9}, {0, 0, 0}, {0, 0, 1}, 0.4, kViewSide, kViewSide);
    return camera;
}

}  // namespace

struct PictureStage::Networks {};

PictureStage::PictureStage() = default;
PictureStage::~PictureStage() = default;

void PictureStage::prepare(const ReconstructInput& input, const ReconstructOptions&, Reconstruction& result) {
    Photo photo = readPhoto(input.path);
    Mask mask = segmentByBorder(photo.image, promptOf(input, photo));
    if (coverage(mask) < 1e-4)
        throw Error(ErrorCode::BadInput, input.path.string() + ": no part is found in the picture",
                    "say where it is with --box or --mask");
    const CropWindow window = maskWindow(mask, 0.75);
    const Image cropped = crop(photo.image, window, kViewSide);
    View view;
    view.mask = maskOf(crop(toFloat(mask), window, kViewSide));
    for (const PictureSegment& s : lineSegments(cropped, view.mask)) view.segments.push_back({s.start, s.end});
    view.edges = edgeStrength(cropped);
    view.camera = alignedToSegments(usualCamera(), view.segments);
    result.observation.view = std::move(view);
    result.photo = std::move(photo.image);
    result.mask = std::move(mask);
}

}  // namespace img2cadseq::infer
