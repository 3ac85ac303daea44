// A solid dragged out of the gallery by the real pointer, onto a window of somebody else's.

#include <QDropEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QScreen>

#include "app/desktop_fixture.h"
#include "app/real_pointer.h"
#include "widgets/gallery.h"
#include "widgets/gallery_model.h"

namespace img2cadseq::test {
namespace {

/// Takes files, as a file manager or another CAD program does.
class DropTarget : public QWidget {
public:
    DropTarget() : QWidget(nullptr, Qt::Window | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint) {
        setAcceptDrops(true);
    }
    QStringList files;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override { event->acceptProposedAction(); }
    void dropEvent(QDropEvent* event) override {
        for (const QUrl& url : event->mimeData()->urls()) files << url.toLocalFile();
        event->acceptProposedAction();
    }
};

TEST_F(DesktopTest, ASolidIsDraggedOutByTheRealPointer) {
    if (QGuiApplication::platformName() != "xcb") GTEST_SKIP() << "only an X server lends its pointer to a test";
    launch();
    play(recordedRun());
    ASSERT_TRUE(until([&] { return window().galleryModel()->hasThumbnail(1); }));
    const QRect screen = QGuiApplication::primaryScreen()->geometry();
    DropTarget target;
    target.setGeometry(screen.right() - 160, screen.top() + 20, 140, 120);
    target.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&target));
    const widgets::Gallery* gallery = window().gallery();
    const QRect card = gallery->visualRect(window().galleryModel()->index(1));
    std::thread hand =
        dragByHand(gallery->viewport()->mapToGlobal(card.center()), target.mapToGlobal(target.rect().center()));
    ASSERT_TRUE(hand.joinable()) << "XTest is missing: installer/setup.sh installs libxtst6";
    EXPECT_TRUE(until([&] { return !target.files.isEmpty(); }));
    hand.join();
    ASSERT_EQ(target.files.size(), 1);
    EXPECT_TRUE(target.files.front().endsWith(".step")) << target.files.front().toStdString();
    EXPECT_EQ(document().chosenSlot(), 1) << "what is dragged is chosen";
    EXPECT_TRUE(judgeAccepts(target.files.front().toStdString()));
}

}  // namespace
}  // namespace img2cadseq::test
