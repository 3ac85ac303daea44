#include "document/batch.h"

#include <algorithm>
#include <set>

#include "core/suffix.h"

namespace img2cadseq {
namespace {

namespace fs = std::filesystem;

/// A name under `out` that no other item has: the stem, with a number where it is taken.
fs::path folderFor(const fs::path& input, const fs::path& out, const std::set<fs::path>& taken) {
    const std::string stem = input.stem().string();
    fs::path folder = out / stem;
    for (int number = 2; taken.contains(folder); ++number) folder = out / (stem + "-" + std::to_string(number));
    return folder;
}

}  // namespace

size_t BatchQueue::add(const fs::path& path) {
    std::vector<fs::path> found;
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        for (const auto& entry : fs::directory_iterator(path, ignored))
            if (entry.is_regular_file(ignored) && hasSuffix(entry.path(), inputSuffixes()))
                found.push_back(entry.path());
        std::sort(found.begin(), found.end());
    } else {
        found.push_back(path);
    }
    const std::lock_guard lock(mutex_);
    for (fs::path& one : found) items_.push_back({std::move(one), {}, BatchState::Waiting, 0.0, 0, 0.0, {}, {}});
    ++version_;
    return found.size();
}

void BatchQueue::skip(size_t index) {
    const std::lock_guard lock(mutex_);
    if (index >= items_.size() || items_[index].state != BatchState::Waiting) return;
    items_[index].state = BatchState::Stopped;
    ++version_;
}

std::vector<BatchItem> BatchQueue::items() const {
    const std::lock_guard lock(mutex_);
    return items_;
}

uint64_t BatchQueue::version() const {
    const std::lock_guard lock(mutex_);
    return version_;
}

void BatchQueue::update(size_t index, const std::function<void(BatchItem&)>& change) {
    const std::lock_guard lock(mutex_);
    change(items_[index]);
    ++version_;
}

std::optional<size_t> BatchQueue::next() {
    const std::lock_guard lock(mutex_);
    const auto waiting = std::find_if(items_.begin(), items_.end(),
                                      [](const BatchItem& item) { return item.state == BatchState::Waiting; });
    if (waiting == items_.end()) return std::nullopt;
    waiting->state = BatchState::Running;
    ++version_;
    return static_cast<size_t>(waiting - items_.begin());
}

class BatchJob : public Job {
public:
    BatchJob(std::shared_ptr<BatchQueue> queue, std::shared_ptr<Engine> engine, ReconstructOptions options,
             fs::path out, std::function<void(const JobOutcome&)> done)
        : queue_(std::move(queue)),
          engine_(std::move(engine)),
          options_(std::move(options)),
          out_(std::move(out)),
          done_(std::move(done)) {}

    void process(const JobControl& control) override {
        while (const auto index = queue_->next()) {
            const std::vector<BatchItem> items = queue_->items();
            std::set<fs::path> taken;  // of earlier starts too
            for (const BatchItem& item : items) taken.insert(item.folder);
            const fs::path& input = items[*index].input;
            work(*index, input, folderFor(input, out_, taken), control);
            report(control);
            if (control.stop.keep.stop_requested()) throw Error(ErrorCode::Stopped, "stopped");
            control.throwIfStopped();
        }
    }

    void finalize(const JobOutcome& outcome) override {
        if (done_) done_(outcome);
    }

private:
    void work(size_t index, const fs::path& input, const fs::path& folder, const JobControl& control) {
        std::optional<Reconstruction> result;
        engine_->run(
            {input, {}, {}}, options_,
            [&](ReconstructEvent&& event) { result = follow(index, std::move(event), std::move(result)); },
            control.stop);
        if (!result) return;
        try {
            engine_->write(*result, options_, folder, false);
            queue_->update(index, [&](BatchItem& item) {
                if (item.state == BatchState::Running) item.state = BatchState::Done;
                item.folder = folder;
                item.fraction = 1.0;
            });
        } catch (const Error& error) {
            fail(index, error.what(), error.hint());
        }
    }

    /// What an event says of the item; the result once there is one.
    std::optional<Reconstruction> follow(size_t index, ReconstructEvent&& event, std::optional<Reconstruction> result) {
        if (const auto* progress = std::get_if<StageProgress>(&event)) {
            queue_->update(index, [&](BatchItem& item) { item.fraction = progress->fraction; });
        } else if (auto* finished = std::get_if<Finished>(&event)) {
            count(index, finished->result.ranked);
            return std::move(finished->result);
        } else if (auto* stopped = std::get_if<Stopped>(&event)) {
            queue_->update(index, [](BatchItem& item) { item.state = BatchState::Stopped; });
            count(index, stopped->result.ranked);
            if (!stopped->result.ranked.empty()) return std::move(stopped->result);
        } else if (const auto* failed = std::get_if<Failed>(&event)) {
            fail(index, failed->what, failed->hint);
        }
        return result;
    }

    void count(size_t index, const std::vector<RankedCandidate>& ranked) {
        queue_->update(index, [&](BatchItem& item) {
            item.candidates =
                static_cast<int>(std::count_if(ranked.begin(), ranked.end(), [](const auto& c) { return c.valid; }));
            if (item.candidates > 0) item.score = ranked.front().candidate.score.total;
        });
    }

    void fail(size_t index, const std::string& what, const std::string& hint) {
        queue_->update(index, [&](BatchItem& item) {
            item.state = BatchState::Failed;
            item.what = what;
            item.hint = hint;
        });
    }

    void report(const JobControl& control) const {
        const std::vector<BatchItem> items = queue_->items();
        const auto ended = std::count_if(items.begin(), items.end(), [](const BatchItem& item) {
            return item.state != BatchState::Waiting && item.state != BatchState::Running;
        });
        control.progress.report(static_cast<double>(ended) / static_cast<double>(items.size()));
    }

    std::shared_ptr<BatchQueue> queue_;
    std::shared_ptr<Engine> engine_;
    ReconstructOptions options_;
    fs::path out_;
    std::function<void(const JobOutcome&)> done_;
};

std::unique_ptr<Job> batchJob(std::shared_ptr<BatchQueue> queue, std::shared_ptr<Engine> engine,
                              ReconstructOptions options, fs::path out, std::function<void(const JobOutcome&)> done) {
    return std::make_unique<BatchJob>(std::move(queue), std::move(engine), std::move(options), std::move(out),
                                      std::move(done));
}

}  // namespace img2cadseq
