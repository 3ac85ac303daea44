#include "nn/picture_input.h"

#include <algorithm>
#include <cmath>

namespace img2cadseq::nn {
namespace {

constexpr int kReach = 8;           ///< pixels: half of the window that is nearby
constexpr float kFaintest = 0.02f;  ///< deviation below which there is but noise, brightness in [-1, 1]
constexpr float kMost = 2.0f;

/// Sums over windows of 2 kReach + 1 pixels along a row or column of `count` values `step` apart, borders repeated.
void windowSums(const float* in, float* out, int count, size_t step) {
    const auto at = [&](int i) { return in[static_cast<size_t>(std::clamp(i, 0, count - 1)) * step]; };
    float sum = 0.0f;
    for (int i = -kReach; i <= kReach; ++i) sum += at(i);
    for (int i = 0; i < count; ++i) {
        out[static_cast<size_t>(i) * step] = sum;
        sum += at(i + kReach + 1) - at(i - kReach);
    }
}

std::vector<float> windowMeans(const std::vector<float>& values, int side) {
    std::vector<float> across(values.size()), means(values.size());
    const auto n = static_cast<size_t>(side);
    for (size_t y = 0; y < n; ++y) windowSums(values.data() + y * n, across.data() + y * n, side, 1);
    for (size_t x = 0; x < n; ++x) windowSums(across.data() + x, means.data() + x, side, n);
    constexpr float kArea = (2 * kReach + 1) * (2 * kReach + 1);
    for (float& m : means) m /= kArea;
    return means;
}

}  // namespace

std::vector<float> pictureInput(const Image& picture, const Mask& mask) {
    const size_t pixels = picture.data.size();
    std::vector<float> input(5 * pixels, 0.0f), bright(pixels), squares(pixels);
    for (size_t i = 0; i < pixels; ++i) {
        const Rgb& p = picture.data[i];
        input[i] = static_cast<float>(p.r) / 127.5f - 1.0f;
        input[pixels + i] = static_cast<float>(p.g) / 127.5f - 1.0f;
        input[2 * pixels + i] = static_cast<float>(p.b) / 127.5f - 1.0f;
        if (!mask.empty()) input[3 * pixels + i] = mask.data[i] >= 128 ? 1.0f : 0.0f;
        bright[i] = (input[i] + input[pixels + i] + input[2 * pixels + i]) / 3.0f;
        squares[i] = bright[i] * bright[i];
    }
    const std::vector<float> mean = windowMeans(bright, picture.width), square = windowMeans(squares, picture.width);
    for (size_t i = 0; i < pixels; ++i) {
        const float deviation = std::sqrt(std::max(0.0f, square[i] - mean[i] * mean[i]));
        input[4 * pixels + i] = std::clamp((bright[i] - mean[i]) / (deviation + kFaintest), -kMost, kMost);
    }
    return input;
}

}  // namespace img2cadseq::nn
