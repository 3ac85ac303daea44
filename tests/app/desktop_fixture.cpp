#include "app/desktop_fixture.h"

#include <QDropEvent>
#include <QMimeData>
#include <QProcess>

#include "widgets/gallery.h"
#include "widgets/gallery_model.h"
#include "widgets/solid_pane.h"

namespace img2cadseq::test {

DesktopTest::DesktopTest() {
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_STATE_HOME"}) qputenv(name, (folder / name).c_str());
}

DesktopTest::~DesktopTest() { program.reset(); }

void DesktopTest::launch(desktop::Arguments arguments) {
    program.reset();
    if (arguments.size.empty()) arguments.size = "1280x800";
    program = std::make_unique<desktop::Desktop>(std::move(arguments));
    program->start();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&program->window()));
    program->window().activateWindow();  // shortcuts belong to the active window
    ASSERT_TRUE(QTest::qWaitForWindowActive(&program->window()));
}

void DesktopTest::play(const Recording& recording) {
    const std::string file = (folder / ("run" + std::string(kRecordingSuffix))).string();
    saveRecording(recording, file);
    drop({QString::fromStdString(file)});
    ASSERT_TRUE(untilPhase(RunPhase::Finished));
    ASSERT_TRUE(until([&] { return window().solid()->showsContent(); }));
}

void DesktopTest::drop(const QStringList& paths) {
    QList<QUrl> urls;
    for (const QString& path : paths) urls << QUrl::fromLocalFile(path);
    QMimeData data;
    data.setUrls(urls);
    const QPoint at = window().rect().center();
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window(), &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window(), &drop);
    ASSERT_TRUE(drop.isAccepted());
}

bool DesktopTest::until(const std::function<bool()>& condition, int milliseconds) {
    return QTest::qWaitFor(condition, milliseconds);
}

bool DesktopTest::untilPhase(RunPhase phase, int milliseconds) {
    return until([&] { return document().run().phase == phase; }, milliseconds);
}

void DesktopTest::keys(const char* sequence) {
    const QKeyCombination combination = QKeySequence(sequence)[0];
    QWidget* target = window().focusWidget() ? window().focusWidget() : &window();
    QTest::keyClick(target, combination.key(), combination.keyboardModifiers());
}

void DesktopTest::clickCandidate(int row) {
    widgets::Gallery* gallery = window().gallery();
    const QModelIndex index = gallery->model()->index(row, 0);
    ASSERT_TRUE(index.isValid());
    gallery->scrollTo(index);
    QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->visualRect(index).center());
}

void DesktopTest::answerSave(const QString& file) {
    program->context().ask.saveFile = [file](const QString&, const QString&, const QString&) { return file; };
    program->context().ask.stepOptions = [](const ExportOptions& options) { return std::optional(options); };
}

bool judgeAccepts(const std::filesystem::path& file) {
    const auto judge = sharedFolder() / "judge" / "judge.py";
    if (!std::filesystem::exists(judge)) return true;
    return QProcess::execute("/usr/bin/python3", {QString::fromStdString(judge.string()), "check",
                                                  QString::fromStdString(file.string())}) == 0;
}

}  // namespace img2cadseq::test
