#include "core/suffix.h"

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

TEST(Suffix, IsInLowerCaseWithItsDot) {
    EXPECT_EQ(suffixOf("a.b/Photo.JPG"), ".jpg");
    EXPECT_EQ(suffixOf("scan.points.PLY"), ".ply");
    EXPECT_EQ(suffixOf("a.b/name"), "");
}

TEST(Suffix, InputsArePicturesCloudsAndScans) {
    for (const char* name : {"a.jpeg", "a.TIF", "a.heif", "a.bmp", "a.xyz", "a.STL", "a.obj", "a.glb"})
        EXPECT_TRUE(hasSuffix(name, inputSuffixes())) << name;
    for (const char* name : {"a.step", "a.json", "a", "jpg"}) EXPECT_FALSE(hasSuffix(name, inputSuffixes())) << name;
    EXPECT_FALSE(hasSuffix("a.stl", pictureSuffixes()));
    EXPECT_TRUE(hasSuffix("a.stl", cloudSuffixes()));
}

}  // namespace
}  // namespace img2cadseq
