// The gallery: ranks, selection that survives new ranks, keys, dragging.

#include "widgets/gallery.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

#include <gtest/gtest.h>

#include "candidates.h"
#include "widgets/gallery_model.h"

namespace img2cadseq::test {
namespace {

using widgets::Gallery;
using widgets::GalleryModel;

class GalleryTest : public ::testing::Test {
protected:
    void SetUp() override {
        gallery.resize(700, 160);
        gallery.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&gallery));
        model.setCandidates({candidate(0, 0.9), candidate(1, 0.7), candidate(2, 0.2, false)});
    }
    GalleryModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    Gallery gallery{&model};
};

TEST_F(GalleryTest, AClickChooses) {
    QSignalSpy chosen(&gallery, &Gallery::chosen);
    QTest::mouseClick(gallery.viewport(), Qt::LeftButton, {}, gallery.visualRect(model.index(1)).center());
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].toInt(), 1);
    EXPECT_EQ(gallery.selectedSlot(), 1);
}

TEST_F(GalleryTest, ArrowsChoose) {
    gallery.select(0);
    QSignalSpy chosen(&gallery, &Gallery::chosen);
    QTest::keyClick(&gallery, Qt::Key_Right);
    QTest::keyClick(&gallery, Qt::Key_Right);
    ASSERT_EQ(chosen.count(), 2);
    EXPECT_EQ(chosen[1][0].toInt(), 2);
}

TEST_F(GalleryTest, TheChosenCandidateStaysChosenWhenRanksChange) {
    gallery.select(1);
    QSignalSpy chosen(&gallery, &Gallery::chosen);
    model.setCandidates({candidate(5, 0.95), candidate(1, 0.93), candidate(0, 0.9)});
    EXPECT_EQ(gallery.selectedSlot(), 1);
    EXPECT_EQ(gallery.currentIndex().row(), 1);
    EXPECT_EQ(chosen.count(), 0) << "nobody chose anything";
    EXPECT_EQ(model.rowCount(), 3);
    model.setCandidates({});
    EXPECT_EQ(gallery.selectedSlot(), -1);
}

TEST_F(GalleryTest, OnlySolidsCanBeDragged) {
    model.setStepFile([](const CandidatePtr& c) { return QString("part-%1.step").arg(c->slot); });
    EXPECT_TRUE(model.flags(model.index(0)).testFlag(Qt::ItemIsDragEnabled));
    EXPECT_FALSE(model.flags(model.index(2)).testFlag(Qt::ItemIsDragEnabled));
    const std::unique_ptr<QMimeData> data(model.mimeData({model.index(1)}));
    ASSERT_TRUE(data);
    EXPECT_EQ(data->urls(), QList<QUrl>{QUrl::fromLocalFile("part-1.step")});
    EXPECT_EQ(model.mimeData({model.index(2)}), nullptr);
}

TEST_F(GalleryTest, SaysWhyACandidateFailed) {
    const QString words = model.index(2).data(Qt::AccessibleTextRole).toString();
    EXPECT_TRUE(words.contains("two shells touch in a point")) << words.toStdString();
    EXPECT_FALSE(model.index(2).data(GalleryModel::ValidRole).toBool());
}

TEST_F(GalleryTest, SixtyFourCandidatesPaintOnlyWhatIsSeen) {
    std::vector<CandidatePtr> many;
    for (int i = 0; i < 64; ++i) many.push_back(candidate(i, 1.0 - i / 64.0));
    model.setCandidates(many);
    EXPECT_EQ(model.rowCount(), 64);
    gallery.select(63);
    gallery.scrollTo(gallery.currentIndex());
    EXPECT_TRUE(gallery.viewport()->rect().intersects(gallery.visualRect(model.index(63))));
    EXPECT_FALSE(gallery.viewport()->rect().intersects(gallery.visualRect(model.index(0))));
}

}  // namespace
}  // namespace img2cadseq::test
