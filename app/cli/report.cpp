#include "app/cli/report.h"

#include <chrono>
#include <map>
#include <utility>

#include "app/cli/verb.h"
#include "core/file.h"
#include "core/log.h"

namespace img2cadseq::cli {
namespace {

namespace fs = std::filesystem;

constexpr double kSaveEvery = 5.0;  // seconds

double seconds() {
    static const auto start = std::chrono::steady_clock::now();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// One name a file, however it is written.
std::string placeOf(const std::string& path) {
    std::error_code error;
    const fs::path whole = fs::absolute(path, error);
    return error ? path : whole.lexically_normal().string();
}

}  // namespace

Record failureRecord(const Input& input, const std::string& name, const Error& error) {
    return {{"name", name},
            {"input", input.path.string()},
            {"valid", false},
            {"reason", error.line()},
            {"error", errorCodeName(error.code())}};
}

std::string outputOf(const Record& record) {
    for (const char* key : {"step", "sequence", "row"})
        if (const auto found = record.find(key); found != record.end() && found->is_string()) return *found;
    return {};
}

Report::Report(fs::path folder, std::string verb, const OptionList& options, const std::vector<Input>& inputs,
               bool resume)
    : folder_(std::move(folder)), verb_(std::move(verb)), options_(toObject<Record>(options)) {
    for (const Input& input : inputs) {
        Item& item = items_.emplace_back();
        std::error_code error;
        item.path = input.path.string();
        item.bytes = input.error ? 0 : fs::file_size(input.path, error);
        item.modified = fs::last_write_time(input.path, error).time_since_epoch().count();
    }
    makeFolder(folder_);
    const fs::path earlier = folder_ / kReportName;
    if (resume && fs::exists(earlier)) takeOver(Record::parse(readFile(earlier), nullptr, false));
    save(false, false);
}

void Report::takeOver(const Record& earlier) {
    try {
        if (earlier.at("verb") != verb_ || earlier.at("options") != options_) {
            logWarning("the earlier ", kReportName, " is of another verb or other options: everything is done again");
            return;
        }
        std::map<std::string, Item> done;
        for (const Record& input : earlier.at("inputs"))
            if (input.at("complete").get<bool>())
                done[placeOf(input.at("path"))] = {input.at("path"), input.at("bytes"), input.at("modified"), true, {}};
        for (const Record& record : earlier.at("models")) {
            const auto item = done.find(placeOf(record.at("input")));
            if (item == done.end()) continue;
            const std::string output = outputOf(record);
            item->second.complete = item->second.complete && !output.empty() && fs::exists(folder_ / output);
            item->second.records.push_back(record);
        }
        for (Item& item : items_) {
            const auto same = done.find(placeOf(item.path));
            if (same == done.end()) continue;
            const Item& earlierOne = same->second;
            if (earlierOne.complete && earlierOne.bytes == item.bytes && earlierOne.modified == item.modified)
                item = earlierOne;
            else
                done.erase(same);
        }
        for (const auto& [place, item] : done)
            if (item.complete)
                for (const Record& record : item.records) kept_.insert(record.at("name").get<std::string>());
    } catch (const Record::exception&) {
        logWarning("the earlier ", kReportName, " cannot be read: everything is done again");
    }
}

void Report::saveNowAndThen() {
    if (seconds() - lastSave_ > std::max(kSaveEvery, 20.0 * saveSeconds_)) save(false, false);
}

void Report::finish(bool stopped) { save(true, stopped); }

void Report::save(bool finished, bool stopped) {
    const double start = seconds();
    Record inputs = Record::array(), models = Record::array();
    size_t failed = 0;
    for (const Item& item : items_) {
        inputs.push_back(
            {{"path", item.path}, {"bytes", item.bytes}, {"modified", item.modified}, {"complete", item.complete}});
        for (const Record& record : item.records) {
            failed += record.contains("error") ? 1 : 0;
            models.push_back(record);
        }
    }
    const Record report = {{"program", kProgram},
                           {"version", IMG2CADSEQ_VERSION},
                           {"verb", verb_},
                           {"options", options_},
                           {"inputs", inputs},
                           {"finished", finished},
                           {"stopped", stopped},
                           {"seconds", start},
                           {"summary", {{"inputs", items_.size()}, {"models", models.size()}, {"failed", failed}}},
                           {"models", models}};
    writeFile(folder_ / kReportName, report.dump(1, ' ', false, Record::error_handler_t::replace) + "\n");
    lastSave_ = seconds();
    saveSeconds_ = lastSave_ - start;
}

}  // namespace img2cadseq::cli
