// The token grid: every cell has its place, whatever the size of the view.

#include "widgets/token_grid.h"

#include <QTest>

#include <gtest/gtest.h>

#include "widgets/theme.h"

namespace img2cadseq::test {
namespace {

std::vector<TokenCell> tree() {
    std::vector<TokenCell> cells;
    const auto add = [&](TokenLevel level, int elements, int tokens) {
        for (int row = 0; row < elements; ++row)
            for (int column = 0; column < tokens; ++column)
                cells.push_back({level, row, column, row, static_cast<TokenState>((row + column) % 4)});
    };
    add(TokenLevel::Curve, 18, 4);  // in another order than shown
    add(TokenLevel::Block, 6, 3);
    add(TokenLevel::Loop, 18, 3);
    return cells;
}

TEST(TokenGrid, CellsLieInsideAndDoNotOverlap) {
    for (const QSize size : {QSize(300, 140), QSize(600, 300), QSize(220, 200)}) {
        widgets::TokenGrid grid;
        grid.resize(size);
        grid.setCells(tree());
        ASSERT_EQ(grid.cells().size(), tree().size());
        const int count = static_cast<int>(grid.cells().size());
        for (int i = 0; i < count; ++i) {
            EXPECT_TRUE(QRectF(grid.rect()).contains(grid.cellRect(i))) << size.width() << ": cell " << i;
            for (int j = i + 1; j < count; ++j) EXPECT_FALSE(grid.cellRect(i).intersects(grid.cellRect(j)));
            EXPECT_EQ(grid.cellAt(grid.cellRect(i).center()), i);
        }
        EXPECT_EQ(grid.cellAt({1, 1}), -1);
    }
}

TEST(TokenGrid, CountsAndColoursStates) {
    widgets::TokenGrid grid;
    grid.resize(300, 140);
    const auto cells = tree();
    grid.setCells(cells);
    int sum = 0;
    for (const TokenState state : {TokenState::Masked, TokenState::Fresh, TokenState::Settled, TokenState::Padding})
        sum += grid.count(state);
    EXPECT_EQ(sum, static_cast<int>(cells.size()));
    const QImage picture = grid.grab().toImage();
    for (size_t i = 0; i < cells.size(); ++i) {
        const QPoint middle = grid.cellRect(static_cast<int>(i)).center().toPoint();
        const TokenState state = grid.cells()[i].state;
        if (state == TokenState::Fresh) {
            EXPECT_EQ(picture.pixelColor(middle), widgets::themeColours().warn);
        } else if (state == TokenState::Masked) {
            EXPECT_EQ(picture.pixelColor(middle), widgets::themeColours().border);
        }
    }
}

}  // namespace
}  // namespace img2cadseq::test
