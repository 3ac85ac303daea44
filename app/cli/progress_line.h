#pragma once
// How far the work is, on stderr: a bar that stays on its line on a terminal, now and then a plain line otherwise.

#include <chrono>
#include <optional>
#include <string>

namespace img2cadseq::cli {

/// "candidates 45 %".
std::string stageText(const std::string& stage, double fraction);

class ProgressLine {
public:
    explicit ProgressLine(std::string verb);
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// `fraction` of the whole in [0, 1], and in words. The first bar is drawn at once, later ones at most ten times a
    /// second; lines, where there is no terminal, every two seconds.
    void show(double fraction, const std::string& what);
    /// A line of its own, for an error or a summary; the bar is drawn again below it with the next show().
    void say(const std::string& line);
    /// Takes the bar away, so that something else can stand there.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    std::string verb_;
    bool terminal_;
    bool drawn_ = false;
    Clock::time_point start_ = Clock::now();
    std::optional<Clock::time_point> last_;
};

}  // namespace img2cadseq::cli
