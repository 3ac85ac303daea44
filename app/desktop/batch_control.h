#pragma once
// The queue of many inputs.

#include <QObject>
#include <QTimer>
#include <stop_token>

#include "app/desktop/context.h"
#include "document/batch.h"

namespace img2cadseq::desktop {

class BatchControl : public QObject {
    Q_OBJECT
public:
    explicit BatchControl(Context& context);

    void add(const QStringList& paths);
    void start();
    /// First ends after the candidates under way, then at once.
    void stop();
    void setFolder(const QString& folder);
    const BatchQueue& queue() const { return *queue_; }

private:
    void refresh();

    Context& context_;
    std::shared_ptr<BatchQueue> queue_ = std::make_shared<BatchQueue>();
    QTimer timer_;
    uint64_t shown_ = 0;
    bool running_ = false;
    std::stop_source now_, keep_;
    QString folder_;
};

}  // namespace img2cadseq::desktop
