#pragma once
// The program: one document, its window, the threads and the controls between them. Tests make one and drive it.

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include "app/desktop/arguments.h"
#include "app/desktop/batch_control.h"
#include "app/desktop/context.h"
#include "app/desktop/edit_control.h"
#include "app/desktop/export_control.h"
#include "app/desktop/file_control.h"
#include "app/desktop/run_control.h"

namespace img2cadseq::desktop {

class Desktop : public QObject {
    Q_OBJECT
public:
    explicit Desktop(Arguments arguments);
    ~Desktop() override;

    /// Shows the window and begins what the arguments ask for. The engine is loaded once the window stands.
    void start();
    int exitStatus() const { return status_; }

    Document& document() { return document_; }
    widgets::MainWindow& window() { return window_; }
    Context& context() { return context_; }
    FileControl& files() { return files_; }
    RunControl& runs() { return runs_; }
    ExportControl& exports() { return exports_; }
    BatchControl& batch() { return batch_; }

Q_SIGNALS:
    void finished(int status);

private:
    void flush();
    void setTheme(int choice);
    void wireHelp();
    void readSettings();
    void writeSettings();
    void windowUp();
    bool mayClose();
    void runEnded();
    void writeResults();
    void ended();
    void end(int status);
    void showAbout();

    Arguments arguments_;
    QElapsedTimer since_;
    Settings settings_;
    std::shared_ptr<Engine> engine_;
    Document document_;
    QUndoStack undo_;
    widgets::MainWindow window_;
    JobRunner jobs_;
    Context context_;
    EditControl edits_;
    RunControl runs_;
    FileControl files_;
    ExportControl exports_;
    BatchControl batch_;
    Changes pending_ = 0;
    QTimer flush_;
    int status_ = 0;
    bool over_ = false;
};

}  // namespace img2cadseq::desktop
