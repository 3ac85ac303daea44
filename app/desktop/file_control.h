#pragma once
// What comes in: dropped, pasted, opened, samples, files of before, sessions, and what a killed program left.

#include <QImage>
#include <QObject>
#include <QUrl>

#include "app/desktop/context.h"
#include "document/recovery.h"

namespace img2cadseq::desktop {

class FileControl : public QObject {
    Q_OBJECT
public:
    explicit FileControl(Context& context);

    /// One file is opened; several, or a folder, are a batch.
    void openAll(const QStringList& paths);
    void open(const QString& path);
    void openRecording(const QString& path);  ///< whatever its suffix
    void openPicture(const QImage& picture, const QString& name);
    void openNothing();
    void closeInput();
    /// Into the open session's file, or one that is asked for. `then` follows where it was saved.
    void saveSession(const std::function<void()>& then = {});
    /// Offers what a killed program has left.
    void offerRecovery(const std::filesystem::path& folder);
    void showStartEntries();
    void setRunWhenOpened(bool run) { runWhenOpened_ = run; }

Q_SIGNALS:
    void openFailed(const img2cadseq::Error& error);
    void runAsked();
    void batchAsked(const QStringList& paths);

private:
    void wire();
    void paste();
    void saveAs(const std::function<void()>& then = {});
    void save(const QString& file, const std::function<void()>& then);
    void shown(const QString& path);
    void fillRecent();
    void restore(const Recoverable& run);
    void offerWhatWasLeft();
    void bringBack();

    Context& context_;
    QString session_;      ///< file of the open session
    std::string offered_;  ///< name of what was left
    bool runWhenOpened_ = true;
};

}  // namespace img2cadseq::desktop
