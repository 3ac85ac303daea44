#pragma once
// Small things remembered between starts, in one JSON file; keys that this program does not know are kept.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace img2cadseq {

/// XDG_CONFIG_HOME or ~/.config, then img2cadseq/settings.json.
std::filesystem::path settingsFile();

struct RecentFile {
    std::filesystem::path path;
    int64_t seconds = 0;  ///< since 1970, last opened
};

class Settings {
public:
    /// A missing or damaged file counts as empty; without a name nothing is kept.
    explicit Settings(std::filesystem::path file = settingsFile());
    ~Settings();
    Settings(const Settings&) = delete;
    Settings& operator=(const Settings&) = delete;

    /// Newest first, without those that are gone.
    std::vector<RecentFile> recentFiles() const;
    void addRecent(const std::filesystem::path& path);
    void removeRecent(const std::filesystem::path& path);
    void clearRecent();

    std::string text(const std::string& key, const std::string& fallback = {}) const;
    void setText(const std::string& key, const std::string& value);

    /// Writes the file. Never throws; false where it cannot be written.
    bool save() const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace img2cadseq
