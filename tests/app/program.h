#pragma once
// Runs a program of ours as a user would, and says what came of it.

#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace img2cadseq::test {

struct Outcome {
    int status = -1;  ///< exit status; 128 + signal where it was killed
    std::string out, err;
    double cpuSeconds = 0.0;
    double peakMegabytes = 0.0;  ///< resident

    std::vector<std::string> errLines() const;
};

/// A program under way; its output goes to files, stderr to a terminal of its own where asked.
class Program {
public:
    struct Setting {
        bool terminal = false;   ///< stderr is a terminal
        size_t largestFile = 0;  ///< bytes it may write to a file; 0: no limit. As a full disk has it.
    };
    Program(const std::string& name, const std::vector<std::string>& words, Setting setting);
    Program(const std::string& name, const std::vector<std::string>& words) : Program(name, words, Setting{}) {}
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    pid_t pid() const { return pid_; }
    /// Processes it has started and that still run.
    std::vector<pid_t> children() const;
    /// Waits until stdout holds `lines` lines; false where the program ended or half a minute passed before.
    bool waitForLines(size_t lines);
    Outcome wait();

private:
    std::filesystem::path folder_;
    pid_t pid_ = -1;
    int terminal_ = -1;
};

/// img2cadseq-cli with these words, to its end.
Outcome runCli(const std::vector<std::string>& words, Program::Setting setting = {});

std::string readText(const std::filesystem::path& file);
void writeText(const std::filesystem::path& file, const std::string& text);
/// Names in a folder, sorted.
std::vector<std::string> namesIn(const std::filesystem::path& folder);

}  // namespace img2cadseq::test
