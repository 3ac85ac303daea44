#include "app/cli/png.h"

#include <png.h>

#include "core/error.h"
#include "core/file.h"

namespace img2cadseq::cli {
namespace {

std::string encoded(int width, int height, uint32_t format, const void* pixels) {
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    header.width = static_cast<png_uint_32>(width);
    header.height = static_cast<png_uint_32>(height);
    header.format = format;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(header);
    std::string bytes(size, '\0');
    if (!png_image_write_to_memory(&header, bytes.data(), &size, 0, pixels, 0, nullptr))
        throw Error(ErrorCode::Io, std::string("cannot encode a picture: ") + header.message);
    bytes.resize(size);
    return bytes;
}

}  // namespace

std::string pngOf(const Image& image) { return encoded(image.width, image.height, PNG_FORMAT_RGB, image.data.data()); }

void writePicture(const std::filesystem::path& path, const Image& image) { writeFile(path, pngOf(image)); }

void writePicture(const std::filesystem::path& path, const Mask& mask) {
    writeFile(path, encoded(mask.width, mask.height, PNG_FORMAT_GRAY, mask.data.data()));
}

Image readPicture(const std::filesystem::path& path) {
    const std::string bytes = readFile(path);
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&header, bytes.data(), bytes.size()))
        throw Error(ErrorCode::BadInput, path.string() + ": " + header.message);
    header.format = PNG_FORMAT_RGB;
    Image image(static_cast<int>(header.width), static_cast<int>(header.height));
    if (!png_image_finish_read(&header, nullptr, image.data.data(), 0, nullptr))
        throw Error(ErrorCode::BadInput, path.string() + ": " + header.message);
    return image;
}

}  // namespace img2cadseq::cli
