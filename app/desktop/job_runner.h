#pragma once
// The threads of the program: jobs are worked off on lanes of one thread each and come back to the window's thread.

#include <QObject>
#include <QThreadPool>
#include <functional>
#include <memory>
#include <stop_token>

#include "document/job.h"

namespace img2cadseq::desktop {

/// Run: reconstructions. Light: what the user waits for at the moment. Batch: the queue.
enum class Lane { Run, Light, Batch };

class JobRunner : public QObject {
    Q_OBJECT
public:
    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override;  ///< asks all jobs to stop and waits for them

    /// `done` is called after finalize(), on this thread. The job stops when `stop` or the end of the program says so.
    void start(std::unique_ptr<Job> job, Lane lane, std::function<void(const JobOutcome&)> done = {},
               const StopTokens& stop = {});
    bool busy() const { return pending_ > 0; }

Q_SIGNALS:
    void idle();

private:
    QThreadPool lanes_[3];
    std::stop_source stop_;
    int pending_ = 0;
};

/// A job made of two functions, for work that no class describes.
std::unique_ptr<Job> makeJob(std::function<void()> process, std::function<void(const JobOutcome&)> finalize = {});

}  // namespace img2cadseq::desktop
