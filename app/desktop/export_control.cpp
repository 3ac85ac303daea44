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
    const std::string& schema = context_.document.options().schema;
    options.schema = schema == "ap242"   ? brep::StepSchema::Ap242
                     : schema == "ap203" ? brep::StepSchema::Ap203
                                         : brep::StepSchema::Ap214;
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
    context_.jobs.start(exportJob(candidate, kind, file.toStdString(), options,
                                  [this, file](const JobOutcome& outcome) { finished(file, outcome); }),
                        Lane::Light);
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
    JobOutcome outcome;
    if (!pane->content()->grab().save(file))
        outcome.error = Error(ErrorCode::Io, "cannot write " + file.toStdString(), "choose another folder");
    finished(file, outcome);
}

void ExportControl::finished(const QString& file, const JobOutcome& outcome) {
    if (outcome.error) {
        context_.report(*outcome.error);
        Q_EMIT failed();
        return;
    }
    last_ = file;
    context_.settings.setText("export-folder", QFileInfo(file).absolutePath().toStdString());
    context_.settings.save();
    context_.window.actions().reveal->setEnabled(true);
    context_.window.banner()->show(widgets::BannerKind::Note, tr("Exported %1").arg(QFileInfo(file).fileName()),
                                   QFileInfo(file).absolutePath());
    context_.log(tr("exported: %1").arg(file));
    Q_EMIT exported(file);
}

QString ExportControl::temporaryStep(const CandidatePtr& candidate) {
    ExportOptions options = defaults();
    QString file = temporary_.filePath(
        QString("%1-%2.step").arg(QString::fromStdString(options.productName)).arg(candidate->slot + 1));
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
    const QString file = candidate && candidate->valid ? temporaryStep(candidate) : QString();
    if (file.isEmpty()) return;
    auto* data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(file)});
    QGuiApplication::clipboard()->setMimeData(data);
    context_.window.banner()->show(widgets::BannerKind::Note, tr("The STEP file is on the clipboard."));
}

void ExportControl::reveal() { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(last_).absolutePath())); }

}  // namespace img2cadseq::desktop
