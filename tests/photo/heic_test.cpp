// HEIC as phones write it: colours, turned pictures, focal length, broken files.

#include <cmath>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "core/error.h"
#include "photo/heic_writer.h"
#include "photo/photo.h"
#include "support/data.h"

namespace img2cadseq {
namespace {

/// Red grows to the right, green downwards.
Image gradient(int width, int height) {
    Image picture(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            picture.at(x, y) = {static_cast<uint8_t>(255 * x / (width - 1)),
                                static_cast<uint8_t>(255 * y / (height - 1)), 40};
    return picture;
}

/// A big-endian TIFF block that holds nothing but the 35 mm focal length.
std::vector<unsigned char> exifWithFocal(unsigned char focal) {
    return {'M', 'M', 0,    42,   0, 0, 0, 8,                         // header, first directory at 8
            0,   1,   0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0,     0, 26,  // one entry: the Exif directory at 26
            0,   0,   0,    0,                                        // no further directory
            0,   1,   0xA4, 0x05, 0, 3, 0, 0, 0, 1, 0, focal, 0, 0,   // one entry: FocalLengthIn35mmFilm
            0,   0,   0,    0};
}

double meanDifference(const Image& a, const Image& b) {
    double sum = 0.0;
    for (size_t i = 0; i < a.data.size(); ++i)
        sum += std::abs(a.data[i].r - b.data[i].r) + std::abs(a.data[i].g - b.data[i].g) +
               std::abs(a.data[i].b - b.data[i].b);
    return sum / (3.0 * static_cast<double>(a.data.size()));
}

TEST(Heic, ColoursComeBack) {
    const test::TemporaryFolder folder;
    const Image picture = gradient(96, 64);
    test::writeHeic(folder / "a.heic", picture);
    const Photo photo = readPhoto(folder / "a.heic");
    ASSERT_EQ(photo.image.width, 96);
    ASSERT_EQ(photo.image.height, 64);
    EXPECT_LT(meanDifference(photo.image, picture), 3.0);
    EXPECT_FALSE(photo.alpha);
    EXPECT_FALSE(photo.focalPixels);
}

TEST(Heic, ContentCountsNotTheSuffix) {
    const test::TemporaryFolder folder;
    test::writeHeic(folder / "phone.jpg", gradient(96, 64));
    EXPECT_EQ(readPhoto(folder / "phone.jpg").image.width, 96);
}

TEST(Heic, TurnedPicturesAreUpright) {
    const test::TemporaryFolder folder;
    test::writeHeic(folder / "a.heic", gradient(96, 64), {.turned = true});
    const Photo photo = readPhoto(folder / "a.heic");
    ASSERT_EQ(photo.image.width, 64);
    ASSERT_EQ(photo.image.height, 96);
    EXPECT_EQ(photo.originalWidth, 64);
    // The stored top left corner, which is neither red nor green, lies at the top right now.
    EXPECT_LT(photo.image.at(62, 1).r + photo.image.at(62, 1).g, 40);
    EXPECT_GT(photo.image.at(62, 94).r, 220);
    EXPECT_GT(photo.image.at(1, 1).g, 220);
}

TEST(Heic, ItsFocalLengthIsUsed) {
    const test::TemporaryFolder folder;
    test::writeHeic(folder / "a.heic", gradient(96, 64), {.exif = exifWithFocal(26)});
    const Photo photo = readPhoto(folder / "a.heic");
    ASSERT_TRUE(photo.focalPixels);
    EXPECT_NEAR(*photo.focalPixels, 26.0 * std::hypot(96, 64) / std::hypot(36, 24), 1e-6);
}

TEST(Heic, HalfAFileIsOneClearLine) {
    const test::TemporaryFolder folder;
    test::writeHeic(folder / "a.heic", gradient(96, 64));
    std::ifstream in(folder / "a.heic", std::ios::binary);
    const std::vector<unsigned char> whole{std::istreambuf_iterator<char>(in), {}};
    for (const size_t part : {size_t{16}, whole.size() / 2, whole.size() - 20}) {
        try {
            decodePhoto({whole.begin(), whole.begin() + static_cast<ptrdiff_t>(part)}, "half.heic");
            ADD_FAILURE() << part << " of " << whole.size() << " bytes were read";
        } catch (const Error& error) {
            EXPECT_EQ(exitStatus(error.code()), 3);
            EXPECT_NE(std::string(error.what()).find("half.heic"), std::string::npos) << error.what();
        }
    }
}

}  // namespace
}  // namespace img2cadseq
