#include "app/desktop/samples.h"

#include <QCoreApplication>
#include <QDir>

namespace img2cadseq::desktop {
namespace {

QDir folder() {
    const QString program = QCoreApplication::applicationDirPath();
    for (const QString& place : {program + "/../share/img2cadseq/samples", QString(IMG2CADSEQ_SAMPLES)})
        if (QDir(place).exists()) return QDir(place);
    return QDir(program + "/none");
}

}  // namespace

QList<Sample> allSamples() {
    QList<Sample> samples;
    const QDir place = folder();
    for (const QFileInfo& file : place.entryInfoList({"*.jpg", "*.png", "*.ply"}, QDir::Files, QDir::Name)) {
        if (file.completeBaseName().endsWith("-preview")) continue;
        const bool cloud = file.suffix() == "ply";
        const QString preview = place.filePath(file.completeBaseName() + "-preview.png");
        QString title = file.completeBaseName().replace('-', ' ');
        title[0] = title[0].toUpper();
        samples << Sample{file.filePath(), cloud ? preview : file.filePath(), title,
                          cloud ? QCoreApplication::translate("Samples", "point cloud")
                                : QCoreApplication::translate("Samples", "photograph")};
    }
    return samples;
}

bool isSample(const QString& path) { return QFileInfo(path).dir() == folder(); }

}  // namespace img2cadseq::desktop
