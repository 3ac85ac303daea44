#include "photo/ground_field.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace img2cadseq::photo {
namespace {

constexpr int kTerms = 8;
constexpr float kDrawn = 1.2f;          // median residual (0..255) above which a ground was not drawn but photographed
constexpr float kDifferent = 7.0f;      // Lab distance at which a pixel is as likely part as ground
constexpr float kDarkestShade = 0.55f;  // a shadow leaves at least this share of the ground's brightness
constexpr float kColoured = 20.0f;      // chroma by which a part must differ for its shadow to be told apart

std::array<float, kTerms> terms(double x, double y) {
    const auto f = [](double v) { return static_cast<float>(v); };
    return {1.0f, f(x), f(y), f(x * x), f(x * y), f(y * y), f(x * x * x), f(y * y * y)};
}

struct Sample {
    std::array<float, kTerms> at;
    cv::Vec3f colour;
    float residual = 0.0f;
};

float medianResidual(const std::vector<Sample>& samples) {
    std::vector<float> values;
    for (const Sample& s : samples) values.push_back(s.residual);
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    return values[values.size() / 2];
}

/// kTerms x 3, by least squares over the samples that the last fit met: lines drawn on the ground drop out.
cv::Mat fit(std::vector<Sample>& samples, float& residual) {
    cv::Mat coefficients;
    residual = 1e9f;
    for (int pass = 0; pass < 4; ++pass) {
        cv::Mat normal = cv::Mat::eye(kTerms, kTerms, CV_64F) * 1e-6, right = cv::Mat::zeros(kTerms, 3, CV_64F);
        for (const Sample& s : samples) {
            if (pass > 0 && s.residual > 2.5f * residual + 1.0f) continue;
            for (int i = 0; i < kTerms; ++i) {
                for (int j = 0; j < kTerms; ++j) normal.at<double>(i, j) += s.at[i] * s.at[j];
                for (int c = 0; c < 3; ++c) right.at<double>(i, c) += s.at[i] * s.colour[c];
            }
        }
        cv::solve(normal, right, coefficients, cv::DECOMP_CHOLESKY);
        for (Sample& s : samples) {
            double squared = 0.0;
            for (int c = 0; c < 3; ++c) {
                double value = 0.0;
                for (int i = 0; i < kTerms; ++i) value += s.at[i] * coefficients.at<double>(i, c);
                squared += (value - s.colour[c]) * (value - s.colour[c]);
            }
            s.residual = static_cast<float>(std::sqrt(squared));
        }
        residual = medianResidual(samples);
    }
    return coefficients;
}

cv::Vec2d normalised(int x, int y, cv::Size size) { return {2.0 * x / size.width - 1.0, 2.0 * y / size.height - 1.0}; }

cv::Mat labOf(const cv::Mat& rgb) {
    cv::Mat lab;
    cv::cvtColor(cv::Mat(rgb / 255.0), lab, cv::COLOR_RGB2Lab);
    return lab;
}

cv::Mat evidence(const cv::Mat& distance) {
    const cv::Mat squared = distance.mul(distance);
    return squared / (squared + kDifferent * kDifferent);
}

}  // namespace

cv::Mat fieldEvidence(const cv::Mat& rgb, const cv::Mat& outside) {
    std::vector<Sample> samples;
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x)
            if (outside.at<float>(y, x) > 0.0f && (x + 2 * y) % 5 == 0) {
                const cv::Vec2d p = normalised(x, y, rgb.size());
                samples.push_back({terms(p[0], p[1]), cv::Vec3f(rgb.at<cv::Vec3b>(y, x))});
            }
    if (samples.size() < 50) return {};
    float residual;
    const cv::Mat coefficients = fit(samples, residual);
    if (residual > kDrawn) return {};
    cv::Mat colour, ground(rgb.size(), CV_32FC3), shaded(rgb.size(), CV_32FC3);
    rgb.convertTo(colour, CV_32FC3);
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) {
            const cv::Vec2d p = normalised(x, y, rgb.size());
            const auto at = terms(p[0], p[1]);
            cv::Vec3f g;
            for (int c = 0; c < 3; ++c) {
                double value = 0.0;
                for (int i = 0; i < kTerms; ++i) value += at[i] * coefficients.at<double>(i, c);
                g[c] = static_cast<float>(std::clamp(value, 0.0, 255.0));
            }
            const cv::Vec3f c = colour.at<cv::Vec3f>(y, x);
            ground.at<cv::Vec3f>(y, x) = g;
            shaded.at<cv::Vec3f>(y, x) = g * std::clamp(c.dot(g) / (g.dot(g) + 1.0f), kDarkestShade, 1.0f);
        }
    const cv::Mat lab = labOf(colour), off = lab - labOf(ground), offShaded = lab - labOf(shaded);
    cv::Mat plain(rgb.size(), CV_32F), shade(rgb.size(), CV_32F);
    double part = 0.0, coloured = 0.0;
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) {
            const cv::Vec3f &d = off.at<cv::Vec3f>(y, x), &s = offShaded.at<cv::Vec3f>(y, x);
            plain.at<float>(y, x) = static_cast<float>(cv::norm(d));
            shade.at<float>(y, x) = std::min(plain.at<float>(y, x), static_cast<float>(cv::norm(s)));
            if (plain.at<float>(y, x) < kDifferent) continue;
            part += 1.0;
            coloured += std::hypot(s[1], s[2]) > kColoured;
        }
    return evidence(coloured > 0.5 * part ? shade : plain);
}

}  // namespace img2cadseq::photo
