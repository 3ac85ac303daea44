#include "app/cli/progress_line.h"

#include <cstdio>
#include <utility>

#include <unistd.h>

namespace img2cadseq::cli {
namespace {

constexpr int kBarWidth = 30;
constexpr double kBarSeconds = 0.1, kLineSeconds = 2.0;

std::string clockText(double seconds) {
    char text[32];
    const long whole = static_cast<long>(seconds + 0.5);
    std::snprintf(text, sizeof(text), "%ld:%02ld", whole / 60, whole % 60);
    return text;
}

}  // namespace

std::string stageText(const std::string& stage, double fraction) {
    return stage + " " + std::to_string(static_cast<int>(fraction * 100.0)) + " %";
}

ProgressLine::ProgressLine(std::string verb) : verb_(std::move(verb)), terminal_(::isatty(STDERR_FILENO) == 1) {}

void ProgressLine::show(double fraction, const std::string& what) {
    const Clock::time_point now = Clock::now();
    const auto since = [&](Clock::time_point then) { return std::chrono::duration<double>(now - then).count(); };
    if (terminal_ ? last_ && since(*last_) < kBarSeconds : since(last_.value_or(start_)) < kLineSeconds) return;
    last_ = now;
    const double elapsed = since(start_);
    std::string text = what;
    if (fraction > 0.0) text += ", " + clockText(elapsed * (1.0 - fraction) / fraction) + " left";
    if (terminal_) {
        const int filled = static_cast<int>(fraction * kBarWidth);
        std::fprintf(stderr, "\r\033[K%s [%s%s] %s", verb_.c_str(), std::string(filled, '#').c_str(),
                     std::string(kBarWidth - filled, ' ').c_str(), text.c_str());
        drawn_ = true;
    } else {
        std::fprintf(stderr, "%s: %s\n", verb_.c_str(), text.c_str());
    }
    std::fflush(stderr);
}

void ProgressLine::say(const std::string& line) {
    clear();
    std::fprintf(stderr, "%s\n", line.c_str());
    std::fflush(stderr);
}

void ProgressLine::clear() {
    if (drawn_) std::fprintf(stderr, "\r\033[K");
    if (drawn_) std::fflush(stderr);
    drawn_ = false;
}

}  // namespace img2cadseq::cli
