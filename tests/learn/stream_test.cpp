#include "learn/stream.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace img2cadseq::learn {
namespace {

TEST(Stream, ComesInOrderWhateverTheWorkers) {
    for (const unsigned workers : {1u, 2u, 5u}) {
        Stream<uint64_t> stream([](uint64_t i) { return i * i; }, workers, 7, 3);
        for (uint64_t i = 7; i < 200; ++i) ASSERT_EQ(stream.next(), i * i);
    }
}

TEST(Stream, ThrowsWhatTheMakerThrew) {
    Stream<int> stream(
        [](uint64_t i) {
            if (i == 2) throw std::runtime_error("two");
            return static_cast<int>(i);
        },
        2);
    EXPECT_EQ(stream.next(), 0);
    EXPECT_EQ(stream.next(), 1);
    EXPECT_THROW(stream.next(), std::runtime_error);
    EXPECT_EQ(stream.next(), 3);
}

}  // namespace
}  // namespace img2cadseq::learn
