#pragma once
// Runs, and what follows from them: draining events, previews, what is worked out of candidates, thumbnails.

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <set>

#include "app/desktop/context.h"

namespace img2cadseq::desktop {

class RunControl : public QObject {
    Q_OBJECT
public:
    explicit RunControl(Context& context);

    void run();
    void rerunChosen();
    /// Told of the document's changes, after the window.
    void changed(Changes changes);

Q_SIGNALS:
    void started();
    void ended();  ///< finished, stopped or failed

private:
    void start(std::unique_ptr<Job> job);
    void runOnCpu();
    void buildPreview(size_t step);
    void analyse(int slot);
    void drawThumbnails();
    void reportEnd();

    Context& context_;
    QTimer drain_;
    QElapsedTimer since_;
    bool active_ = false, previewing_ = false, keeps_ = false;
    std::optional<size_t> wantedStep_;
    std::set<int> analysing_;
    std::set<const RankedCandidate*> drawing_;
    bool dark_ = false;
};

}  // namespace img2cadseq::desktop
