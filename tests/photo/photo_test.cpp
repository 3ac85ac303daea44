#include "photo/photo.h"

#include <fstream>
#include <opencv2/imgcodecs.hpp>

#include <gtest/gtest.h>

#include "core/error.h"
#include "photo/crop.h"
#include "support/data.h"

namespace img2cadseq {
namespace {

using Bytes = std::vector<unsigned char>;

cv::Mat gradient(int type) {
    cv::Mat picture(40, 60, type);
    const double top = picture.depth() == CV_16U ? 65535.0 : 255.0;
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 60; ++x) {
            const cv::Scalar value(0.0, top * y / 39, top * x / 59,
                                   top);  // BGR: red grows to the right, green downwards
            for (int c = 0; c < picture.channels(); ++c) {
                if (picture.depth() == CV_16U)
                    picture.ptr<uint16_t>(y)[x * picture.channels() + c] = static_cast<uint16_t>(value[c]);
                else
                    picture.ptr<uint8_t>(y)[x * picture.channels() + c] = static_cast<uint8_t>(value[c]);
            }
        }
    return picture;
}

Bytes encoded(const cv::Mat& picture, const std::string& suffix) {
    Bytes bytes;
    cv::imencode(suffix, picture, bytes);
    return bytes;
}

/// A JPEG with an EXIF block that holds just an orientation and the 35 mm focal length.
Bytes withExif(const Bytes& jpeg, int orientation, int focal) {
    const Bytes tiff{'M',  'M',  0,    42,   0, 0, 0, 8, 0, 2,
                     0x01, 0x12, 0,    3,    0, 0, 0, 1, 0, static_cast<unsigned char>(orientation),
                     0,    0,    0x87, 0x69, 0, 4, 0, 0, 0, 1,
                     0,    0,    0,    38,   0, 0, 0, 0, 0, 1,
                     0xA4, 0x05, 0,    3,    0, 0, 0, 1, 0, static_cast<unsigned char>(focal),
                     0,    0,    0,    0,    0, 0};
    Bytes out{0xFF, 0xD8, 0xFF, 0xE1};
    const size_t size = 2 + 6 + tiff.size();
    out.push_back(static_cast<unsigned char>(size >> 8));
    out.push_back(static_cast<unsigned char>(size & 255));
    for (const char c : {'E', 'x', 'i', 'f', '\0', '\0'}) out.push_back(static_cast<unsigned char>(c));
    out.insert(out.end(), tiff.begin(), tiff.end());
    out.insert(out.end(), jpeg.begin() + 2, jpeg.end());
    return out;
}

TEST(Photo, ReadsEveryDepthAndKeepsColours) {
    for (const auto& [type, suffix] : {std::pair{CV_8UC3, ".png"},
                                       {CV_16UC3, ".png"},
                                       {CV_8UC3, ".bmp"},
                                       {CV_16UC3, ".tiff"},
                                       {CV_8UC3, ".webp"},
                                       {CV_8UC3, ".jpg"}}) {
        const Photo photo = decodePhoto(encoded(gradient(type), suffix), suffix);
        ASSERT_EQ(photo.image.width, 60);
        ASSERT_EQ(photo.image.height, 40);
        EXPECT_NEAR(photo.image.at(59, 39).r, 255, 14) << suffix;
        EXPECT_NEAR(photo.image.at(0, 39).g, 255, 14) << suffix;
        EXPECT_NEAR(photo.image.at(0, 39).r, 0, 14) << suffix;
        EXPECT_FALSE(photo.alpha);
    }
}

TEST(Photo, AlphaBecomesAMaskAndWhiteGround) {
    cv::Mat picture = gradient(CV_8UC4);
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 20; ++x) picture.at<cv::Vec4b>(y, x)[3] = 0;
    const Photo photo = decodePhoto(encoded(picture, ".png"), "alpha.png");
    ASSERT_TRUE(photo.alpha);
    EXPECT_EQ(photo.alpha->at(10, 10), 0);
    EXPECT_EQ(photo.alpha->at(30, 10), 255);
    EXPECT_EQ(photo.image.at(10, 10), (Rgb{255, 255, 255}));
}

TEST(Photo, ExifOrientationsTurnThePictureUpright) {
    const Bytes jpeg = encoded(gradient(CV_8UC3), ".jpg");
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const Photo photo = decodePhoto(withExif(jpeg, orientation, 28), "exif.jpg");
        const bool turned = orientation >= 5;
        ASSERT_EQ(photo.image.width, turned ? 40 : 60) << orientation;
        // The stored top left corner is black; where it must lie after turning is EXIF's own table.
        const bool right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        const bool bottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        const Rgb corner = photo.image.at(right ? photo.image.width - 1 : 0, bottom ? photo.image.height - 1 : 0);
        EXPECT_LT(corner.r + corner.g, 40) << orientation;
        ASSERT_TRUE(photo.focalPixels);
        EXPECT_NEAR(*photo.focalPixels, 28.0 * std::hypot(60, 40) / std::hypot(36, 24), 1e-6);
    }
}

TEST(Photo, LargePicturesAreReduced) {
    const Photo photo = decodePhoto(encoded(cv::Mat(3000, 4000, CV_8UC3, cv::Scalar(9, 90, 200)), ".jpg"), "large.jpg");
    EXPECT_EQ(photo.image.width, kLongestSide);
    EXPECT_EQ(photo.image.height, 1200);
    EXPECT_EQ(photo.originalWidth, 4000);
}

TEST(Photo, BadFilesGiveOneClearLine) {
    const Bytes jpeg = encoded(gradient(CV_8UC3), ".jpg"), png = encoded(gradient(CV_8UC3), ".png");
    Bytes huge = png;  // a header that promises 50000 x 50000
    for (const size_t at : {16u, 20u}) {
        huge[at] = 0;
        huge[at + 1] = 0;
        huge[at + 2] = 0xC3;
        huge[at + 3] = 0x50;
    }
    Bytes empty = png;
    for (size_t at = 16; at < 24; ++at) empty[at] = 0;
    const std::vector<std::pair<std::string, Bytes>> cases{
        {"nothing", {}},
        {"text", {'h', 'e', 'l', 'l', 'o'}},
        {"half a jpeg", Bytes(jpeg.begin(), jpeg.begin() + jpeg.size() / 2)},
        {"half a png", Bytes(png.begin(), png.begin() + png.size() / 2)},
        {"50000 x 50000", huge},
        {"0 x 0", empty},
        {"gif", {'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, 0, 0, 0}}};
    for (const auto& [name, bytes] : cases) {
        try {
            decodePhoto(bytes, name);
            ADD_FAILURE() << name << " was read";
        } catch (const Error& error) {
            EXPECT_EQ(exitStatus(error.code()), 3) << name;
            EXPECT_NE(std::string(error.what()).find(name), std::string::npos) << error.what();
        }
    }
    EXPECT_THROW(readPhoto("no/such/picture.jpg"), Error);
}

TEST(Photo, EveryPhotographOfTheDataIsRead) {
    const auto folder = test::sharedData("photos");
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "outside data not present";
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".jpg") continue;
        EXPECT_GT(readPhoto(entry.path()).image.width, 200) << entry.path();
        ++count;
    }
    EXPECT_EQ(count, 23);
}

TEST(Photo, PngRoundTripIsExactAndLeavesNothingBehind) {
    const test::TemporaryFolder folder;
    const Photo photo = decodePhoto(encoded(gradient(CV_8UC3), ".png"), "a.png");
    writePng(folder / "b.png", photo.image);
    EXPECT_EQ(readPhoto(folder / "b.png").image.data, photo.image.data);
    EXPECT_THROW(writePng(folder / "no" / "b.png", photo.image), Error);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(Crop, AMaskEnlargedAndReducedIsTheMask) {
    Mask mask(16, 16);
    for (int y = 4; y < 12; ++y)
        for (int x = 2; x < 9; ++x) mask.at(x, y) = 255;
    const FloatMap large = crop(toFloat(mask), wholeWindow(16, 16), 64);
    EXPECT_EQ(toMask(crop(large, wholeWindow(64, 64), 16)).data, mask.data);
    FloatMap half(1, 1, 0.5f);
    EXPECT_EQ(toMask(half).data[0], 0);
}

TEST(Crop, UncropUndoesCrop) {
    FloatMap map(90, 60);
    for (int y = 0; y < 60; ++y)
        for (int x = 0; x < 90; ++x) map.at(x, y) = static_cast<float>(x + 2 * y);
    const CropWindow window{{20.5, 11.0}, 32.0};
    const FloatMap back = uncrop(crop(map, window, 64), window, 90, 60, -1.0f);
    EXPECT_NEAR(back.at(35, 25), map.at(35, 25), 0.1);
    EXPECT_EQ(back.at(2, 2), -1.0f);
    const Vec2 p{33.0, 21.0};
    EXPECT_NEAR(norm(window.toPhoto(window.toCrop(p, 64), 64) - p), 0.0, 1e-12);
}

}  // namespace
}  // namespace img2cadseq
