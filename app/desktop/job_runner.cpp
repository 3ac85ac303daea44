#include "app/desktop/job_runner.h"

#include <QMetaObject>

#include <sys/resource.h>

namespace img2cadseq::desktop {
namespace {

constexpr int kNice = 5;  // so that the window answers while all cores work

class FunctionJob : public Job {
public:
    FunctionJob(std::function<void()> process, std::function<void(const JobOutcome&)> finalize)
        : process_(std::move(process)), finalize_(std::move(finalize)) {}
    void process(const JobControl&) override { process_(); }
    void finalize(const JobOutcome& outcome) override {
        if (finalize_) finalize_(outcome);
    }

private:
    std::function<void()> process_;
    std::function<void(const JobOutcome&)> finalize_;
};

}  // namespace

std::unique_ptr<Job> makeJob(std::function<void()> process, std::function<void(const JobOutcome&)> finalize) {
    return std::make_unique<FunctionJob>(std::move(process), std::move(finalize));
}

JobRunner::JobRunner(QObject* parent) : QObject(parent) {
    for (QThreadPool& lane : lanes_) lane.setMaxThreadCount(1);
}

JobRunner::~JobRunner() {
    stop_.request_stop();
    for (QThreadPool& lane : lanes_) lane.waitForDone();
}

void JobRunner::start(std::unique_ptr<Job> job, Lane lane, std::function<void(const JobOutcome&)> done,
                      const StopTokens& stop) {
    ++pending_;
    const std::shared_ptr<Job> shared = std::move(job);
    lanes_[static_cast<int>(lane)].start([this, shared, done = std::move(done), stop, end = stop_.get_token()] {
        ::setpriority(PRIO_PROCESS, 0, kNice);  // of this thread alone, on Linux
        std::stop_source now;
        const auto leave = [&now] { now.request_stop(); };
        const std::stop_callback atTheEnd(end, leave), whenAsked(stop.now, leave);
        JobControl control;
        control.stop = {now.get_token(), stop.keep};
        const JobOutcome outcome = processSafely(*shared, control);
        QMetaObject::invokeMethod(
            this,
            [this, shared, done, outcome] {
                shared->finalize(outcome);
                if (done) done(outcome);
                if (--pending_ == 0) Q_EMIT idle();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace img2cadseq::desktop
