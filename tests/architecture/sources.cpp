#include "sources.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <regex>
#include <sstream>

namespace img2cadseq::test {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = IMG2CADSEQ_SOURCE_DIR;

std::vector<std::string> filesOfVersionControl() {
    const std::string command =
        "git -C '" + kRoot.string() + "' ls-files --cached --others --exclude-standard -z 2>/dev/null";
    std::vector<std::string> files;
    FILE* pipe = ::popen(command.c_str(), "r");
    if (!pipe) return files;
    std::string name;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
        if (c != '\0') {
            name.push_back(static_cast<char>(c));
        } else {
            if (fs::is_regular_file(kRoot / name)) files.push_back(name);
            name.clear();
        }
    }
    ::pclose(pipe);
    return files;
}

std::vector<std::string> filesOfFolder() {
    std::vector<std::string> files;
    for (auto it = fs::recursive_directory_iterator(kRoot); it != fs::recursive_directory_iterator(); ++it) {
        const std::string name = it->path().filename().string();
        const bool skipped = name.front() == '.' || (it.depth() == 0 && (name == "build" || name == "runs"));
        if (it->is_directory() && skipped) it.disable_recursion_pending();
        if (it->is_regular_file() && !skipped) files.push_back(fs::relative(it->path(), kRoot).string());
    }
    return files;
}

/// "pipeline/cad/x.cpp" -> "cad", "tests/cad/x.cpp" -> "tests/cad", "app/cli/x.cpp" -> "app/cli", "viewer/x.cpp" ->
/// "viewer".
std::string folderOf(const fs::path& path) {
    const std::string top = path.begin()->string();
    const std::string next = std::next(path.begin())->string();
    if (top == "pipeline") return next;
    if (top == "tests" || top == "app") return top + "/" + next;
    return top;
}

SourceFile parse(const std::string& path) {
    static const std::regex include(R"re(^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>))re");
    SourceFile file;
    file.path = path;
    file.folder = folderOf(path);
    std::istringstream text(readFile(path));
    std::smatch match;
    for (std::string line; std::getline(text, line); ++file.lines) {
        if (line.find("include") == std::string::npos || !std::regex_search(line, match, include)) continue;
        if (match[1].matched) file.project.push_back(match[1]);
        if (match[2].matched) file.outside.push_back(match[2]);
    }
    return file;
}

void collectReached(const SourceFile& file, std::set<std::string>& seen, std::set<std::string>& headers) {
    if (!seen.insert(file.path).second) return;
    headers.insert(file.outside.begin(), file.outside.end());
    for (const std::string& next : includedFiles(file)) collectReached(sources().at(next), seen, headers);
}

}  // namespace

std::vector<std::string> repositoryFiles() {
    std::vector<std::string> files = filesOfVersionControl();
    if (files.empty()) files = filesOfFolder();
    std::sort(files.begin(), files.end());
    return files;
}

std::string readFile(const std::string& path) {
    std::ifstream stream(kRoot / path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

const std::map<std::string, SourceFile>& sources() {
    static const std::map<std::string, SourceFile> all = [] {
        std::map<std::string, SourceFile> found;
        for (const std::string& path : repositoryFiles()) {
            const std::string extension = fs::path(path).extension();
            const bool ours = extension == ".h" || extension == ".cpp" || extension == ".cu" || extension == ".cuh";
            if (ours) found.emplace(path, parse(path));
        }
        return found;
    }();
    return all;
}

std::vector<std::string> includedFiles(const SourceFile& file) {
    std::vector<std::string> found;
    const fs::path here = fs::path(file.path).parent_path();
    for (const std::string& name : file.project) {
        for (const fs::path& folder : {here, fs::path("pipeline"), fs::path(), fs::path("tests")}) {
            const std::string candidate = (folder / name).lexically_normal().string();
            if (!sources().contains(candidate)) continue;
            found.push_back(candidate);
            break;
        }
    }
    return found;
}

std::set<std::string> reachedHeaders(const std::string& path) {
    std::set<std::string> seen, headers;
    collectReached(sources().at(path), seen, headers);
    return headers;
}

std::map<std::string, std::set<std::string>> layers(std::vector<std::string>* order) {
    std::map<std::string, std::set<std::string>> allowed;
    std::istringstream text(readFile("pipeline/layers.txt"));
    for (std::string line; std::getline(text, line);) {
        if (line.empty() || line.front() == '#') continue;
        const size_t colon = line.find(':');
        const std::string folder = line.substr(0, colon);
        std::istringstream names(line.substr(colon + 1));
        for (std::string name; names >> name;) allowed[folder].insert(name);
        allowed[folder];
        if (order) order->push_back(folder);
    }
    return allowed;
}

}  // namespace img2cadseq::test
