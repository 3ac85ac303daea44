#include "codes/layout.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/random.h"

namespace img2cadseq::codes {
namespace {

PartCodes randomCodes(Random& random) {
    const auto code = [&] { return static_cast<int16_t>(random.integer(0, kCodebook - 1)); };
    PartCodes codes;
    const int blocks = random.integer(1, kBlocks);
    int room = kLoops - blocks;
    for (int b = 0; b < blocks; ++b) {
        codes.blocks.push_back({code(), code()});
        const int extra = random.integer(0, std::min(room, 3));
        room -= extra;
        for (int l = 0; l <= extra; ++l) {
            PartCodes::Loop loop;
            loop.block = b;
            loop.hole = l > 0;
            for (auto& c : loop.patch) c = code();
            for (auto& c : loop.curves) c = code();
            codes.loops.push_back(loop);
        }
    }
    return codes;
}

TEST(Layout, CodesComeBack) {
    Random random(1);
    for (int i = 0; i < 500; ++i) {
        const PartCodes codes = randomCodes(random);
        EXPECT_EQ(readTree(layOut(codes)), codes);
    }
}

TEST(Layout, EveryTrueTreeIsAllowedWhateverIsMasked) {
    Random random(2);
    for (int i = 0; i < 500; ++i) {
        const CodeTree whole = layOut(randomCodes(random));
        CodeTree part = whole;
        for (int s = 1; s < kSlots; ++s)
            if (random.chance(random.uniform())) part[static_cast<size_t>(s)].fill(kNone);
        for (int s = 0; s < kSlots; ++s) {
            const int truth = whole[static_cast<size_t>(s)][0];
            EXPECT_TRUE(structureAllowed(s, truth)) << s;
            EXPECT_TRUE(allowedStructures(part, s)[static_cast<size_t>(truth)]) << s << ' ' << truth;
        }
    }
}

TEST(Layout, AnyOrderOfAllowedChoicesGivesATreeThatReadsBackWhole) {
    Random random(3);
    for (int i = 0; i < 300; ++i) {
        CodeTree tree;
        for (Slot& slot : tree) slot.fill(kNone);
        tree[0][0] = kStart;
        std::vector<int> order;
        for (int s = 1; s < kSlots; ++s) order.push_back(s);
        for (size_t k = order.size(); k > 1; --k)
            std::swap(order[k - 1], order[static_cast<size_t>(random.integer(0, static_cast<int>(k) - 1))]);
        if (i % 2 == 0)
            std::stable_sort(order.begin(), order.end(),
                             [](int a, int b) { return isBlockSlot(a) && !isBlockSlot(b); });
        for (const int s : order) {
            const auto allowed = allowedStructures(tree, s);
            std::vector<int16_t> choices;
            for (int c = 0; c < kStructures; ++c)
                if (allowed[static_cast<size_t>(c)]) choices.push_back(static_cast<int16_t>(c));
            ASSERT_FALSE(choices.empty()) << s;
            Slot& slot = tree[static_cast<size_t>(s)];
            slot[0] = choices[static_cast<size_t>(random.integer(0, static_cast<int>(choices.size()) - 1))];
            for (int a = 1; a <= codeCount(slot[0]); ++a) slot[static_cast<size_t>(a)] = 5;
        }
        const PartCodes codes = readTree(tree);
        ASSERT_FALSE(codes.blocks.empty());
        ASSERT_FALSE(codes.loops.empty());
        EXPECT_FALSE(codes.loops.front().hole);
        size_t used = 0;
        for (int s = 1; s < kSlots; ++s) used += codeCount(tree[static_cast<size_t>(s)][0]) > 0;
        EXPECT_EQ(codes.blocks.size() + codes.loops.size(), used);
        EXPECT_EQ(layOut(codes), tree);
    }
}

TEST(Layout, WhatDoesNotFitIsRefused) {
    PartCodes codes;
    EXPECT_THROW(layOut(codes), Error);
    codes.blocks.resize(kBlocks + 1);
    codes.loops.resize(1);
    EXPECT_THROW(layOut(codes), Error);
    codes.blocks.resize(2);
    codes.loops = {{1, false, {}, {}}, {0, false, {}, {}}};
    EXPECT_THROW(layOut(codes), Error);
    codes.loops = {{2, false, {}, {}}};
    EXPECT_THROW(layOut(codes), Error);
}

TEST(Layout, BrokenTreesGiveWhatCanStand) {
    Random random(4);
    CodeTree tree = layOut(randomCodes(random));
    tree[kFirstLoopSlot][1] = kNone;  // a masked code
    tree[1 + 1][0] = kEnd;            // blocks after the first are gone
    for (const auto& loop : readTree(tree).loops) EXPECT_EQ(loop.block, 0);
    for (Slot& slot : tree) slot.fill(kNone);
    EXPECT_TRUE(readTree(tree).blocks.empty());
}

TEST(Layout, FlatSequenceHoldsEveryTokenOnce) {
    Random random(5);
    const PartCodes codes = randomCodes(random);
    const auto flat = flattened(layOut(codes), kFlatLength);
    ASSERT_EQ(flat.size(), kFlatLength);
    const size_t used = 2 + codes.blocks.size() * (1 + kBlockCodes) + codes.loops.size() * (1 + kLoopCodes);
    EXPECT_EQ(flat.front(), kStart);
    EXPECT_EQ(flat[used - 1], kEnd);
    EXPECT_EQ(std::count(flat.begin(), flat.end(), kPad), static_cast<long>(kFlatLength - used));
    EXPECT_LT(*std::max_element(flat.begin(), flat.end()), kFlatVocabulary);
    EXPECT_EQ(flat[2], kStructures + codes.blocks[0][0]);
}

}  // namespace
}  // namespace img2cadseq::codes
