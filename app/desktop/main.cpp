#include <QApplication>
#include <csignal>

#include "app/desktop/desktop.h"
#include "viewer/scene_view.h"

int main(int count, char** words) {
    using namespace img2cadseq;
    std::signal(SIGPIPE, SIG_IGN);
    desktop::Arguments arguments;
    if (const auto status = desktop::readArguments(count, words, arguments)) return *status;
    viewer::prepareOpenGl();
    QApplication application(count, words);
    QApplication::setApplicationName("img2cadseq");
    QApplication::setApplicationVersion(IMG2CADSEQ_VERSION);
    QApplication::setDesktopFileName("img2cadseq");
    desktop::Desktop desktop(std::move(arguments));
    QObject::connect(&desktop, &desktop::Desktop::finished, &application, &QCoreApplication::exit,
                     Qt::QueuedConnection);
    desktop.start();
    return QApplication::exec();
}
