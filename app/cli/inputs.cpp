#include "app/cli/inputs.h"

#include <algorithm>

#include "app/cli/report.h"
#include "core/suffix.h"

namespace img2cadseq::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kLongestName = 120;

Error missing(const fs::path& path, const std::string& why, const std::string& hint) {
    return Error(ErrorCode::Io, path.string() + ": " + why, hint);
}

std::string words(const std::vector<std::string>& suffixes) {
    std::string text;
    for (const std::string& suffix : suffixes) text += (text.empty() ? "" : " or ") + suffix;
    return text;
}

std::vector<fs::path> filesBelow(const fs::path& folder, const std::vector<std::string>& suffixes) {
    std::vector<fs::path> found;
    std::error_code error, ignored;
    fs::recursive_directory_iterator place(folder, error);
    if (error) throw missing(folder, "the folder cannot be read: " + error.message(), "check its permissions");
    for (; place != fs::recursive_directory_iterator(); place.increment(error)) {
        const fs::path& path = place->path();
        if (hasSuffix(path, suffixes) && path.filename() != kReportName && place->is_regular_file(ignored))
            found.push_back(path);
    }
    if (error) throw missing(folder, "the folder cannot be read: " + error.message(), "check its permissions");
    if (found.empty())
        throw missing(folder, "there is no " + words(suffixes) + " file in this folder", "check the path");
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<fs::path> expand(const fs::path& path, const std::vector<std::string>& suffixes) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) return filesBelow(path, suffixes);
    if (!fs::exists(status)) throw missing(path, "there is no such file or folder", "check the path");
    if (!fs::is_regular_file(status)) throw missing(path, "this is not a plain file", "give a file or a folder");
    return {path};
}

}  // namespace

std::vector<Input> expandInputs(const std::vector<std::string>& given, const std::vector<std::string>& suffixes) {
    std::vector<Input> inputs;
    std::set<fs::path> seen;
    FileNames names;
    for (const std::string& word : given) {
        try {
            for (const fs::path& path : expand(word, suffixes)) {
                std::error_code ignored;
                if (!seen.insert(fs::weakly_canonical(path, ignored)).second) continue;
                inputs.push_back({path, names.unique(path.stem().string()), std::nullopt});
            }
        } catch (const Error& error) {
            inputs.push_back({word, {}, error});
        }
    }
    return inputs;
}

fs::path outputFolder(const std::string& given) {
    if (given.empty()) throw Error(ErrorCode::Usage, "--out is missing", "say where the files go: --out DIR");
    return given;
}

std::string FileNames::unique(const std::string& wanted) {
    std::string name;
    for (const char c : wanted.substr(0, kLongestName)) {
        const bool plain = static_cast<unsigned char>(c) >= 32 && c != '/' && c != '\\' && c != ':' && c != 127;
        name += plain ? c : '_';
    }
    if (name.empty() || name.front() == '.') name.insert(name.begin(), '_');
    std::string free = name;
    for (int i = 2; !taken_.insert(free).second; ++i) free = name + "-" + std::to_string(i);
    return free;
}

}  // namespace img2cadseq::cli
