#include "learn/run_folder.h"

#include <chrono>
#include <ctime>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/log.h"

namespace img2cadseq::learn {

RunFolder::RunFolder(const TrainOptions& options, const std::map<std::string, std::string>& metadata)
    : folder_(options.folder) {
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    curveHasHeader_ = std::filesystem::exists(folder_ / "curve.csv");
    curve_.open(folder_ / "curve.csv", std::ios::app);
    log_.open(folder_ / "log.txt", std::ios::app);
    if (!curve_ || !log_)
        throw Error(ErrorCode::Io, folder_.string() + ": cannot be written", "choose another run folder");
    const nlohmann::ordered_json text = {{"warmStart", options.warmStart.string()},
                                         {"steps", options.steps},
                                         {"minutes", options.minutes},
                                         {"batch", options.batch},
                                         {"learningRate", options.learningRate},
                                         {"knownShare", options.knownShare},
                                         {"weightDecay", options.weightDecay},
                                         {"warmup", options.warmup},
                                         {"schedule", options.schedule == Schedule::Cosine ? "cosine" : "constant"},
                                         {"clip", options.clip},
                                         {"ema", options.ema},
                                         {"bf16", options.bf16},
                                         {"muon", options.muon},
                                         {"seed", options.seed},
                                         {"threads", options.threads},
                                         {"device", options.device},
                                         {"metadata", metadata}};
    std::ofstream(folder_ / "options.json") << text.dump(2) << '\n';
}

void RunFolder::addToCurve(const std::vector<std::pair<std::string, double>>& row) {
    const auto line = [&](auto&& cell) {
        for (size_t i = 0; i < row.size(); ++i) {
            if (i > 0) curve_ << ',';
            cell(row[i]);
        }
        curve_ << '\n';
    };
    if (!curveHasHeader_) line([&](const auto& entry) { curve_ << entry.first; });
    curveHasHeader_ = true;
    line([&](const auto& entry) { curve_ << entry.second; });
    curve_.flush();
}

void RunFolder::log(const std::string& line) {
    logInfo(line);
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    char stamp[32];
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::strftime(stamp, sizeof stamp, "%F %TZ ", &utc);
    log_ << stamp << line << std::endl;
}

}  // namespace img2cadseq::learn
