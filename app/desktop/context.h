#pragma once
// What the controls of the program work on. None of them knows another.

#include <QString>
#include <QUndoStack>
#include <functional>
#include <memory>

#include "app/desktop/job_runner.h"
#include "document/document.h"
#include "document/export.h"
#include "document/settings.h"
#include "widgets/main_window.h"

namespace img2cadseq::desktop {

/// What is to become of results that are neither exported nor saved.
enum class Unsaved { Save, Discard, Cancel };

/// Questions to the user; tests answer them themselves. An empty answer: never mind.
struct Questions {
    std::function<QString(const QString& title, const QString& suggestion, const QString& filter)> saveFile;
    std::function<QStringList(const QString& title, const QString& filter)> openFiles;
    std::function<QString(const QString& title)> folder;
    std::function<std::optional<ExportOptions>(const ExportOptions&)> stepOptions;
    /// A length in mm.
    std::function<std::optional<double>(const QString& title, bool inches)> length;
    std::function<Unsaved(const QString& name)> unsaved;
};
Questions askWithDialogs(QWidget* parent);

struct Context {
    Document& document;
    widgets::MainWindow& window;
    JobRunner& jobs;
    QUndoStack& undo;
    Settings& settings;
    std::shared_ptr<Engine> engine;
    Questions ask;

    /// Shows the error in place and writes it into the log.
    void report(const Error& error) const;
    void log(const QString& line) const;
};

}  // namespace img2cadseq::desktop
