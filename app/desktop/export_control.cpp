#include "app/desktop/export_control.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QUrl>

#include "widgets/banner.h"
#include "widgets/gallery_model.h"
#include "widgets/options_panel.h"
#include "widgets/size_field.h"
#include "widgets/view_pane.h"
#include "widgets/window_actions.h"

namespace img2cadseq::desktop {

ExportControl::ExportControl(Context& context) : context_(context) {
    widgets::WindowActions& actions = context.window.actions();
    const auto wire = [this](QAction* action, ExportKind kind, const QString& filter) {
        connect(action, &QAction::triggered, this, [this, kind, filter] { ask(kind, filter); });
    };
    wire(actions.exportStep, ExportKind::Step, tr("STEP (*.step *.stp)"));
    wire(actions.exportStl, ExportKind::Stl, tr("STL (*.stl)"));
    wire(actions.exportJson, ExportKind::Sequence, tr("Construction sequence (*.json)"));
    wire(actions.exportMacro, ExportKind::FreecadMacro, tr("FreeCAD macro (*.FCMacro *.py)"));
    connect(actions.exportCloud, &QAction::triggered, this, &ExportControl::exportCloud);
    connect(actions.screenshot, &QAction::triggered, this, &ExportControl::screenshot);
    connect(actions.copyFile, &QAction::triggered, this, &ExportControl::copyFile);
    connect(actions.reveal, &QAction::triggered, this, &ExportControl::reveal);
    actions.reveal->setEnabled(false);
    connect(context.window.options()->sizeField(), &widgets::SizeField::unitChanged, this,
            [this] { changed(kOptionsChanged); });
    context.window.galleryModel()->setStepFile(
        [this](const CandidatePtr& candidate) { return temporaryStep(candidate); });
}

QString ExportControl::suggestion(const QString& suffix) const {
    const QString folder =
        QString::fromStdString(context_.settings.text("export-folder", QDir::homePath().toStdString()));
    return folder + "/" + QString::fromStdString(context_.document.input().name) + suffix;
}

ExportOptions ExportControl::defaults() const {
    ExportOptions options;
    options.productName = context_.document.input().name;
    options.schema = brep::stepSchemaOf(context_.document.options().schema);
    if (context_.window.options()->sizeField()->inches()) options.unit = brep::LengthUnit::Inch;
    return options;
}

void ExportControl::ask(ExportKind kind, const QString& filter) {
    ExportOptions options = defaults();
    if (kind == ExportKind::Step) {
        const auto chosen = context_.ask.stepOptions(options);
        if (!chosen) return;
        options = *chosen;
    }
    const QString suffix = QString::fromStdString(suffixOf(kind));
    QString file = context_.ask.saveFile(tr("Export"), suggestion(suffix), filter);
    if (file.isEmpty()) return;
    if (QFileInfo(file).suffix().isEmpty()) file += suffix;
    exportTo(kind, file, options);
}

void ExportControl::exportTo(ExportKind kind, const QString& file, const ExportOptions& options) {
    const CandidatePtr candidate = context_.document.chosen();
    if (!candidate) return;
    const auto done = [this, file](const JobOutcome& outcome) {
        finished(file, outcome);
        if (outcome.ok()) Q_EMIT exported();
    };
    context_.jobs.start(exportJob(candidate, kind, file.toStdString(), options, done), Lane::Light);
}

void ExportControl::exportCloud() {
    const RunState& run = context_.document.run();
    const QString file = context_.ask.saveFile(tr("Export"), suggestion(".ply"), tr("Point cloud (*.ply)"));
    if (file.isEmpty()) return;
    context_.jobs.start(exportCloudJob(run.refined.positions.empty() ? run.coarse : run.refined, file.toStdString(),
                                       [this, file](const JobOutcome& outcome) { finished(file, outcome); }),
                        Lane::Light);
}

void ExportControl::screenshot() {
    widgets::ViewPane* pane = context_.window.activePane();
    const QString file =
        context_.ask.saveFile(tr("Screenshot of: %1").arg(pane->title()), suggestion(".png"), tr("Picture (*.png)"));
    if (file.isEmpty()) return;
    const auto write = [picture = pane->content()->grab().toImage(), file] {
        if (!picture.save(file))
            throw Error(ErrorCode::Io, "cannot write " + file.toStdString(), "choose another folder");
    };
    context_.jobs.start(makeJob(write, [this, file](const JobOutcome& outcome) { finished(file, outcome); }),
                        Lane::Light);
}

void ExportControl::finished(const QString& file, const JobOutcome& outcome) {
    if (outcome.error) return context_.report(*outcome.error);
    last_ = file;
    context_.settings.setText("export-folder", QFileInfo(file).absolutePath().toStdString());
    context_.settings.save();
    context_.window.actions().reveal->setEnabled(true);
    context_.window.banner()->show(widgets::BannerKind::Note, tr("Exported %1").arg(QFileInfo(file).fileName()),
                                   QFileInfo(file).absolutePath());
    context_.log(tr("exported: %1").arg(file));
}

/// Another for every schema and unit.
QString ExportControl::temporaryFile(const RankedCandidate& candidate, const ExportOptions& options) const {
    const QString name = QString::fromStdString(options.productName), slot = QString::number(candidate.slot + 1),
                  schema = QString::fromStdString(context_.document.options().schema),
                  unit = options.unit == brep::LengthUnit::Inch ? "in" : "mm";
    return temporary_.filePath(QString("%1-%2-%3-%4.step").arg(name, slot, schema, unit));
}

/// A drag cannot wait for its file: it is written beforehand.
void ExportControl::changed(Changes changes) {
    const CandidatePtr candidate = context_.document.chosen();
    const bool other = changes & (kChoiceChanged | kCandidatesChanged | kPhaseChanged | kOptionsChanged);
    if (!other || context_.document.run().active() || !candidate || !candidate->valid) return;
    const ExportOptions options = defaults();
    const QString file = temporaryFile(*candidate, options);
    if (candidate == ready_ && file == readyFile_) return;
    const auto keep = [this, candidate, file](const JobOutcome& outcome) {
        if (!outcome.ok()) return;
        ready_ = candidate;
        readyFile_ = file;
    };
    context_.jobs.start(exportJob(candidate, ExportKind::Step, file.toStdString(), options, keep), Lane::Light);
}

QString ExportControl::temporaryStep(const CandidatePtr& candidate) {
    const ExportOptions options = defaults();
    QString file = temporaryFile(*candidate, options);
    if (candidate == ready_ && file == readyFile_ && QFileInfo::exists(file)) return file;
    try {
        exportCandidate(*candidate, ExportKind::Step, file.toStdString(), options);
        return file;
    } catch (const Error& error) {
        context_.report(error);
        return {};
    }
}

void ExportControl::copyFile() {
    const CandidatePtr candidate = context_.document.chosen();
    if (!candidate || !candidate->valid) return;
    const ExportOptions options = defaults();
    const QString file = temporaryFile(*candidate, options);
    const auto copy = [this, file](const JobOutcome& outcome) {
        if (outcome.error) return context_.report(*outcome.error);
        if (!outcome.ok()) return;
        auto* data = new QMimeData;
        data->setUrls({QUrl::fromLocalFile(file)});
        QGuiApplication::clipboard()->setMimeData(data);
        context_.window.banner()->show(widgets::BannerKind::Note, tr("The STEP file is on the clipboard."));
    };
    context_.jobs.start(exportJob(candidate, ExportKind::Step, file.toStdString(), options, copy), Lane::Light);
}

void ExportControl::reveal() { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(last_).absolutePath())); }

}  // namespace img2cadseq::desktop
