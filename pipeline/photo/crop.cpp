#include "photo/crop.h"

#include <opencv2/imgproc.hpp>

#include "geometry/box.h"
#include "photo/opencv_bridge.h"

namespace img2cadseq {
namespace {

/// Resamples with the affine map photo -> crop; blurs first where the crop is much smaller, so that nothing aliases.
cv::Mat warp(const cv::Mat& source, const CropWindow& window, int size, int border) {
    const double scale = size / window.side;
    cv::Mat input = source;
    if (scale < 0.75) {
        const double sigma = 0.5 * (1.0 / scale - 1.0) + 0.2;
        cv::GaussianBlur(source, input, {}, sigma, sigma, cv::BORDER_REPLICATE);
    }
    // Pixel centres lie at half-integers in our convention and at integers in OpenCV's.
    const cv::Matx23d map(scale, 0.0, (0.5 - window.corner.x) * scale - 0.5, 0.0, scale,
                          (0.5 - window.corner.y) * scale - 0.5);
    cv::Mat out;
    cv::warpAffine(input, out, map, {size, size}, cv::INTER_LINEAR, border);
    return out;
}

}  // namespace

CropWindow wholeWindow(int width, int height) {
    const double side = std::max(width, height);
    return {{0.5 * (width - side), 0.5 * (height - side)}, side};
}

CropWindow maskWindow(const Mask& mask, double fill) {
    Box2 box;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (mask.at(x, y)) box.add(Box2{{double(x), double(y)}, {x + 1.0, y + 1.0}});
    if (box.empty()) return wholeWindow(mask.width, mask.height);
    const double side = std::max({box.size().x, box.size().y, 8.0}) / fill;
    return {box.center() - Vec2{0.5 * side, 0.5 * side}, side};
}

Image crop(const Image& image, const CropWindow& window, int size) {
    return photo::toImage(warp(photo::view(image), window, size, cv::BORDER_REPLICATE));
}

FloatMap crop(const FloatMap& map, const CropWindow& window, int size) {
    FloatMap out(size, size);
    warp(photo::view(map), window, size, cv::BORDER_CONSTANT).copyTo(photo::view(out));
    return out;
}

FloatMap uncrop(const FloatMap& map, const CropWindow& window, int width, int height, float outside) {
    const double scale = window.side / map.width;
    const cv::Matx23d forward(scale, 0.0, window.corner.x + 0.5 * scale - 0.5, 0.0, scale,
                              window.corner.y + 0.5 * scale - 0.5);
    FloatMap out(width, height);
    cv::warpAffine(photo::view(map), photo::view(out), forward, {width, height}, cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                   cv::Scalar(outside));
    return out;
}

FloatMap toFloat(const Mask& mask) {
    FloatMap out(mask.width, mask.height);
    for (size_t i = 0; i < mask.data.size(); ++i) out.data[i] = mask.data[i] ? 1.0f : 0.0f;
    return out;
}

Mask toMask(const FloatMap& map) {
    Mask mask(map.width, map.height);
    for (size_t i = 0; i < map.data.size(); ++i) mask.data[i] = map.data[i] > 0.5f ? 255 : 0;
    return mask;
}

}  // namespace img2cadseq
