#pragma once
// Private to photo/: OpenCV's pictures from and to ours, without copying where it can be helped.

#include <opencv2/core.hpp>

#include "geometry/raster.h"

namespace img2cadseq::photo {

inline cv::Mat view(const Image& image) {
    static_assert(sizeof(Rgb) == 3);
    return {image.height, image.width, CV_8UC3, const_cast<Rgb*>(image.data.data())};
}
inline cv::Mat view(const Mask& mask) {
    return {mask.height, mask.width, CV_8UC1, const_cast<uint8_t*>(mask.data.data())};
}
inline cv::Mat view(const FloatMap& map) {
    return {map.height, map.width, CV_32FC1, const_cast<float*>(map.data.data())};
}

/// From continuous or padded CV_8UC3 in RGB order.
inline Image toImage(const cv::Mat& rgb) {
    Image image(rgb.cols, rgb.rows);
    rgb.copyTo(view(image));
    return image;
}
inline Mask toMask(const cv::Mat& grey) {
    Mask mask(grey.cols, grey.rows);
    grey.copyTo(view(mask));
    return mask;
}

}  // namespace img2cadseq::photo
