#pragma once
// The files of a training run, see trainer.h.

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "learn/trainer.h"

namespace img2cadseq::learn {

class RunFolder {
public:
    /// Makes the folder and writes options.json. Throws Error(Io).
    RunFolder(const TrainOptions& options, const std::map<std::string, std::string>& metadata);

    std::filesystem::path weightsFile() const { return folder_ / "weights.safetensors"; }
    std::filesystem::path stateFile() const { return folder_ / "state.safetensors"; }

    /// One line of curve.csv; columns are fixed by the first line.
    void addToCurve(const std::vector<std::pair<std::string, double>>& row);
    /// To the program's log and log.txt.
    void log(const std::string& line);

private:
    std::filesystem::path folder_;
    std::ofstream curve_, log_;
    bool curveHasHeader_ = false;
};

}  // namespace img2cadseq::learn
