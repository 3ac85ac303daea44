#pragma once
// Where tests find outside data and the independent judge; both may be absent.

#include <cstdlib>
#include <filesystem>
#include <string>

namespace img2cadseq::test {

/// The folder beside the repository that holds data and judge, or the one IMG2CADSEQ_SHARED names.
inline std::filesystem::path sharedFolder() {
    if (const char* given = std::getenv("IMG2CADSEQ_SHARED")) return given;
    return std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / ".." / "shared";
}

/// Path of a file or folder of the outside data, e.g. "fusion360/val.jsonl". Check that it exists; skip the test
/// otherwise.
inline std::filesystem::path sharedData(const std::string& name) { return sharedFolder() / "data" / name; }

/// A new empty folder for one test's files, removed with the object.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "img2cadseq-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

}  // namespace img2cadseq::test
