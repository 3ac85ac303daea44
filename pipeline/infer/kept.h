#pragma once
// Networks of a folder, loaded when first wanted and kept for later runs.

#include <filesystem>
#include <memory>
#include <mutex>

namespace img2cadseq::infer {

/// Thread-safe. T is made of a folder.
template <class T>
class Kept {
public:
    /// `file`: what makes a folder one that has such weights.
    explicit Kept(const char* file) : file_(file) {}

    /// Null where `folder` has no such weights. Throws Error(BadWeights, Io) where they are not usable.
    std::shared_ptr<const T> load(const std::filesystem::path& folder) {
        const std::lock_guard guard(mutex_);
        std::error_code error;
        if (folder.empty() || !std::filesystem::exists(folder / file_, error)) return nullptr;
        if (!loaded_ || folder_ != folder) {
            loaded_ = std::make_shared<const T>(folder);
            folder_ = folder;
        }
        return loaded_;
    }

private:
    const char* file_;
    std::mutex mutex_;
    std::filesystem::path folder_;
    std::shared_ptr<const T> loaded_;
};

}  // namespace img2cadseq::infer
