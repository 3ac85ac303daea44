#include "photo/segment.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/error.h"
#include "photo/colour_evidence.h"
#include "photo/ground_field.h"
#include "photo/opencv_bridge.h"
#include "photo/plain_ground.h"

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

cv::Rect scaledBox(const Box2& box, double scale) {
    const Vec2 size = box.size() * scale;
    return {cvRound(box.low.x * scale), cvRound(box.low.y * scale), std::max(1, cvRound(size.x)),
            std::max(1, cvRound(size.y))};
}

/// Falls off from 1 in the middle of `area`.
cv::Mat centreWeight(cv::Size size, const cv::Rect& area) {
    cv::Mat weight(size, CV_32F);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const double u = (x + 0.5 - area.x) / area.width - 0.5, v = (y + 0.5 - area.y) / area.height - 0.5;
            weight.at<float>(y, x) = static_cast<float>(std::exp(-(u * u + v * v) / (2 * 0.25 * 0.25)));
        }
    return weight;
}

void applyPrompt(cv::Mat& labels, const MaskPrompt& prompt, double scale) {
    if (prompt.box) {
        const cv::Rect all(0, 0, labels.cols, labels.rows);
        const cv::Rect box = scaledBox(*prompt.box, scale) & all;
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

cv::Rect insideRing(const cv::Mat& rgb) {
    const int ring = std::max(2, std::min(rgb.cols, rgb.rows) / 24);
    return {ring, ring, std::max(1, rgb.cols - 2 * ring), std::max(1, rgb.rows - 2 * ring)};
}

cv::Mat outsideOf(const cv::Mat& rgb, const cv::Rect& inner) {
    cv::Mat outside(rgb.size(), CV_32F, cv::Scalar(1));
    outside(inner & cv::Rect(0, 0, rgb.cols, rgb.rows)).setTo(0);
    return outside;
}

/// No pixel is surely foreground: a coarse probability covers small holes, and GrabCut must be free to open them.
cv::Mat labelsFrom(const cv::Mat& probability, float surelyOut) {
    cv::Mat labels(probability.size(), CV_8U, cv::Scalar(cv::GC_PR_BGD));
    labels.setTo(cv::GC_PR_FGD, probability > 0.5f);
    labels.setTo(cv::GC_BGD, probability < surelyOut);
    return labels;
}

/// Of the parts that may be foreground, those that lie near the middle: neighbours of the same colour go.
cv::Mat centralComponents(const cv::Mat& labels, const cv::Mat& centre) {
    cv::Mat out = labels.clone(), components, stats, centers;
    const int count = cv::connectedComponentsWithStats(labels == cv::GC_PR_FGD, components, stats, centers, 8);
    std::vector<double> score(count, 0.0);
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x) score[components.at<int>(y, x)] += centre.at<float>(y, x);
    score[0] = 0.0;
    const double best = *std::max_element(score.begin(), score.end());
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x) {
            const int k = components.at<int>(y, x);
            if (k && score[k] < 0.15 * best) out.at<uchar>(y, x) = cv::GC_BGD;
        }
    return out;
}

}  // namespace

Mask sharpenMask(const Image& image, const FloatMap& probability, const MaskPrompt& prompt) {
    if (prompt.given) return *prompt.given;
    const cv::Mat rgb = toWorkingSize(photo::view(image), cv::INTER_AREA);
    cv::Mat stretched;
    cv::resize(photo::view(probability), stretched, rgb.size(), 0, 0, cv::INTER_LINEAR);
    return grabCut(image, rgb, labelsFrom(stretched, 0.03f), prompt);
}

Mask fuseMask(const Image& image, const FloatMap& probability, const MaskPrompt& prompt) {
    if (prompt.given) return *prompt.given;
    const cv::Mat rgb = toWorkingSize(photo::view(image), cv::INTER_AREA);
    cv::Mat p;
    cv::resize(photo::view(probability), p, rgb.size(), 0, 0, cv::INTER_LINEAR);
    p = cv::min(cv::max(p, 0.01), 0.99);
    const cv::Mat e = cv::min(cv::max(photo::colourEvidence(rgb, p, 1.0 - p), 0.01), 0.99);
    const cv::Mat in = p.mul(e), out = cv::Mat(1.0 - p).mul(1.0 - e);
    return grabCut(image, rgb, labelsFrom(in / (in + out), 0.03f), prompt);
}

Mask segmentByBorder(const Image& image, const MaskPrompt& prompt) {
    if (prompt.given) return *prompt.given;
    if (prompt.empty()) {
        if (const auto off = photo::offPlainGround(photo::view(image))) {
            cv::Mat labels(off->size(), CV_8U, cv::Scalar(cv::GC_BGD));
            labels.setTo(cv::GC_PR_FGD, *off);
            const cv::Mat central = centralComponents(labels, centreWeight(off->size(), {{0, 0}, off->size()}));
            return keepMainComponents(photo::toMask(central == cv::GC_PR_FGD));
        }
    }
    const cv::Mat rgb = toWorkingSize(photo::view(image), cv::INTER_AREA);
    const cv::Rect all(0, 0, rgb.cols, rgb.rows);
    cv::Rect area = all, inner = insideRing(rgb);
    if (prompt.box) area = inner = scaledBox(*prompt.box, static_cast<double>(rgb.cols) / image.width) & all;
    if (area.empty())
        throw Error(ErrorCode::BadInput, "the box lies outside the picture", "give it in pixels of the picture");
    const cv::Mat outside = outsideOf(rgb, inner), centre = centreWeight(rgb.size(), area);
    cv::Mat evidence = photo::fieldEvidence(rgb, outside);
    if (evidence.empty()) evidence = photo::colourEvidence(rgb, centre, outside);
    const cv::Mat labels = labelsFrom(evidence, 0.15f);
    return grabCut(image, rgb, centralComponents(labels, centre), prompt);
}

bool hasDrawnGround(const Image& image) {
    if (photo::offPlainGround(photo::view(image))) return true;
    const cv::Mat rgb = toWorkingSize(photo::view(image), cv::INTER_AREA);
    return !photo::fieldEvidence(rgb, outsideOf(rgb, insideRing(rgb))).empty();
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

double coverage(const Mask& mask) {
    size_t count = 0;
    for (const uint8_t v : mask.data) count += v != 0;
    return mask.data.empty() ? 0.0 : static_cast<double>(count) / static_cast<double>(mask.data.size());
}

}  // namespace img2cadseq
