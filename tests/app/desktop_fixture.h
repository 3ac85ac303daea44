#pragma once
// The whole program in a test: its window driven by real events, its settings in a folder of the test.

#include <QTest>
#include <memory>

#include <gtest/gtest.h>

#include "app/desktop/desktop.h"
#include "app/recorded_run.h"
#include "support/data.h"

namespace img2cadseq::test {

class DesktopTest : public ::testing::Test {
protected:
    DesktopTest();
    ~DesktopTest() override;

    /// Starts the program; an earlier one of this test ends first.
    void launch(desktop::Arguments arguments = {});
    /// Opens a recording by a drop and waits until it has been played.
    void play(const Recording& recording);
    void drop(const QStringList& paths);
    /// Runs the event loop until it is so, at most so long.
    static bool until(const std::function<bool()>& condition, int milliseconds = 20'000);
    bool untilPhase(RunPhase phase, int milliseconds = 120'000);
    void keys(const char* sequence);  ///< e.g. "Ctrl+R", to the window
    void clickCandidate(int row);
    /// The next question for a file to save is answered with this one.
    void answerSave(const QString& file);

    Document& document() { return program->document(); }
    widgets::MainWindow& window() { return program->window(); }
    QString path(const std::string& name) const { return QString::fromStdString((folder / name).string()); }

    TemporaryFolder folder;
    std::unique_ptr<desktop::Desktop> program;
};

/// What the independent judge says of a STEP file; skipped (true) where there is none.
bool judgeAccepts(const std::filesystem::path& file);

}  // namespace img2cadseq::test
