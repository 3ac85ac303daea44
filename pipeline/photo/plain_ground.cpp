#include "photo/plain_ground.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

namespace img2cadseq::photo {
namespace {

constexpr int kSame = 2, kOther = 10;   // levels by which a pixel is the ground, and surely is not
constexpr double kLeastBorder = 0.2;    // share of the border that is ground
constexpr double kMostBetween = 0.003;  // share of the picture between the two

int difference(const cv::Vec3b& a, const cv::Vec3b& b) {
    int most = 0;
    for (int c = 0; c < 3; ++c) most = std::max(most, std::abs(a[c] - b[c]));
    return most;
}

}  // namespace

std::optional<cv::Mat> offPlainGround(const cv::Mat& rgb) {
    std::map<std::tuple<uchar, uchar, uchar>, int> counts;
    std::vector<cv::Vec3b> border;
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; x += y == 0 || y == rgb.rows - 1 ? 1 : std::max(1, rgb.cols - 1)) {
            const auto& p = rgb.at<cv::Vec3b>(y, x);
            border.push_back(p);
            ++counts[{p[0], p[1], p[2]}];
        }
    if (border.empty()) return std::nullopt;
    const auto& [r, g, b] = std::max_element(counts.begin(), counts.end(), [](const auto& one, const auto& other) {
                                return one.second < other.second;
                            })->first;
    const cv::Vec3b ground(r, g, b);
    const auto same =
        std::count_if(border.begin(), border.end(), [&](const cv::Vec3b& p) { return difference(p, ground) <= kSame; });
    if (static_cast<double>(same) < kLeastBorder * static_cast<double>(border.size())) return std::nullopt;

    cv::Mat off(rgb.size(), CV_8U);
    size_t between = 0;
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) {
            const int d = difference(rgb.at<cv::Vec3b>(y, x), ground);
            between += d > kSame && d <= kOther;
            off.at<uchar>(y, x) = d > kOther ? 255 : 0;
        }
    if (static_cast<double>(between) > kMostBetween * static_cast<double>(rgb.total())) return std::nullopt;
    return off;
}

}  // namespace img2cadseq::photo
