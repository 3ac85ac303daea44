#include "photo/contours.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "photo/opencv_bridge.h"

namespace img2cadseq {
namespace {

cv::Mat disc(int radius) { return cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1}); }

/// With a border of background, so that regions at the picture's rim behave like others.
Mask morphed(const Mask& mask, int operation, int radius) {
    if (radius <= 0) return mask;
    const int rim = radius + 1;
    cv::Mat padded;
    cv::copyMakeBorder(photo::view(mask), padded, rim, rim, rim, rim, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::morphologyEx(padded, padded, operation, disc(radius));
    return photo::toMask(padded(cv::Rect(rim, rim, mask.width, mask.height)));
}

double signedArea(const std::vector<Vec2>& polygon) {
    double twice = 0.0;
    for (size_t i = 0; i < polygon.size(); ++i) twice += cross(polygon[i], polygon[(i + 1) % polygon.size()]);
    return 0.5 * twice;
}

constexpr int kZoom =
    4;  // contours run through pixel centres; on a finer grid that costs an eighth of a pixel, not a half

std::vector<Vec2> polygonOf(const std::vector<cv::Point>& contour, bool counterClockwise) {
    std::vector<Vec2> out;
    out.reserve(contour.size());
    for (const cv::Point& p : contour) out.push_back({(p.x + 0.5) / kZoom, (p.y + 0.5) / kZoom});
    // Pixel rows grow downwards: what is counter-clockwise with y up has negative area here.
    if ((signedArea(out) < 0.0) != counterClockwise) std::reverse(out.begin(), out.end());
    return out;
}

}  // namespace

std::vector<RegionContours> regionContours(const Mask& mask, double leastArea, double leastHole) {
    cv::Mat fine;
    cv::resize(photo::view(mask), fine, {}, kZoom, kZoom, cv::INTER_LINEAR);
    fine = fine > 127;
    std::vector<std::vector<cv::Point>> found;
    std::vector<cv::Vec4i> tree;
    cv::findContours(fine, found, tree, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
    std::vector<RegionContours> regions;
    for (size_t i = 0; i < found.size(); ++i) {
        if (tree[i][3] >= 0) continue;
        RegionContours region;
        region.outer = polygonOf(found[i], true);
        region.area = std::abs(signedArea(region.outer));
        for (int hole = tree[i][2]; hole >= 0; hole = tree[static_cast<size_t>(hole)][0]) {
            auto polygon = polygonOf(found[static_cast<size_t>(hole)], false);
            const double area = std::abs(signedArea(polygon));
            if (area < leastHole) continue;
            region.area -= area;
            region.holes.push_back(std::move(polygon));
        }
        if (region.area >= leastArea) regions.push_back(std::move(region));
    }
    std::sort(regions.begin(), regions.end(), [](const auto& a, const auto& b) { return a.area > b.area; });
    return regions;
}

Mask dilated(const Mask& mask, int radius) { return morphed(mask, cv::MORPH_DILATE, radius); }
Mask eroded(const Mask& mask, int radius) { return morphed(mask, cv::MORPH_ERODE, radius); }
Mask closed(const Mask& mask, int radius) { return morphed(mask, cv::MORPH_CLOSE, radius); }
Mask opened(const Mask& mask, int radius) { return morphed(mask, cv::MORPH_OPEN, radius); }

}  // namespace img2cadseq
