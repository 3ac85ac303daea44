#pragma once
// report.json: what a run was asked, what came of every model, and so what a later --resume need not do again.
//
//   program, version, verb, options {}, inputs [{path, bytes, modified, complete}], finished, stopped, seconds,
//   summary {inputs, models, failed}, models [{name, input, valid, seconds, ...; reason and error where it failed}]

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "app/cli/inputs.h"
#include "core/options.h"

namespace img2cadseq::cli {

inline constexpr const char* kReportName = "report.json";

/// One model's outcome, as it stands in the report. A failed one has "error" (the code's name) and "reason".
using Record = nlohmann::ordered_json;

/// The record of a model that could not be had.
Record failureRecord(const Input& input, const std::string& name, const Error& error);

/// A file that the record says was written, relative to the report; empty where there is none.
std::string outputOf(const Record& record);

class Report {
public:
    /// Makes the folder and writes a first report, so that a folder that cannot be written to is known at once. With
    /// `resume` takes over what an earlier report of the same verb and options says is done. Throws Error(Io).
    Report(std::filesystem::path folder, std::string verb, const OptionList& options, const std::vector<Input>& inputs,
           bool resume);

    /// Taken over from the earlier run, its files still there and the input unchanged.
    bool isDone(size_t item) const { return items_[item].complete; }
    const std::vector<Record>& records(size_t item) const { return items_[item].records; }
    /// Names of what the earlier run has made and this one does not make anew, of inputs that are not its own too.
    const std::set<std::string>& kept() const { return kept_; }

    void add(size_t item, Record record) { items_[item].records.push_back(std::move(record)); }
    void complete(size_t item) { items_[item].complete = true; }
    /// Writes the report if the last time is long enough ago.
    void saveNowAndThen();
    /// Writes the last one.
    void finish(bool stopped);

private:
    struct Item {
        std::string path;
        uint64_t bytes = 0;
        int64_t modified = 0;  ///< nanoseconds
        bool complete = false;
        std::vector<Record> records;
    };
    void takeOver(const Record& earlier);
    void save(bool finished, bool stopped);

    std::filesystem::path folder_;
    std::string verb_;
    Record options_;
    std::vector<Item> items_;
    std::set<std::string> kept_;
    double lastSave_ = 0.0, saveSeconds_ = 0.0;
};

}  // namespace img2cadseq::cli
