#pragma once
// The queue of many inputs.

#include <QObject>
#include <QTimer>

#include "app/desktop/context.h"
#include "document/batch.h"

namespace img2cadseq::desktop {

class BatchControl : public QObject {
    Q_OBJECT
public:
    explicit BatchControl(Context& context);

    void add(const QStringList& paths);
    void start();
    void setFolder(const QString& folder);
    const BatchQueue& queue() const { return *queue_; }

Q_SIGNALS:
    void ended();

private:
    void refresh();

    Context& context_;
    std::shared_ptr<BatchQueue> queue_ = std::make_shared<BatchQueue>();
    QTimer timer_;
    uint64_t shown_ = 0;
    bool running_ = false;
    QString folder_;
};

}  // namespace img2cadseq::desktop
