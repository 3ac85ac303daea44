#include "core/error.h"

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

TEST(Error, LineCarriesWhatAndHint) {
    const Error error(ErrorCode::BadInput, "part.json: not a sequence", "give a file made by import");
    EXPECT_EQ(error.line(), "part.json: not a sequence; give a file made by import");
    EXPECT_EQ(Error(ErrorCode::Io, "disk full").line(), "disk full");
}

TEST(Error, ExitStatusFollowsTheContract) {
    EXPECT_EQ(exitStatus(ErrorCode::Usage), 2);
    EXPECT_EQ(exitStatus(ErrorCode::BadInput), 3);
    EXPECT_EQ(exitStatus(ErrorCode::NoCandidate), 4);
    EXPECT_EQ(exitStatus(ErrorCode::Stopped), 130);
}

}  // namespace
}  // namespace img2cadseq
