// Views side by side: maximised, floated, hidden, and back.

#include "widgets/view_deck.h"

#include <QLabel>
#include <QTest>

#include <gtest/gtest.h>

#include "widgets/view_pane.h"

namespace img2cadseq::test {
namespace {

using widgets::ViewDeck;
using widgets::ViewPane;

class ViewDeckTest : public ::testing::Test {
protected:
    void SetUp() override {
        deck.resize(800, 600);
        for (const char* name : {"A", "B", "C"}) panes.push_back(new ViewPane(name, "photo", new QLabel(name), &deck));
        deck.addRow({panes[0], panes[1]}, {1, 1}, 1);
        deck.addRow({panes[2]}, {1}, 1);
        deck.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&deck));
    }
    ViewDeck deck;
    std::vector<ViewPane*> panes;
};

TEST_F(ViewDeckTest, ADoubleClickOnTheTitleMaximisesAndBringsBack) {
    const QSize before = panes[0]->size();
    QTest::mouseDClick(panes[0], Qt::LeftButton, {}, {40, 10});
    EXPECT_EQ(deck.maximised(), panes[0]);
    EXPECT_FALSE(panes[1]->isVisible());
    EXPECT_FALSE(panes[2]->isVisible());
    QTest::mouseDClick(panes[0], Qt::LeftButton, {}, {40, 10});
    EXPECT_EQ(deck.maximised(), nullptr);
    for (const ViewPane* pane : panes) EXPECT_TRUE(pane->isVisible());
    EXPECT_NEAR(panes[0]->width(), before.width(), 2);
}

TEST_F(ViewDeckTest, HiddenViewsLeaveTheirRoom) {
    deck.setPaneHidden(panes[2], true);
    QTest::qWait(0);
    EXPECT_FALSE(panes[2]->isVisible());
    EXPECT_GT(panes[0]->height(), 500);
    deck.showAll();
    EXPECT_TRUE(panes[2]->isVisible());
}

TEST_F(ViewDeckTest, AFloatingViewComesBackToItsPlaceWhenItIsClosed) {
    deck.toggleFloating(panes[0]);
    EXPECT_TRUE(panes[0]->isWindow());
    EXPECT_TRUE(panes[0]->isVisible());
    panes[0]->close();
    EXPECT_FALSE(panes[0]->isWindow());
    EXPECT_TRUE(panes[0]->isVisible());
    EXPECT_LT(panes[0]->mapTo(&deck, QPoint(0, 0)).x(), panes[1]->mapTo(&deck, QPoint(0, 0)).x());
}

TEST_F(ViewDeckTest, RemembersTheArrangement) {
    deck.setPaneHidden(panes[1], true);
    const QByteArray state = deck.saveState();
    deck.showAll();
    deck.restoreState(state);
    EXPECT_TRUE(deck.isHidden(panes[1]));
    deck.restoreState("nonsense");
    EXPECT_FALSE(deck.isHidden(panes[1]));
}

TEST_F(ViewDeckTest, SaysInPlaceWhyThereIsNothing) {
    panes[0]->setMessage("Not run yet", "Press Run.");
    EXPECT_FALSE(panes[0]->showsContent());
    EXPECT_EQ(panes[0]->message().toStdString(), "Not run yet\nPress Run.");
    panes[0]->showContent();
    EXPECT_EQ(panes[0]->message(), QString());
}

}  // namespace
}  // namespace img2cadseq::test
