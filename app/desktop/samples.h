#pragma once
// Samples that come with the program.

#include <QList>
#include <QString>

namespace img2cadseq::desktop {

struct Sample {
    QString path, picture;  ///< what is opened, and what is shown of it
    QString title, detail;
};

/// From the folder beside the program (installed: share/img2cadseq/samples), by name. Empty where there is none.
QList<Sample> allSamples();
bool isSample(const QString& path);

}  // namespace img2cadseq::desktop
