#include "photo/segment.h"

#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "photo/opencv_bridge.h"

namespace img2cadseq {
namespace {

constexpr int kWorkingSide = 448;  // GrabCut's time grows with the pixels; its edges are as good here as at full size

cv::Mat toWorkingSize(const cv::Mat& picture, int interpolation) {
    const double scale = std::min(1.0, static_cast<double>(kWorkingSide) / std::max(picture.cols, picture.rows));
    if (scale == 1.0) return picture.clone();
    cv::Mat out;
    cv::resize(picture, out, {std::max(1, cvRound(picture.cols * scale)), std::max(1, cvRound(picture.rows * scale))},
               0, 0, interpolation);
    return out;
}

/// 0..1: how far each pixel's colour is from the border's colours (k-means in Lab, spread of each cluster taken in).
cv::Mat borderDistance(const cv::Mat& rgb) {
    cv::Mat lab;
    cv::cvtColor(rgb, lab, cv::COLOR_RGB2Lab);
    lab.convertTo(lab, CV_32FC3);
    const int ring = std::max(2, std::min(rgb.cols, rgb.rows) / 24);
    std::vector<cv::Vec3f> border;
    for (int y = 0; y < lab.rows; ++y)
        for (int x = 0; x < lab.cols; ++x)
            if (x < ring || y < ring || x >= lab.cols - ring || y >= lab.rows - ring)
                border.push_back(lab.at<cv::Vec3f>(y, x));
    const int clusters = std::min<int>(6, static_cast<int>(border.size()));
    cv::Mat samples(static_cast<int>(border.size()), 3, CV_32F, border.data());
    cv::Mat labels, centers;
    cv::setRNGSeed(1);  // k-means starts at random: the same picture must give the same mask
    cv::kmeans(samples, clusters, labels, {cv::TermCriteria::COUNT, 12, 0.5}, 1, cv::KMEANS_PP_CENTERS, centers);
    std::vector<float> spread(clusters, 0.0f), count(clusters, 1e-3f);
    for (int i = 0; i < samples.rows; ++i) {
        const int k = labels.at<int>(i);
        spread[k] += static_cast<float>(cv::norm(samples.row(i), centers.row(k), cv::NORM_L2SQR));
        count[k] += 1.0f;
    }
    cv::Mat out(lab.size(), CV_32F);
    for (int y = 0; y < lab.rows; ++y)
        for (int x = 0; x < lab.cols; ++x) {
            const cv::Vec3f c = lab.at<cv::Vec3f>(y, x);
            float best = 1e9f;
            for (int k = 0; k < clusters; ++k) {
                const cv::Vec3f m(centers.at<float>(k, 0), centers.at<float>(k, 1), centers.at<float>(k, 2));
                const cv::Vec3f d = c - m;
                best = std::min(best, d.dot(d) / (spread[k] / count[k] + 16.0f));
            }
            out.at<float>(y, x) = best / (best + 9.0f);
        }
    cv::GaussianBlur(out, out, {}, 1.0);
    return out;
}

void applyPrompt(cv::Mat& labels, const MaskPrompt& prompt, double scale) {
    if (prompt.box) {
        const cv::Rect all(0, 0, labels.cols, labels.rows);
        const Vec2 size = prompt.box->size() * scale;
        const cv::Rect box = cv::Rect(cvRound(prompt.box->low.x * scale), cvRound(prompt.box->low.y * scale),
                                      std::max(1, cvRound(size.x)), std::max(1, cvRound(size.y))) &
                             all;
        if (box.empty())
            throw Error(ErrorCode::BadInput, "the box lies outside the picture", "give it in pixels of the picture");
        cv::Mat outside(labels.size(), CV_8U, cv::Scalar(255));
        outside(box).setTo(0);
        labels.setTo(cv::GC_BGD, outside);
    }
    if (prompt.click) {
        const cv::Point p(cvRound(prompt.click->x * scale), cvRound(prompt.click->y * scale));
        if (p.x < 0 || p.y < 0 || p.x >= labels.cols || p.y >= labels.rows)
            throw Error(ErrorCode::BadInput, "the click lies outside the picture", "give it in pixels of the picture");
        cv::circle(labels, p, std::max(2, labels.cols / 80), cv::Scalar(cv::GC_FGD), cv::FILLED);
    }
}

Mask grabCut(const Image& image, const cv::Mat& rgb, cv::Mat labels, const MaskPrompt& prompt) {
    applyPrompt(labels, prompt, static_cast<double>(rgb.cols) / image.width);
    const cv::Mat foreground = (labels & 1) != 0;
    const int inside = cv::countNonZero(foreground);
    Mask mask(image.width, image.height);
    if (inside == 0) return mask;
    cv::Mat result = foreground;
    if (inside < static_cast<int>(labels.total())) {
        cv::Mat backgroundModel, foregroundModel, bgr;
        cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
        cv::setRNGSeed(1);
        cv::grabCut(bgr, labels, {}, backgroundModel, foregroundModel, 4, cv::GC_INIT_WITH_MASK);
        result = (labels & 1) != 0;
        // GrabCut gives up on low contrast by calling all one side: then what started it is the better answer.
        const int after = cv::countNonZero(result);
        if (after < inside / 4 || after > 3 * inside) result = foreground;
    }
    cv::Mat smooth;
    cv::resize(result, smooth, {image.width, image.height}, 0, 0, cv::INTER_LINEAR);
    mask = photo::toMask(smooth > 127);
    return keepMainComponents(mask);
}

/// No pixel is surely foreground: a coarse probability covers small holes, and GrabCut must be free to open them.
cv::Mat labelsFrom(const cv::Mat& probability, float surelyOut) {
    cv::Mat labels(probability.size(), CV_8U, cv::Scalar(cv::GC_PR_BGD));
    labels.setTo(cv::GC_PR_FGD, probability > 0.5f);
    labels.setTo(cv::GC_BGD, probability < surelyOut);
    return labels;
}

}  // namespace

Mask sharpenMask(const Image& image, const FloatMap& probability, const MaskPrompt& prompt) {
    if (prompt.given) return *prompt.given;
    const cv::Mat rgb = toWorkingSize(photo::view(image), cv::INTER_AREA);
    cv::Mat stretched;
    cv::resize(photo::view(probability), stretched, rgb.size(), 0, 0, cv::INTER_LINEAR);
    return grabCut(image, rgb, labelsFrom(stretched, 0.03f), prompt);
}

Mask segmentByBorder(const Image& image, const MaskPrompt& prompt) {
    if (prompt.given) return *prompt.given;
    const cv::Mat rgb = toWorkingSize(photo::view(image), cv::INTER_AREA);
    cv::Mat labels = labelsFrom(borderDistance(rgb), 0.12f);
    const cv::Rect inner(2, 2, std::max(1, rgb.cols - 4), std::max(1, rgb.rows - 4));
    cv::Mat border(labels.size(), CV_8U, cv::Scalar(255));
    border(inner & cv::Rect(0, 0, rgb.cols, rgb.rows)).setTo(0);
    labels.setTo(cv::GC_BGD, border);
    return grabCut(image, rgb, labels, prompt);
}

Mask keepMainComponents(const Mask& mask, double share) {
    cv::Mat labels, stats, centers;
    const int count = cv::connectedComponentsWithStats(photo::view(mask), labels, stats, centers, 8);
    int largest = 0;
    for (int i = 1; i < count; ++i) largest = std::max(largest, stats.at<int>(i, cv::CC_STAT_AREA));
    Mask out(mask.width, mask.height);
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
            const int label = labels.at<int>(y, x);
            if (label > 0 && stats.at<int>(label, cv::CC_STAT_AREA) >= share * largest) out.at(x, y) = 255;
        }
    return out;
}

double maskIou(const Mask& a, const Mask& b) {
    size_t both = 0, any = 0;
    for (size_t i = 0; i < a.data.size() && i < b.data.size(); ++i) {
        both += a.data[i] && b.data[i];
        any += a.data[i] || b.data[i];
    }
    return any ? static_cast<double>(both) / static_cast<double>(any) : 1.0;
}

double coverage(const Mask& mask) {
    size_t count = 0;
    for (const uint8_t v : mask.data) count += v != 0;
    return mask.data.empty() ? 0.0 : static_cast<double>(count) / static_cast<double>(mask.data.size());
}

}  // namespace img2cadseq
