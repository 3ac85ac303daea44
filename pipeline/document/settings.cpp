#include "document/settings.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/file.h"
#include "core/log.h"

namespace img2cadseq {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr size_t kMostRecent = 20;
constexpr const char* kRecent = "recent";

Json read(const fs::path& file) {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return Json::object();
    try {
        Json json = Json::parse(readFile(file));
        if (json.is_object()) return json;
    } catch (const std::exception& error) {
        logWarning("the settings cannot be read: ", error.what());
    }
    return Json::object();
}

/// Entries as they stand, whatever else they hold.
Json recentOf(const Json& json) {
    const auto found = json.find(kRecent);
    return found != json.end() && found->is_array() ? *found : Json::array();
}

std::string pathOf(const Json& entry) {
    return entry.is_object() && entry.contains("path") && entry["path"].is_string() ? entry["path"].get<std::string>()
                                                                                    : std::string();
}

int64_t now() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

}  // namespace

struct Settings::Data {
    fs::path file;
    Json json;
};

fs::path settingsFile() {
    const char* given = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    const fs::path base = given && *given ? fs::path(given) : fs::path(home ? home : "/tmp") / ".config";
    return base / "img2cadseq" / "settings.json";
}

Settings::Settings(fs::path file) : data_(std::make_unique<Data>()) {
    data_->json = read(file);
    data_->file = std::move(file);
}
Settings::~Settings() = default;

std::vector<RecentFile> Settings::recentFiles() const {
    std::vector<RecentFile> files;
    std::error_code ignored;
    for (const Json& entry : recentOf(data_->json)) {
        const std::string path = pathOf(entry);
        if (path.empty() || !fs::exists(path, ignored)) continue;
        files.push_back({path, entry.value("seconds", Json(0)).is_number() ? entry["seconds"].get<int64_t>() : 0});
    }
    return files;
}

void Settings::addRecent(const fs::path& path) {
    const std::string name = fs::absolute(path).lexically_normal().string();
    removeRecent(name);
    Json recent = recentOf(data_->json);
    recent.insert(recent.begin(), Json{{"path", name}, {"seconds", now()}});
    if (recent.size() > kMostRecent) recent.erase(recent.begin() + kMostRecent, recent.end());
    data_->json[kRecent] = std::move(recent);
}

void Settings::removeRecent(const fs::path& path) {
    Json kept = Json::array();
    for (const Json& entry : recentOf(data_->json))
        if (pathOf(entry) != path.string()) kept.push_back(entry);
    data_->json[kRecent] = std::move(kept);
}

void Settings::clearRecent() { data_->json[kRecent] = Json::array(); }

std::string Settings::text(const std::string& key, const std::string& fallback) const {
    const auto found = data_->json.find(key);
    return found != data_->json.end() && found->is_string() ? found->get<std::string>() : fallback;
}

void Settings::setText(const std::string& key, const std::string& value) { data_->json[key] = value; }

bool Settings::save() const {
    if (data_->file.empty()) return true;
    try {
        fs::create_directories(data_->file.parent_path());
        writeFile(data_->file, data_->json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
        return true;
    } catch (const std::exception& error) {
        logWarning("the settings cannot be saved: ", error.what());
        return false;
    }
}

}  // namespace img2cadseq
