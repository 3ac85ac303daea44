// Desktop's help: the sheet of shortcuts, what the program is made of, and the head of a report.

#include <QSysInfo>
#include <QtGlobal>

#include "app/desktop/desktop.h"
#include "app/desktop/devices.h"
#include "widgets/log_panel.h"
#include "widgets/sheets.h"
#include "widgets/window_actions.h"

namespace img2cadseq::desktop {

void Desktop::wireHelp() {
    widgets::WindowActions& actions = window_.actions();
    connect(actions.shortcuts, &QAction::triggered, this, [this] {
        auto* sheet = new widgets::ShortcutSheet(window_.actions().groups(), &window_);
        sheet->setAttribute(Qt::WA_DeleteOnClose);
        sheet->open();
    });
    connect(actions.about, &QAction::triggered, this, &Desktop::showAbout);
    window_.log()->setReportHead(
        QString("Img2CADSeq %1, Qt %2, %3, %4")
            .arg(IMG2CADSEQ_VERSION, qVersion(), QSysInfo::prettyProductName(), deviceChoices().value(1).name));
}

void Desktop::showAbout() {
    QList<QPair<QString, QString>> facts{{tr("Version"), IMG2CADSEQ_VERSION}, {tr("Qt"), qVersion()}};
    for (const widgets::DeviceChoice& device : deviceChoices())
        if (device.value != "auto") facts << qMakePair(tr("Device"), device.name);
    const auto& weights = document_.run().weights;
    if (weights.empty()) facts << qMakePair(tr("Weights"), tr("none used by the present run"));
    for (const auto& [file, hash] : weights)
        facts << qMakePair(tr("Weights"),
                           QString("%1 %2").arg(QString::fromStdString(file), QString::fromStdString(hash).left(12)));
    facts << qMakePair(tr("Licence"), tr("MIT; Qt and OpenCASCADE are LGPL, VTK and OpenCV BSD and Apache-2.0"));
    auto* dialog = new widgets::AboutDialog(facts, &window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

}  // namespace img2cadseq::desktop
