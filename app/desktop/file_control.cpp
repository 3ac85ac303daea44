#include "app/desktop/file_control.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImageReader>
#include <QMenu>
#include <QMimeData>
#include <utility>

#include "app/desktop/samples.h"
#include "core/suffix.h"
#include "photo/photo.h"
#include "widgets/banner.h"
#include "widgets/gallery.h"
#include "widgets/picture.h"
#include "widgets/start_page.h"
#include "widgets/window_actions.h"

namespace img2cadseq::desktop {
namespace {

constexpr int kMostRecent = 12;

QString filterToOpen() {
    QStringList patterns;
    for (const std::string& suffix : inputSuffixes()) patterns << "*" + QString::fromStdString(suffix);
    for (const char* suffix : {".step", ".stp", kSessionSuffix, kRecordingSuffix}) patterns << QString("*") + suffix;
    return FileControl::tr("All that can be opened (%1);;All files (*)").arg(patterns.join(' '));
}

/// A small picture of the file, as the file itself gives it; null where it is none.
QImage thumbnailOf(const QString& path) {
    QImageReader reader(path);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.isValid()) reader.setScaledSize(size.scaled(256, 192, Qt::KeepAspectRatio));
    return reader.read();
}

/// No larger than photographs from files are.
Image reduced(const QImage& picture) {
    if (std::max(picture.width(), picture.height()) <= kLongestSide) return widgets::toImage(picture);
    return widgets::toImage(picture.scaled(kLongestSide, kLongestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation));
}

QStringList localFiles(const QList<QUrl>& urls) {
    QStringList paths;
    for (const QUrl& url : urls)
        if (url.isLocalFile()) paths << url.toLocalFile();
    return paths;
}

}  // namespace

FileControl::FileControl(Context& context) : context_(context) { wire(); }

void FileControl::wire() {
    widgets::MainWindow& window = context_.window;
    widgets::WindowActions& actions = window.actions();
    const auto openAsked = [this] { openAll(context_.ask.openFiles(tr("Open"), filterToOpen())); };
    connect(actions.open, &QAction::triggered, this, openAsked);
    connect(actions.paste, &QAction::triggered, this, &FileControl::paste);
    connect(actions.invent, &QAction::triggered, this, &FileControl::openNothing);
    connect(actions.closeInput, &QAction::triggered, this, &FileControl::closeInput);
    connect(actions.bringBack, &QAction::triggered, this, &FileControl::bringBack);
    connect(actions.save, &QAction::triggered, this, [this] { saveSession(); });
    connect(actions.saveAs, &QAction::triggered, this, [this] { saveAs(); });
    connect(actions.recent, &QMenu::aboutToShow, this, &FileControl::fillRecent);
    connect(&window, &widgets::MainWindow::dropped, this,
            [this](const QList<QUrl>& urls) { openAll(localFiles(urls)); });
    connect(&window, &widgets::MainWindow::pictureDropped, this,
            [this](const QImage& picture) { openPicture(picture, tr("dropped picture")); });
    connect(window.start(), &widgets::StartPage::openAsked, this, openAsked);
    connect(window.start(), &widgets::StartPage::pasteAsked, this, &FileControl::paste);
    connect(window.start(), &widgets::StartPage::inventAsked, this, &FileControl::openNothing);
    connect(window.start(), &widgets::StartPage::entryChosen, this, &FileControl::open);
}

void FileControl::openAll(const QStringList& paths) {
    if (paths.isEmpty()) return;
    if (paths.size() > 1 || QFileInfo(paths.front()).isDir())
        Q_EMIT batchAsked(paths);
    else
        open(paths.front());
}

void FileControl::open(const QString& path) {
    context_.log(tr("open: %1").arg(path));
    const auto done = [this, path](const JobOutcome& outcome) {
        if (outcome.error) {
            context_.report(*outcome.error);
            Q_EMIT openFailed(*outcome.error);
        } else if (outcome.ok()) {
            shown(path);
        }
    };
    context_.jobs.start(context_.document.open(path.toStdString()), Lane::Light, done);
}

void FileControl::openRecording(const QString& path) {
    const auto recording = std::make_shared<Recording>();
    context_.jobs.start(makeJob([recording, path] { *recording = loadRecording(path.toStdString()); },
                                [this, recording](const JobOutcome& outcome) {
                                    if (outcome.error) {
                                        context_.report(*outcome.error);
                                        Q_EMIT openFailed(*outcome.error);
                                    } else if (outcome.ok()) {
                                        context_.document.setRecording(std::move(*recording));
                                        shown({});
                                    }
                                }),
                        Lane::Light);
}

/// The document has another input.
void FileControl::shown(const QString& path) {
    context_.undo.clear();
    context_.window.banner()->hide();
    context_.window.showStart(false);
    context_.window.setWindowTitle(
        QString("%1 — Img2CADSeq").arg(QString::fromStdString(context_.document.input().name)));
    session_ = path.endsWith(kSessionSuffix) ? path : QString();
    if (!path.isEmpty() && !isSample(path)) {
        context_.settings.addRecent(path.toStdString());
        context_.settings.save();
    }
    context_.window.show(context_.document, kEverythingChanged);
    context_.window.gallery()->setFocus();  // its arrow keys choose
    const InputKind kind = context_.document.input().kind;
    const bool fresh = context_.document.run().phase == RunPhase::None;
    if (runWhenOpened_ && fresh && kind != InputKind::Solid && kind != InputKind::Session) Q_EMIT runAsked();
    offerWhatWasLeft();
}

/// Once for each; later it is in the menu.
void FileControl::offerWhatWasLeft() {
    const Session* left = context_.document.left();
    const std::string name = left ? left->input.name : std::string();
    if (std::exchange(offered_, name) == name || !left) return;
    context_.window.banner()->show(widgets::BannerKind::Note,
                                   tr("The candidates of \"%1\" are not saved.").arg(QString::fromStdString(name)),
                                   tr("They are kept until those of another input are left unsaved."),
                                   {tr("Bring back"), [this] { bringBack(); }});
}

void FileControl::bringBack() {
    if (!context_.document.left()) return;
    context_.document.bringBack();
    shown({});
}

void FileControl::openPicture(const QImage& picture, const QString& name) {
    if (picture.isNull()) return;
    const auto input = std::make_shared<DocumentInput>();
    context_.jobs.start(makeJob([input, picture, name] { *input = inputOf(reduced(picture), name.toStdString()); },
                                [this, input](const JobOutcome& outcome) {
                                    if (outcome.error) return context_.report(*outcome.error);
                                    if (!outcome.ok()) return;
                                    context_.document.setInput(std::move(*input));
                                    shown({});
                                }),
                        Lane::Light);
}

void FileControl::openNothing() {
    DocumentInput input;
    input.name = "invented part";
    context_.document.setInput(std::move(input));
    shown({});
}

void FileControl::closeInput() {
    context_.document.setInput({});
    context_.undo.clear();
    context_.window.banner()->hide();
    context_.window.setWindowTitle("Img2CADSeq");
    showStartEntries();
    context_.window.showStart(true);
    context_.window.show(context_.document, kEverythingChanged);
    offerWhatWasLeft();
}

void FileControl::paste() {
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    if (data && data->hasUrls()) return openAll(localFiles(data->urls()));
    if (data && data->hasImage()) return openPicture(data->imageData().value<QImage>(), tr("pasted picture"));
    context_.window.banner()->show(widgets::BannerKind::Note, tr("There is no picture on the clipboard."),
                                   tr("Copy a picture or a file and paste again."));
}

void FileControl::saveSession(const std::function<void()>& then) {
    if (session_.isEmpty())
        saveAs(then);
    else
        save(session_, then);
}

void FileControl::saveAs(const std::function<void()>& then) {
    const QString name = QString::fromStdString(context_.document.input().name) + kSessionSuffix;
    const QString file = context_.ask.saveFile(tr("Save session"), name, tr("Sessions (*%1)").arg(kSessionSuffix));
    if (!file.isEmpty()) save(file, then);
}

void FileControl::save(const QString& file, const std::function<void()>& then) {
    context_.jobs.start(context_.document.saveSession(file.toStdString()), Lane::Light,
                        [this, file, then](const JobOutcome& outcome) {
                            if (outcome.error) return context_.report(*outcome.error);
                            session_ = file;
                            context_.settings.addRecent(file.toStdString());
                            context_.settings.save();
                            context_.log(tr("saved: %1").arg(file));
                            if (then) then();
                        });
}

void FileControl::offerRecovery(const std::filesystem::path& folder) {
    const auto found = std::make_shared<std::vector<Recoverable>>();
    const auto offer = [this, found](const JobOutcome&) {
        if (found->empty()) return;
        const Recoverable& run = found->front();
        context_.window.banner()->show(
            widgets::BannerKind::Note,
            tr("The program ended before \"%1\" was done.").arg(QString::fromStdString(run.name)),
            tr("Finished candidates that were kept: %1").arg(run.candidates),
            {tr("Restore"), [this, run] { restore(run); }});
    };
    context_.jobs.start(makeJob([found, folder] { *found = recoverableRuns(folder); }, offer), Lane::Light);
}

void FileControl::restore(const Recoverable& run) {
    context_.window.banner()->hide();  // once is enough
    const auto session = std::make_shared<Session>();
    const auto show = [this, session](const JobOutcome& outcome) {
        if (outcome.error) return context_.report(*outcome.error);
        if (!outcome.ok()) return;
        context_.document.restore(std::move(*session), false);
        shown({});
    };
    context_.jobs.start(makeJob(
                            [session, run] {
                                *session = recover(run);
                                discard(run);
                            },
                            show),
                        Lane::Light);
}

/// At once without pictures; those are read beside and shown when they are there.
void FileControl::showStartEntries() {
    using Entries = QList<widgets::StartEntry>;
    const auto recent = std::make_shared<Entries>(), samples = std::make_shared<Entries>();
    for (const RecentFile& file : context_.settings.recentFiles()) {
        const QString path = QString::fromStdString(file.path.string());
        *recent << widgets::StartEntry{path, QFileInfo(path).fileName(), {}, {}};
        if (recent->size() == kMostRecent) break;
    }
    QStringList pictures;
    for (const Sample& sample : allSamples()) {
        *samples << widgets::StartEntry{sample.path, sample.title, sample.detail, {}};
        pictures << sample.picture;
    }
    const auto fill = [this, recent, samples] {
        context_.window.start()->setRecent(*recent);
        context_.window.start()->setSamples(*samples);
    };
    fill();
    context_.jobs.start(makeJob(
                            [recent, samples, pictures] {
                                for (widgets::StartEntry& entry : *recent) entry.picture = thumbnailOf(entry.path);
                                for (qsizetype i = 0; i < pictures.size(); ++i)
                                    (*samples)[i].picture = thumbnailOf(pictures[i]);
                            },
                            [fill](const JobOutcome&) { fill(); }),
                        Lane::Light);
}

void FileControl::fillRecent() {
    QMenu* menu = context_.window.actions().recent;
    menu->clear();
    for (const RecentFile& file : context_.settings.recentFiles()) {
        const QString path = QString::fromStdString(file.path.string());
        connect(menu->addAction(QFileInfo(path).fileName()), &QAction::triggered, this, [this, path] { open(path); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Clear the list")), &QAction::triggered, this, [this] {
        context_.settings.clearRecent();
        context_.settings.save();
        showStartEntries();
    });
}

}  // namespace img2cadseq::desktop
