#include "photo/heic_writer.h"

#include <memory>
#include <stdexcept>

#include <libheif/heif.h>

namespace img2cadseq::test {
namespace {

void requireHeif(const heif_error& error) {
    if (error.code != heif_error_Ok) throw std::runtime_error(error.message);
}

}  // namespace

void writeHeic(const std::filesystem::path& path, const Image& picture, const HeicOptions& how) {
    const std::unique_ptr<heif_context, void (*)(heif_context*)> context(heif_context_alloc(), heif_context_free);
    heif_encoder* rawEncoder = nullptr;
    requireHeif(heif_context_get_encoder_for_format(context.get(), heif_compression_HEVC, &rawEncoder));
    const std::unique_ptr<heif_encoder, void (*)(heif_encoder*)> encoder(rawEncoder, heif_encoder_release);
    requireHeif(heif_encoder_set_lossy_quality(encoder.get(), 100));
    heif_image* rawImage = nullptr;
    requireHeif(
        heif_image_create(picture.width, picture.height, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &rawImage));
    const std::unique_ptr<heif_image, void (*)(const heif_image*)> image(rawImage, heif_image_release);
    requireHeif(heif_image_add_plane(image.get(), heif_channel_interleaved, picture.width, picture.height, 8));
    int stride = 0;
    uint8_t* plane = heif_image_get_plane(image.get(), heif_channel_interleaved, &stride);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const Rgb c = picture.at(x, y);
            uint8_t* pixel = plane + y * stride + 3 * x;
            pixel[0] = c.r, pixel[1] = c.g, pixel[2] = c.b;
        }
    const std::unique_ptr<heif_encoding_options, void (*)(heif_encoding_options*)> options(
        heif_encoding_options_alloc(), heif_encoding_options_free);
    options->image_orientation = how.turned ? heif_orientation_rotate_90_cw : heif_orientation_normal;
    heif_image_handle* rawHandle = nullptr;
    requireHeif(heif_context_encode_image(context.get(), image.get(), encoder.get(), options.get(), &rawHandle));
    const std::unique_ptr<heif_image_handle, void (*)(const heif_image_handle*)> handle(rawHandle,
                                                                                        heif_image_handle_release);
    if (!how.exif.empty())
        requireHeif(heif_context_add_exif_metadata(context.get(), handle.get(), how.exif.data(),
                                                   static_cast<int>(how.exif.size())));
    requireHeif(heif_context_write_to_file(context.get(), path.string().c_str()));
}

}  // namespace img2cadseq::test
