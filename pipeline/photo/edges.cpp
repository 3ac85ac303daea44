#include "photo/edges.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "photo/opencv_bridge.h"

namespace img2cadseq {
namespace {

/// Sobel gradient of the strongest colour channel, dx and dy.
void gradient(const cv::Mat& rgb, cv::Mat& dx, cv::Mat& dy) {
    cv::Mat smooth;
    cv::GaussianBlur(rgb, smooth, {}, 1.0);
    cv::Mat allX, allY;
    cv::Sobel(smooth, allX, CV_32F, 1, 0);
    cv::Sobel(smooth, allY, CV_32F, 0, 1);
    dx.create(rgb.size(), CV_32F);
    dy.create(rgb.size(), CV_32F);
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) {
            const cv::Vec3f gx = allX.at<cv::Vec3f>(y, x), gy = allY.at<cv::Vec3f>(y, x);
            int best = 0;
            for (int c = 1; c < 3; ++c)
                if (gx[c] * gx[c] + gy[c] * gy[c] > gx[best] * gx[best] + gy[best] * gy[best]) best = c;
            dx.at<float>(y, x) = gx[best];
            dy.at<float>(y, x) = gy[best];
        }
}

/// Keeps a pixel only where it is the largest along its own gradient.
cv::Mat ridges(const cv::Mat& magnitude, const cv::Mat& dx, const cv::Mat& dy) {
    cv::Mat out = cv::Mat::zeros(magnitude.size(), CV_32F);
    for (int y = 1; y + 1 < magnitude.rows; ++y)
        for (int x = 1; x + 1 < magnitude.cols; ++x) {
            const float m = magnitude.at<float>(y, x);
            if (m <= 0.0f) continue;
            const int sx = cvRound(dx.at<float>(y, x) / m), sy = cvRound(dy.at<float>(y, x) / m);
            if (m >= magnitude.at<float>(y + sy, x + sx) && m >= magnitude.at<float>(y - sy, x - sx))
                out.at<float>(y, x) = m;
        }
    return out;
}

/// The strength that counts as 1: a picture without edges has none, rather than amplified noise.
float strongEdge(const cv::Mat& thin) {
    std::vector<float> values(thin.begin<float>(), thin.end<float>());
    const size_t rank = values.size() * 98 / 100;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rank), values.end());
    return std::max(values[rank], 20.0f);
}

}  // namespace

std::vector<PictureEdge> edgePoints(const Image& image, double least) {
    std::vector<PictureEdge> out;
    if (image.data.empty()) return out;
    cv::Mat dx, dy, magnitude;
    gradient(photo::view(image), dx, dy);
    cv::magnitude(dx, dy, magnitude);
    const cv::Mat thin = ridges(magnitude, dx, dy);
    const float strong = strongEdge(thin);
    for (int y = 1; y + 1 < image.height; ++y)
        for (int x = 1; x + 1 < image.width; ++x) {
            const float m = thin.at<float>(y, x);
            if (m <= least * strong) continue;
            const int sx = cvRound(dx.at<float>(y, x) / m), sy = cvRound(dy.at<float>(y, x) / m);
            const double before = magnitude.at<float>(y - sy, x - sx), after = magnitude.at<float>(y + sy, x + sx);
            const double bend = before - 2.0 * m + after;
            const double shift = bend < -1e-6 ? std::clamp(0.5 * (before - after) / bend, -0.5, 0.5) : 0.0;
            out.push_back({{x + 0.5 + shift * sx, y + 0.5 + shift * sy}, std::min(1.0, double(m) / strong)});
        }
    return out;
}

std::vector<PictureSegment> lineSegments(const Image& image, const Mask& mask, double shortest, int margin) {
    cv::Mat grey;
    cv::cvtColor(photo::view(image), grey, cv::COLOR_RGB2GRAY);
    cv::Mat allowed(grey.size(), CV_8U, cv::Scalar(255));
    if (!mask.empty()) {
        const cv::Mat kernel = cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * margin + 1, 2 * margin + 1});
        cv::dilate(photo::view(mask), allowed, kernel);
    }
    std::vector<cv::Vec4f> found;
    cv::createLineSegmentDetector(cv::LSD_REFINE_STD)->detect(grey, found);
    std::vector<PictureSegment> out;
    for (const cv::Vec4f& s : found) {
        // OpenCV counts from pixel centres, we from pixel corners.
        const Vec2 a{s[0] + 0.5, s[1] + 0.5}, b{s[2] + 0.5, s[3] + 0.5};
        const Vec2 middle = (a + b) * 0.5;
        const int x = std::clamp(static_cast<int>(middle.x), 0, image.width - 1);
        const int y = std::clamp(static_cast<int>(middle.y), 0, image.height - 1);
        if (norm(b - a) >= shortest && allowed.at<uint8_t>(y, x)) out.push_back({a, b});
    }
    std::sort(out.begin(), out.end(), [](const PictureSegment& l, const PictureSegment& r) {
        return squaredNorm(l.end - l.start) > squaredNorm(r.end - r.start);
    });
    return out;
}

FloatMap distanceToSet(const Mask& marked) {
    FloatMap out(marked.width, marked.height);
    cv::distanceTransform(photo::view(marked) == 0, photo::view(out), cv::DIST_L2, cv::DIST_MASK_PRECISE);
    return out;
}

FloatMap signedDistance(const Mask& mask) {
    cv::Mat inside, outside;
    cv::distanceTransform(photo::view(mask) > 0, inside, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    cv::distanceTransform(photo::view(mask) == 0, outside, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    FloatMap out(mask.width, mask.height);
    cv::Mat target = photo::view(out);
    cv::Mat(inside - outside).copyTo(target);
    return out;
}

}  // namespace img2cadseq
