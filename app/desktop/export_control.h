#pragma once
// What goes out: STEP and the other files of the chosen candidate, screenshots, files on the clipboard and by dragging.

#include <QObject>
#include <QTemporaryDir>

#include "app/desktop/context.h"

namespace img2cadseq::desktop {

class ExportControl : public QObject {
    Q_OBJECT
public:
    explicit ExportControl(Context& context);

    void exportTo(ExportKind kind, const QString& file, const ExportOptions& options);
    /// The candidate as a STEP file in a folder that goes with the program; empty where it cannot be written.
    QString temporaryStep(const CandidatePtr& candidate);
    /// Told of the document's changes, after the window.
    void changed(Changes changes);

Q_SIGNALS:
    void exported();  ///< a candidate, into a file that stays

private:
    void ask(ExportKind kind, const QString& filter);
    void exportCloud();
    void screenshot();
    void copyFile();
    void reveal();
    void finished(const QString& file, const JobOutcome& outcome);
    QString suggestion(const QString& suffix) const;
    ExportOptions defaults() const;
    QString temporaryFile(const RankedCandidate& candidate, const ExportOptions& options) const;

    Context& context_;
    QTemporaryDir temporary_;
    QString last_;
    CandidatePtr ready_;  ///< its temporary file, readyFile_, stands
    QString readyFile_;
};

}  // namespace img2cadseq::desktop
