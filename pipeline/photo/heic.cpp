#include "photo/heic.h"

#include <memory>

#include <libheif/heif.h>

#include "core/error.h"
#include "photo/photo.h"

namespace img2cadseq::photo {
namespace {

template <class T, void (*release)(T*)>
struct Releaser {
    void operator()(T* pointer) const { release(pointer); }
};
using Context = std::unique_ptr<heif_context, Releaser<heif_context, heif_context_free>>;

struct HandleReleaser {
    void operator()(const heif_image_handle* handle) const { heif_image_handle_release(handle); }
};
struct ImageReleaser {
    void operator()(const heif_image* image) const { heif_image_release(image); }
};

void require(const heif_error& error, const std::string& name) {
    if (error.code != heif_error_Ok)
        throw Error(ErrorCode::BadInput, name + ": cannot be read as HEIC: " + error.message,
                    "export it from the phone again, or as JPEG");
}

void readFocal(const heif_image_handle* handle, Metadata& metadata) {
    heif_item_id id = 0;
    if (heif_image_handle_get_list_of_metadata_block_IDs(handle, "Exif", &id, 1) != 1) return;
    const size_t size = heif_image_handle_get_metadata_size(handle, id);
    if (size <= 4 || size > (1u << 24)) return;
    std::vector<unsigned char> block(size);
    if (heif_image_handle_get_metadata(handle, id, block.data()).code != heif_error_Ok) return;
    const size_t skip = 4 + ((size_t{block[0]} << 24) | (size_t{block[1]} << 16) | (size_t{block[2]} << 8) | block[3]);
    if (skip < size) metadata.focal35mm = readExifBlock(block.data() + skip, size - skip).focal35mm;
}

}  // namespace

bool isHeic(const std::vector<unsigned char>& bytes) {
    if (bytes.size() < 12) return false;
    const auto kind = heif_check_filetype(bytes.data(), 12);
    return kind == heif_filetype_yes_supported || kind == heif_filetype_maybe;
}

cv::Mat decodeHeic(const std::vector<unsigned char>& bytes, const std::string& name, Metadata& metadata) {
    const Context context(heif_context_alloc());
    require(heif_context_read_from_memory_without_copy(context.get(), bytes.data(), bytes.size(), nullptr), name);
    heif_image_handle* rawHandle = nullptr;
    require(heif_context_get_primary_image_handle(context.get(), &rawHandle), name);
    const std::unique_ptr<const heif_image_handle, HandleReleaser> handle(rawHandle);
    metadata.width = heif_image_handle_get_width(handle.get());
    metadata.height = heif_image_handle_get_height(handle.get());
    if (static_cast<long>(metadata.width) * metadata.height > kMostPixels)
        throw Error(ErrorCode::BadInput, name + ": the picture is too large", "reduce it to under 200 megapixels");
    heif_image* rawImage = nullptr;
    require(heif_decode_image(handle.get(), &rawImage, heif_colorspace_RGB, heif_chroma_interleaved_RGBA, nullptr),
            name);
    const std::unique_ptr<const heif_image, ImageReleaser> image(rawImage);
    int stride = 0;
    const uint8_t* plane = heif_image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
    const int width = heif_image_get_width(image.get(), heif_channel_interleaved);
    const int height = heif_image_get_height(image.get(), heif_channel_interleaved);
    if (!plane || width <= 0 || height <= 0)
        throw Error(ErrorCode::BadInput, name + ": the picture has no pixels", "export it again");
    readFocal(handle.get(), metadata);
    return cv::Mat(height, width, CV_8UC4, const_cast<uint8_t*>(plane), static_cast<size_t>(stride)).clone();
}

}  // namespace img2cadseq::photo
