#include "core/parallel.h"

#include <atomic>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

TEST(ParallelFor, VisitsEveryIndexOnce) {
    for (const unsigned threads : {0u, 1u, 3u}) {
        std::vector<std::atomic<int>> visits(1000);
        parallelFor(visits.size(), threads, [&](size_t i) { ++visits[i]; });
        for (const auto& count : visits) EXPECT_EQ(count, 1);
    }
}

TEST(ParallelFor, FirstExceptionComesBack) {
    EXPECT_THROW(parallelFor(100, 2,
                             [](size_t i) {
                                 if (i == 7) throw std::runtime_error("seven");
                             }),
                 std::runtime_error);
}

TEST(ParallelFor, StopsWhenAsked) {
    std::stop_source source;
    std::atomic<int> visits{0};
    parallelFor(
        1000, 1,
        [&](size_t i) {
            ++visits;
            if (i == 9) source.request_stop();
        },
        source.get_token());
    EXPECT_EQ(visits, 10);
}

}  // namespace
}  // namespace img2cadseq
