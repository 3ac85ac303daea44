#pragma once
// Networks of a folder, loaded when first wanted and kept for later runs.

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>

namespace img2cadseq::infer {

/// Thread-safe. T is made of a folder, or of a folder and the name of a device, as nn::deviceNamed() gives it.
template <class T>
class Kept {
public:
    /// `file`: what makes a folder one that has such weights.
    explicit Kept(const char* file) : file_(file) {}

    /// Null where `folder` has no such weights. Throws Error(BadWeights, Io) where they are not usable, Error(NoDevice)
    /// where the device cannot hold them.
    std::shared_ptr<const T> load(const std::filesystem::path& folder, const std::string& device = "cpu") {
        const std::lock_guard guard(mutex_);
        std::error_code error;
        if (folder.empty() || !std::filesystem::exists(folder / file_, error)) return nullptr;
        if (!loaded_ || folder_ != folder || device_ != device) {
            loaded_.reset();  // two at a time may be more than there is room for
            loaded_ = made(folder, device);
            folder_ = folder;
            device_ = device;
        }
        return loaded_;
    }

private:
    static std::shared_ptr<const T> made(const std::filesystem::path& folder, const std::string& device) {
        if constexpr (std::is_constructible_v<T, const std::filesystem::path&, const std::string&>)
            return std::make_shared<const T>(folder, device);
        else
            return std::make_shared<const T>(folder);
    }

    const char* file_;
    std::mutex mutex_;
    std::filesystem::path folder_;
    std::string device_;
    std::shared_ptr<const T> loaded_;
};

}  // namespace img2cadseq::infer
