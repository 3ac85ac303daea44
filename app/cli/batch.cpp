#include "app/cli/batch.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <utility>

#include "app/cli/progress_line.h"
#include "app/cli/verb.h"
#include "app/cli/worker_pool.h"
#include "core/parallel.h"

namespace img2cadseq::cli {
namespace {

/// Sets "seconds" of each record: the time since the one before it.
class Stopwatch {
public:
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        return std::chrono::duration<double>(now - std::exchange(last_, now)).count();
    }

private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

std::string serialised(const Record& record) { return record.dump(-1, ' ', false, Record::error_handler_t::replace); }

class Run {
public:
    Run(const Batch& batch, const OptionList& options)
        : batch_(batch),
          inputs_(batch.inputs),
          progress_(batch.verb),
          records_(inputs_.size()),
          ended_(inputs_.size()) {
        if (!batch.output.out.empty())
            report_.emplace(batch.output.out, batch.verb, options, inputs_, batch.output.resume);
    }

    int run() {
        settleWhatNeedsNoWork();
        const ItemWork work = [&](size_t item, const Emit& emit) { workOn(inputs_[waiting_[item]], emit); };
        const PoolEvents events{
            [&](size_t item, const std::string& text) { take(waiting_[item], Record::parse(text)); },
            [&](size_t item, const std::string& text) { follow(waiting_[item], Record::parse(text)); },
            [&](size_t item, const Error* error) { done(waiting_[item], error); }};
        const int workers = batch_.how.jobs > 0 ? batch_.how.jobs : static_cast<int>(defaultThreads());
        const bool finished =
            runPool(waiting_.size(), work, events, {workers, batch_.how.timeLimit, batch_.output.out});
        if (report_) report_->finish(!finished);
        summarise(finished);
        return finished ? status_ : exitStatus(ErrorCode::Stopped);
    }

private:
    void settleWhatNeedsNoWork() {
        // What is made now leaves what an earlier run has made as it is.
        FileNames names(report_ ? report_->kept() : std::set<std::string>());
        for (size_t i = 0; i < inputs_.size(); ++i) {
            Input& input = inputs_[i];
            if (report_ && report_->isDone(i)) {
                ++resumed_;
                for (const Record& record : report_->records(i)) settle(i, record);
                end(i);
            } else if (input.error) {
                take(i, failureRecord(input, input.path.filename().string(), *input.error));
                end(i);
            } else {
                input.name = names.unique(input.path.stem().string());
                waiting_.push_back(i);
            }
        }
    }

    /// In the worker.
    void workOn(const Input& input, const Emit& emit) const {
        Stopwatch watch;
        const Publish publish{[&](Record record) {
                                  record["seconds"] = watch.lap();
                                  emit.result(serialised(record));
                              },
                              [&](const std::string& stage, double fraction) {
                                  emit.progress(serialised({{"stage", stage}, {"fraction", fraction}}));
                              }};
        try {
            batch_.work(input, publish);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Stopped) throw;
            publish(failureRecord(input, input.name, error));
        }
    }

    void take(size_t index, Record record) {
        refuseTakenName(index, record);
        settle(index, record);
        if (report_) report_->add(index, std::move(record));
        // An input of one model is shown when it ends.
        if (std::exchange(lastTaken_, index) == index) show();
    }

    void follow(size_t index, const Record& said) {
        underWay_[index] = said["fraction"];
        heard_ = inputs_[index].name + ": " + stageText(said["stage"], said["fraction"]);
        show();
    }

    void show() {
        double done = static_cast<double>(endedCount_);
        for (const auto& [index, fraction] : underWay_) done += fraction;
        std::string text = std::to_string(endedCount_) + " of " + std::to_string(inputs_.size()) + " inputs, " +
                           std::to_string(models_) + " models";
        if (!underWay_.empty()) text += ", " + heard_;
        progress_.show(inputs_.empty() ? 1.0 : done / static_cast<double>(inputs_.size()), text);
    }

    /// Two inputs may hold models of one name, which their workers cannot know.
    void refuseTakenName(size_t index, Record& record) {
        const std::string output = outputOf(record);
        if (output.empty()) return;
        const auto [place, isNew] = outputs_.emplace(output, index);
        if (isNew) return;
        const Error error(ErrorCode::BadInput, output + " is made by " + inputs_[place->second].path.string() + " too",
                          "give each its own --out");
        record = failureRecord(inputs_[index], record.value("name", std::string()), error);
    }

    void settle(size_t index, const Record& record) {
        ++models_;
        if (const std::string output = outputOf(record); !output.empty()) outputs_.emplace(output, index);
        if (record.contains("error")) return fail(inputs_[index], record);
        records_[index].push_back(batch_.result(record));
        flush();
    }

    void fail(const Input& input, const Record& record) {
        ++failed_;
        const std::string reason = record.value("reason", std::string()), path = input.path.string();
        std::string line = reason.find(path) == std::string::npos ? path + ": " + reason : reason;
        std::replace(line.begin(), line.end(), '\n', ' ');
        progress_.say(std::string(kProgram) + ": " + line);
        const bool gate = record["error"] == errorCodeName(ErrorCode::NoCandidate);
        const int found = record["error"] == errorCodeName(ErrorCode::Internal) ? 1 : gate ? 4 : 3;
        const auto weight = [](int status) { return status == 1 ? 5 : status == 3 ? 4 : status; };
        if (status_ == 0 || weight(found) > weight(status_)) status_ = found;
    }

    void done(size_t index, const Error* error) {
        underWay_.erase(index);
        if (error) take(index, failureRecord(inputs_[index], inputs_[index].name, *error));
        if (report_) report_->complete(index);
        end(index);
        show();
        if (report_) report_->saveNowAndThen();
    }

    void end(size_t index) {
        ended_[index] = true;
        ++endedCount_;
        flush();
    }

    /// Prints in the order of the inputs, as far as they are done.
    void flush() {
        for (; head_ < records_.size(); ++head_) {
            for (const std::string& text : records_[head_]) {
                if (text.empty()) continue;
                progress_.clear();
                std::printf("%s\n", text.c_str());
            }
            records_[head_].clear();
            if (!ended_[head_]) break;
        }
        std::fflush(stdout);
    }

    void summarise(bool finished) {
        if (!report_ && finished && models_ == 1) return;
        std::string line = batch_.verb + ": " + std::to_string(models_) + (models_ == 1 ? " model, " : " models, ") +
                           std::to_string(failed_) + " failed";
        if (resumed_ > 0) line += ", " + std::to_string(resumed_) + " inputs done before";
        if (!finished)
            line +=
                "; stopped after " + std::to_string(endedCount_) + " of " + std::to_string(inputs_.size()) + " inputs";
        if (report_) line += "; see " + (std::filesystem::path(batch_.output.out) / kReportName).string();
        progress_.say(line);
    }

    const Batch& batch_;
    std::vector<Input> inputs_;
    ProgressLine progress_;
    std::optional<Report> report_;
    std::vector<size_t> waiting_;                    ///< inputs that need work
    std::vector<std::vector<std::string>> records_;  ///< stdout's share of each input, until printed
    std::vector<bool> ended_;
    std::map<std::string, size_t> outputs_;
    std::optional<size_t> lastTaken_;
    std::map<size_t, double> underWay_;  ///< how far, of inputs that have said so
    std::string heard_;                  ///< the last word of one of them
    size_t head_ = 0, endedCount_ = 0, models_ = 0, failed_ = 0, resumed_ = 0;
    int status_ = 0;
};

}  // namespace

void WorkOptions::describe(OptionList& list) {
    list.add("jobs", &jobs,
             {.help = "models worked on side by side, 0: one a core",
              .placeholder = "N",
              .low = 0,
              .high = 1024,
              .reported = false});
    list.add("time-limit", &timeLimit,
             {.help = "seconds a model may take without getting on, 0: no limit",
              .placeholder = "S",
              .low = 0,
              .high = 1e6,
              .reported = false});
}

void OutputOptions::describe(OptionList& list) {
    list.add("out", &out, {.help = "folder for the files and report.json", .placeholder = "DIR", .reported = false});
    list.add("resume", &resume, {.help = "leave out what an earlier run in this folder has done", .reported = false});
}

int runBatch(const Batch& batch, const OptionList& options) { return Run(batch, options).run(); }

}  // namespace img2cadseq::cli
