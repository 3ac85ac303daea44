#include "app/desktop/context.h"

#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>

#include "document/real_size.h"
#include "widgets/banner.h"
#include "widgets/log_panel.h"
#include "widgets/step_dialog.h"

namespace img2cadseq::desktop {

Questions askWithDialogs(QWidget* parent) {
    Questions ask;
    ask.saveFile = [parent](const QString& title, const QString& suggestion, const QString& filter) {
        return QFileDialog::getSaveFileName(parent, title, suggestion, filter);
    };
    ask.openFiles = [parent](const QString& title, const QString& filter) {
        return QFileDialog::getOpenFileNames(parent, title, {}, filter);
    };
    ask.folder = [parent](const QString& title) { return QFileDialog::getExistingDirectory(parent, title); };
    ask.stepOptions = [parent](const ExportOptions& options) -> std::optional<ExportOptions> {
        widgets::StepDialog dialog(options, parent);
        if (dialog.exec() != QDialog::Accepted) return std::nullopt;
        return dialog.options();
    };
    ask.length = [parent](const QString& title, bool inches) -> std::optional<double> {
        bool ok = false;
        const double value = QInputDialog::getDouble(
            parent, title, inches ? QObject::tr("True distance, inches") : QObject::tr("True distance, mm"), 10.0, 1e-3,
            1e6, 3, &ok);
        if (!ok) return std::nullopt;
        return inches ? value * kMillimetresPerInch : value;
    };
    ask.unsaved = [parent](const QString& name) {
        const auto answer =
            QMessageBox::question(parent, QObject::tr("Unsaved results"),
                                  QObject::tr("The results of \"%1\" are neither exported nor saved.").arg(name),
                                  QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
        return answer == QMessageBox::Save      ? Unsaved::Save
               : answer == QMessageBox::Discard ? Unsaved::Discard
                                                : Unsaved::Cancel;
    };
    return ask;
}

void Context::report(const Error& error) const {
    window.banner()->show(widgets::BannerKind::Error, QString::fromStdString(error.what()),
                          QString::fromStdString(error.hint()));
    log(QString("%1: %2").arg(errorCodeName(error.code()), QString::fromStdString(error.line())));
}

void Context::log(const QString& line) const { window.log()->addLine(line); }

}  // namespace img2cadseq::desktop
