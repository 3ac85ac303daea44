#include "core/sha256.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "support/data.h"

namespace img2cadseq {
namespace {

// FIPS 180-4's own examples, and lengths around the padding's edges (from sha256sum).
TEST(Sha256, AgreesWithThePublishedExamples) {
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256(std::string(55, 'a')), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    EXPECT_EQ(sha256(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, OfAFile) {
    const test::TemporaryFolder folder;
    writeFile(folder / "abc", "abc");
    EXPECT_EQ(sha256OfFile(folder / "abc"), sha256("abc"));
}

}  // namespace
}  // namespace img2cadseq
