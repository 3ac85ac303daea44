#include "photo/metadata.h"

#include <cmath>
#include <exiv2/exiv2.hpp>
#include <mutex>

namespace img2cadseq::photo {
namespace {

void quiet() {
    static std::once_flag once;
    std::call_once(once, [] { Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute); });
}

std::optional<double> number(const Exiv2::ExifData& exif, const char* key) {
    const auto it = exif.findKey(Exiv2::ExifKey(key));
    if (it == exif.end() || it->count() == 0) return std::nullopt;
    const double value = it->toFloat();
    if (!std::isfinite(value) || value <= 0.0) return std::nullopt;
    return value;
}

void read(const Exiv2::ExifData& exif, Metadata& data) {
    if (const auto orientation = number(exif, "Exif.Image.Orientation"))
        if (*orientation >= 1 && *orientation <= 8) data.orientation = static_cast<int>(*orientation);
    data.focal35mm = number(exif, "Exif.Photo.FocalLengthIn35mmFilm");
    if (data.focal35mm && (*data.focal35mm < 5.0 || *data.focal35mm > 2000.0)) data.focal35mm.reset();
}

}  // namespace

Metadata readMetadata(const std::vector<unsigned char>& bytes) {
    quiet();
    Metadata data;
    try {
        const auto image = Exiv2::ImageFactory::open(bytes.data(), static_cast<long>(bytes.size()));
        image->readMetadata();
        data.width = image->pixelWidth();
        data.height = image->pixelHeight();
        read(image->exifData(), data);
    } catch (const std::exception&) {
        return data;
    }
    return data;
}

Metadata readExifBlock(const unsigned char* bytes, size_t size) {
    quiet();
    Metadata data;
    try {
        Exiv2::ExifData exif;
        Exiv2::ExifParser::decode(exif, bytes, static_cast<uint32_t>(size));
        read(exif, data);
    } catch (const std::exception&) {
        return data;
    }
    return data;
}

}  // namespace img2cadseq::photo
