#include "core/progress.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace img2cadseq {
namespace {

TEST(Progress, SharesNest) {
    std::string stage;
    double fraction = -1.0;
    const Progress whole([&](const std::string& s, double f) {
        stage = s;
        fraction = f;
    });
    const Progress second = whole.share(0.5, 0.5, "second");
    second.share(0.5, 0.5).report(0.5);
    EXPECT_EQ(stage, "second");
    EXPECT_DOUBLE_EQ(fraction, 0.875);
}

TEST(Progress, SilentOneIsSafe) { Progress().share(0.1, 0.2).report(1.0); }

TEST(Progress, ThrowsWhenStopped) {
    std::stop_source source;
    const Progress progress(nullptr, source.get_token());
    EXPECT_NO_THROW(progress.throwIfStopped());
    source.request_stop();
    EXPECT_THROW(progress.share(0, 0.5).throwIfStopped(), Error);
}

}  // namespace
}  // namespace img2cadseq
