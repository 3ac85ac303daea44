#include "core/file.h"

#include <atomic>
#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

#include <unistd.h>

#include "core/error.h"

namespace img2cadseq {
namespace {

std::string temporaryMark(int pid) { return ".tmp" + std::to_string(pid) + "-"; }

/// A name beside `path` that no other writer has; the file goes with the object unless it was renamed.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::filesystem::path& path) {
        static std::atomic<unsigned> counter{0};
        path_ = path;
        path_ += temporaryMark(::getpid()) + std::to_string(counter++);
    }
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

[[noreturn]] void cannotWrite(const std::filesystem::path& path, const std::string& reason) {
    throw Error(ErrorCode::Io, "cannot write " + path.string() + (reason.empty() ? "" : ": " + reason),
                "check that the folder exists, may be written to and has room");
}

}  // namespace

std::string readFile(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        throw Error(ErrorCode::Io, path.string() + " is a folder, not a file");
    std::ifstream in(path, std::ios::binary);
    if (!in) throw Error(ErrorCode::Io, "cannot open " + path.string(), "check the name and that it may be read");
    std::ostringstream text;
    text << in.rdbuf();
    if (in.bad()) throw Error(ErrorCode::Io, "cannot read " + path.string());
    return std::move(text).str();
}

void writeFile(const std::filesystem::path& path, std::string_view bytes) {
    const TemporaryFile temporary(path);
    std::ofstream out(temporary.path(), std::ios::binary | std::ios::trunc);
    if (!out) cannotWrite(path, "");
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) cannotWrite(path, "not all of it was taken");
    if (readFile(temporary.path()) != bytes) cannotWrite(path, "it reads back differently");
    std::error_code failed;
    std::filesystem::rename(temporary.path(), path, failed);
    if (failed) cannotWrite(path, failed.message());
}

void updateFile(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored) && readFile(path) == bytes) return;
    writeFile(path, bytes);
}

void makeFolder(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed || !std::filesystem::is_directory(folder, failed))
        throw Error(ErrorCode::Io,
                    "cannot make the folder " + folder.string() + (failed ? ": " + failed.message() : ""),
                    "check permissions and free space, or name another folder");
}

void removeTemporaries(const std::filesystem::path& folder, int pid) {
    std::error_code ignored;
    std::vector<std::filesystem::path> found;
    using Places = std::filesystem::recursive_directory_iterator;
    const auto readable = std::filesystem::directory_options::skip_permission_denied;
    for (Places place(folder, readable, ignored); place != Places(); place.increment(ignored))
        if (place->path().filename().string().find(temporaryMark(pid)) != std::string::npos)
            found.push_back(place->path());
    for (const auto& path : found) std::filesystem::remove(path, ignored);
}

}  // namespace img2cadseq
