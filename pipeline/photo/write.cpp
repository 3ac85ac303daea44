#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "core/file.h"
#include "photo/opencv_bridge.h"
#include "photo/photo.h"

namespace img2cadseq {
namespace {

void writeWhole(const std::filesystem::path& path, const std::vector<unsigned char>& bytes) {
    writeFile(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::vector<unsigned char> png(const cv::Mat& picture) {
    std::vector<unsigned char> bytes;
    if (!cv::imencode(".png", picture, bytes))
        throw Error(ErrorCode::Internal, "a picture could not be encoded as PNG");
    return bytes;
}

}  // namespace

std::vector<unsigned char> encodePng(const Image& image) {
    cv::Mat bgr;
    cv::cvtColor(photo::view(image), bgr, cv::COLOR_RGB2BGR);
    return png(bgr);
}

void writePng(const std::filesystem::path& path, const Image& image) { writeWhole(path, encodePng(image)); }

void writePng(const std::filesystem::path& path, const Mask& mask) { writeWhole(path, png(photo::view(mask))); }

}  // namespace img2cadseq
