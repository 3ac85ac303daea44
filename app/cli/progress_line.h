#pragma once
// How far a batch is, on stderr: a bar that stays on its line on a terminal, now and then a plain line otherwise.

#include <chrono>
#include <optional>
#include <string>

namespace img2cadseq::cli {

class ProgressLine {
public:
    explicit ProgressLine(std::string verb);

    /// `done` of `total` inputs, `models` models out of them so far. The first bar is drawn at once, later ones at most
    /// ten times a second; lines, where there is no terminal, every two seconds.
    void show(size_t done, size_t total, size_t models);
    /// A line of its own, for an error or a summary; the bar is drawn again below it with the next show().
    void say(const std::string& line);

private:
    using Clock = std::chrono::steady_clock;
    void clear();

    std::string verb_;
    bool terminal_;
    bool drawn_ = false;
    Clock::time_point start_ = Clock::now();
    std::optional<Clock::time_point> last_;
};

}  // namespace img2cadseq::cli
