#include "app/desktop/batch_control.h"

#include <QDesktopServices>
#include <QDir>
#include <QUrl>

#include "widgets/batch_list.h"

namespace img2cadseq::desktop {
namespace {

constexpr int kRefreshMs = 150;

}  // namespace

BatchControl::BatchControl(Context& context) : context_(context) {
    setFolder(QDir::homePath() + "/Img2CADSeq");
    timer_.setInterval(kRefreshMs);
    connect(&timer_, &QTimer::timeout, this, &BatchControl::refresh);
    const widgets::BatchList* list = context.window.batch();
    connect(list, &widgets::BatchList::startAsked, this, &BatchControl::start);
    connect(list, &widgets::BatchList::stopAsked, this, &BatchControl::stop);
    connect(list, &widgets::BatchList::folderAsked, this, [this] {
        const QString folder = context_.ask.folder(tr("Results of the batch"));
        if (!folder.isEmpty()) setFolder(folder);
    });
    connect(list, &widgets::BatchList::removeAsked, this, [this](int index) {
        queue_->skip(static_cast<size_t>(index));
        refresh();
    });
    connect(list, &widgets::BatchList::resultChosen, this,
            [](const QString& folder) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
}

void BatchControl::setFolder(const QString& folder) {
    folder_ = folder;
    context_.window.batch()->setFolder(folder);
}

void BatchControl::add(const QStringList& paths) {
    size_t added = 0;
    for (const QString& path : paths) added += queue_->add(path.toStdString());
    context_.log(tr("batch: %1 files added").arg(added));
    context_.window.showBottom(widgets::MainWindow::BottomTab::Batch);
    refresh();
}

void BatchControl::start() {
    if (running_) return;
    running_ = true;
    now_ = {};
    keep_ = {};
    timer_.start();
    context_.jobs.start(batchJob(queue_, context_.engine, context_.document.options(), folder_.toStdString()),
                        Lane::Batch,
                        [this](const JobOutcome& outcome) {
                            running_ = false;
                            timer_.stop();
                            refresh();
                            if (outcome.error) context_.report(*outcome.error);
                        },
                        {now_.get_token(), keep_.get_token()});
}

void BatchControl::stop() {
    if (keep_.stop_requested()) now_.request_stop();
    keep_.request_stop();
    context_.log(
        tr("batch: stops %1").arg(now_.stop_requested() ? tr("at once") : tr("after the candidates under way")));
}

void BatchControl::refresh() {
    const uint64_t version = queue_->version();
    if (version == shown_) return;
    shown_ = version;
    context_.window.batch()->setItems(queue_->items());
}

}  // namespace img2cadseq::desktop
