// Painting, choosing and pinning, done and undone.

#include <gtest/gtest.h>

#include "document/support.h"

namespace img2cadseq::test {
namespace {

Document& withPhoto(Document& document) {
    document.setInput(inputOf(Image(200, 100), "grey"));
    return document;
}

int painted(const Document& document) {
    int count = 0;
    if (document.paintedMask())
        for (const uint8_t value : document.paintedMask()->data) count += value == 255;
    return count;
}

TEST(Edits, AStrokeIsARoundBrushAlongItsPoints) {
    Mask mask(200, 100);
    paintStroke(mask, {{{50, 50}, {150, 50}}, 10.0, true, 0});
    const auto count = std::count(mask.data.begin(), mask.data.end(), 255);
    EXPECT_NEAR(static_cast<double>(count), 100 * 20 + 3.14159 * 100, 30);
    EXPECT_EQ(mask.at(100, 41), 255);
    EXPECT_EQ(mask.at(100, 38), 0);
    EXPECT_EQ(mask.at(158, 50), 255);
    EXPECT_EQ(mask.at(158, 58), 0);
}

TEST(Edits, StrokesBeyondTheBorderPaintWhatIsInside) {
    Mask mask(200, 100);
    const MaskPatch patch = paintStroke(mask, {{{-30, -30}, {10, 10}}, 8.0, true, 0});
    EXPECT_GE(patch.x, 0);
    EXPECT_EQ(mask.at(10, 10), 255);
    Mask untouched(200, 100);
    paintStroke(untouched, {{{-500, -500}}, 8.0, true, 0});
    EXPECT_EQ(untouched.data, Mask(200, 100).data);
}

TEST(Edits, PaintingIsUndoneToTheLastPixel) {
    Document document;
    withPhoto(document);
    const Edit first = document.paint({{{50, 50}}, 20.0, true, 1});
    document.apply(first);
    const Mask one = *document.paintedMask();
    const Edit second = document.paint({{{60, 50}}, 10.0, false, 2});
    document.apply(second);
    const Mask two = *document.paintedMask();
    EXPECT_LT(painted(document), static_cast<int>(std::count(one.data.begin(), one.data.end(), 255)));
    document.revert(second);
    EXPECT_EQ(document.paintedMask()->data, one.data);
    document.revert(first);
    EXPECT_FALSE(document.paintedMask());
    document.apply(first);
    document.apply(second);
    EXPECT_EQ(document.paintedMask()->data, two.data);
    const Edit unpaint = document.unpaint();
    document.apply(unpaint);
    EXPECT_FALSE(document.paintedMask());
    document.revert(unpaint);
    EXPECT_EQ(document.paintedMask()->data, two.data);
}

TEST(Edits, PiecesOfOneStrokeAreOneEdit) {
    Document document;
    withPhoto(document);
    Edit all = document.paint({{{20, 50}}, 5.0, true, 7});
    document.apply(all);
    for (int x = 30; x < 180; x += 10) {
        const Edit next = document.paint({{{x - 10.0, 50.0}, {x * 1.0, 50.0}}, 5.0, true, 7});
        document.apply(next);
        ASSERT_TRUE(merge(all, next));
    }
    const Mask whole = *document.paintedMask();
    document.revert(all);
    EXPECT_FALSE(document.paintedMask());
    document.apply(all);
    EXPECT_EQ(document.paintedMask()->data, whole.data);
    EXPECT_FALSE(merge(all, document.paint({{{20, 50}}, 5.0, true, 8}))) << "another stroke";
    EXPECT_FALSE(merge(all, document.pin(1, true)));
}

TEST(Edits, ChoicesPinsPairsAndPromptsGoBack) {
    Document document;
    withPhoto(document);
    Changes seen = 0;
    document.setObserver([&](Changes what) { seen |= what; });
    Prompt prompt;
    prompt.click = Vec2{3, 4};
    const std::vector<std::pair<Edit, Change>> edits{{document.choose(2), kChoiceChanged},
                                                     {document.pin(2, true), kPinsChanged},
                                                     {document.compare(std::pair{2, 3}), kCompareChanged},
                                                     {document.say(prompt), kPromptChanged}};
    for (const auto& [edit, change] : edits) {
        seen = 0;
        document.apply(edit);
        EXPECT_EQ(seen, static_cast<Changes>(change));
    }
    EXPECT_EQ(document.chosenSlot(), 2);
    EXPECT_TRUE(document.pinned(2));
    EXPECT_EQ(document.comparePair(), (ComparePair{std::pair{2, 3}}));
    ASSERT_TRUE(document.prompt().click);
    EXPECT_TRUE(document.modified());
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) document.revert(edit->first);
    EXPECT_EQ(document.chosenSlot(), -1);
    EXPECT_FALSE(document.pinned(2));
    EXPECT_FALSE(document.comparePair());
    EXPECT_FALSE(document.prompt().click);
}

}  // namespace
}  // namespace img2cadseq::test
