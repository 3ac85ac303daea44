#include "photo/colour_evidence.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace img2cadseq::photo {
namespace {

constexpr int kColours = 32;
constexpr float kBandwidth = 6.0f;      // of 8-bit Lab: about the noise and print lines of one surface
constexpr float kDarkestShade = 0.55f;  // a shadow leaves at least this share of the ground's brightness
constexpr float kShadePrice = 20.0f;    // Lab distance that a full shadow counts as
constexpr float kFloor = 1e-4f;         // density below which a colour is unknown on that side

struct Palette {
    std::vector<cv::Vec3f> lab, rgb;
    std::vector<float> inside, outside;  // shares, each summing to 1
    cv::Mat index;                       // CV_8U: the colour of each pixel
};

cv::Vec3f toLab(const cv::Vec3f& rgb) {
    cv::Mat one(1, 1, CV_32FC3, cv::Scalar(rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0)), lab;
    cv::cvtColor(one, lab, cv::COLOR_RGB2Lab);
    const cv::Vec3f v = lab.at<cv::Vec3f>(0, 0);
    return {v[0] * 2.55f, v[1], v[2]};
}

int nearest(const std::vector<cv::Vec3f>& colours, const cv::Vec3f& colour) {
    int best = 0;
    float distance = 1e30f;
    for (size_t k = 0; k < colours.size(); ++k) {
        const cv::Vec3f d = colour - colours[k];
        if (d.dot(d) < distance) {
            distance = d.dot(d);
            best = static_cast<int>(k);
        }
    }
    return best;
}

Palette paletteOf(const cv::Mat& rgb, const cv::Mat& inside, const cv::Mat& outside) {
    cv::Mat lab;
    rgb.convertTo(lab, CV_32FC3, 1.0 / 255.0);
    cv::cvtColor(lab, lab, cv::COLOR_RGB2Lab);
    cv::multiply(lab, cv::Scalar(2.55, 1.0, 1.0), lab);
    std::vector<cv::Vec3f> samples;
    for (int y = 0; y < lab.rows; y += 3)
        for (int x = 0; x < lab.cols; x += 3) samples.push_back(lab.at<cv::Vec3f>(y, x));
    const int colours = std::min<int>(kColours, static_cast<int>(samples.size()));
    const cv::Mat rows(static_cast<int>(samples.size()), 3, CV_32F, samples.data());
    cv::Mat labels, centers;
    cv::setRNGSeed(1);  // k-means starts at random: the same picture must give the same mask
    cv::kmeans(rows, colours, labels, {cv::TermCriteria::COUNT, 10, 0.5}, 1, cv::KMEANS_PP_CENTERS, centers);
    Palette palette;
    for (int k = 0; k < colours; ++k)
        palette.lab.emplace_back(centers.at<float>(k, 0), centers.at<float>(k, 1), centers.at<float>(k, 2));
    palette.rgb.assign(colours, {});
    palette.inside.assign(colours, 0.0f);
    palette.outside.assign(colours, 0.0f);
    palette.index = cv::Mat(lab.size(), CV_8U);
    std::vector<float> count(colours, 1e-6f);
    for (int y = 0; y < lab.rows; ++y)
        for (int x = 0; x < lab.cols; ++x) {
            const int k = nearest(palette.lab, lab.at<cv::Vec3f>(y, x));
            palette.index.at<uchar>(y, x) = static_cast<uchar>(k);
            palette.rgb[k] += cv::Vec3f(rgb.at<cv::Vec3b>(y, x));
            count[k] += 1.0f;
            palette.inside[k] += inside.at<float>(y, x);
            palette.outside[k] += outside.at<float>(y, x);
        }
    const float in = static_cast<float>(cv::sum(inside)[0]) + 1e-6f,
                out = static_cast<float>(cv::sum(outside)[0]) + 1e-6f;
    for (int k = 0; k < colours; ++k) {
        palette.rgb[k] *= 1.0f / count[k];
        palette.inside[k] /= in;
        palette.outside[k] /= out;
    }
    return palette;
}

/// Lab distance of `colour` from `ground` seen in the shade that fits best, plus the price of that shade.
float shadeDistance(const cv::Vec3f& colour, const cv::Vec3f& colourLab, const cv::Vec3f& ground) {
    const float shade = std::clamp(colour.dot(ground) / (ground.dot(ground) + 1.0f), kDarkestShade, 1.0f);
    return static_cast<float>(cv::norm(colourLab - toLab(ground * shade))) + kShadePrice * (1.0f - shade);
}

std::vector<float> evidenceOf(const Palette& palette, bool shade) {
    const size_t n = palette.lab.size();
    const auto kernel = [](float d) { return std::exp(-0.5f * d * d / (kBandwidth * kBandwidth)); };
    std::vector<float> evidence(n);
    for (size_t c = 0; c < n; ++c) {
        float in = kFloor, out = kFloor;
        for (size_t b = 0; b < n; ++b) {
            const float plain = static_cast<float>(cv::norm(palette.lab[c] - palette.lab[b]));
            const float ground =
                shade ? std::min(plain, shadeDistance(palette.rgb[c], palette.lab[c], palette.rgb[b])) : plain;
            in += kernel(plain) * palette.inside[b];
            out += kernel(ground) * palette.outside[b];
        }
        evidence[c] = in / (in + out);
    }
    return evidence;
}

}  // namespace

cv::Mat colourEvidence(const cv::Mat& rgb, const cv::Mat& inside, const cv::Mat& outside) {
    const Palette palette = paletteOf(rgb, inside, outside);
    std::vector<float> evidence = evidenceOf(palette, false);
    const std::vector<float> shaded = evidenceOf(palette, true);
    float part = 0.0f, left = 0.0f;
    for (size_t k = 0; k < evidence.size(); ++k) {
        if (evidence[k] > 0.6f) part += palette.inside[k];
        if (evidence[k] > 0.6f && shaded[k] > 0.6f) left += palette.inside[k];
    }
    if (left > 0.6f * part) evidence = shaded;
    cv::Mat out(rgb.size(), CV_32F);
    for (int y = 0; y < out.rows; ++y)
        for (int x = 0; x < out.cols; ++x) out.at<float>(y, x) = evidence[palette.index.at<uchar>(y, x)];
    cv::GaussianBlur(out, out, {}, 1.2);
    return out;
}

}  // namespace img2cadseq::photo
