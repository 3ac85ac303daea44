#include "photo/photo.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string_view>

#include "core/error.h"
#include "core/file.h"
#include "photo/heic.h"
#include "photo/metadata.h"
#include "photo/opencv_bridge.h"

namespace img2cadseq {
namespace {

using Bytes = std::vector<unsigned char>;

Bytes readBytes(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::file_size(path, error) > (uintmax_t{1} << 30) && !error)
        throw Error(ErrorCode::BadInput, path.string() + ": the file is over 1 GiB", "give a smaller picture");
    const std::string text = readFile(path);
    return {text.begin(), text.end()};
}

bool startsWith(const Bytes& bytes, std::string_view magic) {
    return bytes.size() >= magic.size() && std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
}

bool endsSomewhereWith(const Bytes& bytes, std::string_view mark) {
    const size_t window = std::min<size_t>(bytes.size(), 1u << 16);
    const auto begin = bytes.end() - static_cast<std::ptrdiff_t>(window);
    return std::search(begin, bytes.end(), mark.begin(), mark.end(),
                       [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); }) != bytes.end();
}

/// Decoders fill what is missing of a cut-off file with grey; better to say so.
void requireWhole(const Bytes& bytes, const std::string& name) {
    using namespace std::literals;
    const bool cut = (startsWith(bytes, "\xFF\xD8"sv) && !endsSomewhereWith(bytes, "\xFF\xD9"sv)) ||
                     (startsWith(bytes, "\x89PNG"sv) && !endsSomewhereWith(bytes, "IEND"sv));
    if (cut) throw Error(ErrorCode::BadInput, name + ": the picture file is cut off", "copy or download it again");
    if (startsWith(bytes, "GIF8"sv))
        throw Error(ErrorCode::BadInput, name + ": GIF pictures are not read", "save it as PNG or JPEG");
}

void requireSize(long width, long height, const std::string& name) {
    if (width * height <= kMostPixels) return;
    throw Error(ErrorCode::BadInput,
                name + ": the picture is too large (" + std::to_string(width) + " x " + std::to_string(height) + ")",
                "reduce it to under 200 megapixels");
}

cv::Mat to8Bit(const cv::Mat& any) {
    cv::Mat out;
    switch (any.depth()) {
        case CV_8U: return any;
        case CV_16U: any.convertTo(out, CV_8U, 1.0 / 257.0); return out;
        default: any.convertTo(out, CV_8U, 255.0); return out;
    }
}

cv::Mat toRgba(const cv::Mat& bgr) {
    cv::Mat out;
    switch (bgr.channels()) {
        case 1: cv::cvtColor(bgr, out, cv::COLOR_GRAY2RGBA); break;
        case 3: cv::cvtColor(bgr, out, cv::COLOR_BGR2RGBA); break;
        case 4: cv::cvtColor(bgr, out, cv::COLOR_BGRA2RGBA); break;
        default: break;
    }
    return out;
}

/// EXIF orientations 1..8 as a transposition followed by flips.
cv::Mat turn(cv::Mat picture, int orientation) {
    if (orientation >= 5) {
        cv::Mat transposed;
        cv::transpose(picture, transposed);
        picture = transposed;
    }
    const bool flipX = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    const bool flipY = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    if (flipX || flipY) {
        cv::Mat flipped;
        cv::flip(picture, flipped, flipX && flipY ? -1 : (flipX ? 1 : 0));
        picture = flipped;
    }
    return picture;
}

cv::Mat decodeStored(const Bytes& bytes, const std::string& name) {
    cv::Mat decoded;
    try {
        decoded = cv::imdecode(bytes, cv::IMREAD_UNCHANGED | cv::IMREAD_IGNORE_ORIENTATION);
    } catch (const cv::Exception&) {
        decoded.release();
    }
    if (decoded.empty() || decoded.cols <= 0 || decoded.rows <= 0)
        throw Error(ErrorCode::BadInput, name + ": not a picture this program can read",
                    "give a JPEG, PNG, WebP, TIFF, BMP or HEIC file");
    return toRgba(to8Bit(decoded));
}

Photo finish(cv::Mat rgba, const photo::Metadata& metadata) {
    Photo result;
    result.originalWidth = rgba.cols;
    result.originalHeight = rgba.rows;
    const int longest = std::max(rgba.cols, rgba.rows);
    if (longest > kLongestSide) {
        const double scale = static_cast<double>(kLongestSide) / longest;
        cv::Mat small;
        cv::resize(rgba, small,
                   cv::Size(std::max(1, cvRound(rgba.cols * scale)), std::max(1, cvRound(rgba.rows * scale))), 0, 0,
                   cv::INTER_AREA);
        rgba = small;
    }
    cv::Mat alpha, rgb;
    cv::extractChannel(rgba, alpha, 3);
    double least = 255.0;
    cv::minMaxLoc(alpha, &least);
    if (least < 128.0) {
        // What lies under transparent pixels is arbitrary: show white there, as viewers do.
        rgba.setTo(cv::Scalar(255, 255, 255, 255), alpha == 0);
        result.alpha = photo::toMask(alpha > 127);
    }
    cv::cvtColor(rgba, rgb, cv::COLOR_RGBA2RGB);
    result.image = photo::toImage(rgb);
    // A full frame's diagonal is 43.27 mm; equivalent focal lengths refer to it.
    if (metadata.focal35mm)
        result.focalPixels = *metadata.focal35mm * std::hypot(rgb.cols, rgb.rows) / std::hypot(36.0, 24.0);
    return result;
}

}  // namespace

Photo decodePhoto(const Bytes& bytes, const std::string& name) {
    if (bytes.empty()) throw Error(ErrorCode::BadInput, name + ": the file is empty", "copy or download it again");
    if (photo::isHeic(bytes)) {
        photo::Metadata metadata;
        const cv::Mat rgba = photo::decodeHeic(bytes, name, metadata);
        return finish(rgba, metadata);
    }
    requireWhole(bytes, name);
    const photo::Metadata metadata = photo::readMetadata(bytes);
    requireSize(metadata.width, metadata.height, name);
    return finish(turn(decodeStored(bytes, name), metadata.orientation), metadata);
}

Photo readPhoto(const std::filesystem::path& path) { return decodePhoto(readBytes(path), path.string()); }

Mask readMask(const std::filesystem::path& path) {
    const Photo picture = readPhoto(path);
    if (picture.alpha) return *picture.alpha;
    cv::Mat grey;
    cv::cvtColor(photo::view(picture.image), grey, cv::COLOR_RGB2GRAY);
    return photo::toMask(grey > 127);
}

}  // namespace img2cadseq
