#pragma once
// Progress that nests: a stage reports into its share of the whole and knows nothing of the rest.

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

namespace img2cadseq {

/// Receives (stage, fraction of the whole in [0, 1]). May be called from any thread, one call at a time.
using ProgressSink = std::function<void(const std::string& stage, double fraction)>;

/// A share [start, start + portion] of the whole. Cheap to copy; all copies feed one sink.
class Progress {
public:
    Progress() = default;  ///< reports to nobody
    explicit Progress(ProgressSink sink, std::stop_token stop = {});

    /// The part of this share that begins at `start` and is `portion` wide, both as fractions of this share.
    Progress share(double start, double portion, std::string stage = {}) const;

    /// Sets the fraction done of this share, in [0, 1].
    void report(double fraction) const;

    std::stop_token stopToken() const { return stop_; }
    bool stopRequested() const { return stop_.stop_requested(); }
    /// Throws Error(Stopped) where a stop was asked for.
    void throwIfStopped() const;

private:
    struct Root {
        std::mutex mutex;
        ProgressSink sink;
    };
    std::shared_ptr<Root> root_;
    std::stop_token stop_;
    std::string stage_;
    double start_ = 0.0;
    double portion_ = 1.0;
};

}  // namespace img2cadseq
