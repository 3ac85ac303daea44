#include "core/file.h"

#include <chrono>
#include <csignal>
#include <string>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "core/error.h"
#include "support/data.h"

namespace img2cadseq {
namespace {

namespace fs = std::filesystem;

size_t filesIn(const fs::path& folder) {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(File, ReadsWhatItWrote) {
    const test::TemporaryFolder folder;
    const std::string bytes("a\0b\r\n\xff", 6);
    writeFile(folder / "bytes", bytes);
    EXPECT_EQ(readFile(folder / "bytes"), bytes);
    writeFile(folder / "bytes", "");
    EXPECT_EQ(readFile(folder / "bytes"), "");
    EXPECT_EQ(filesIn(folder.path()), 1u);
}

TEST(File, FailuresLeaveWhatWasThere) {
    const test::TemporaryFolder folder;
    EXPECT_THROW(readFile(folder / "absent"), Error);
    EXPECT_THROW(readFile(folder.path()), Error);
    EXPECT_THROW(writeFile(folder / "absent" / "file", "x"), Error);
    fs::create_directory(folder / "folder");
    writeFile(folder / "folder" / "inside", "x");
    EXPECT_THROW(writeFile(folder / "folder", "x"), Error);
    EXPECT_EQ(readFile(folder / "folder" / "inside"), "x");
    EXPECT_EQ(filesIn(folder.path()), 1u);
}

TEST(File, UpdatingLeavesTheSameBytesAlone) {
    const test::TemporaryFolder folder;
    writeFile(folder / "file", "same");
    const auto before = fs::file_time_type::clock::now() - std::chrono::hours(1);
    fs::last_write_time(folder / "file", before);
    updateFile(folder / "file", "same");
    EXPECT_EQ(fs::last_write_time(folder / "file"), before);
    updateFile(folder / "file", "other");
    EXPECT_EQ(readFile(folder / "file"), "other");
    EXPECT_GT(fs::last_write_time(folder / "file"), before);
    updateFile(folder / "new", "x");
    EXPECT_EQ(readFile(folder / "new"), "x");
}

TEST(File, AFolderIsMadeOrSaidToBeImpossible) {
    const test::TemporaryFolder folder;
    makeFolder(folder / "a/b");
    makeFolder(folder / "a/b");
    EXPECT_TRUE(fs::is_directory(folder / "a/b"));
    writeFile(folder / "file", "x");
    for (const char* name : {"file", "file/below"}) {
        try {
            makeFolder(folder / name);
            ADD_FAILURE() << name;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Io);
        }
    }
}

TEST(File, TemporariesOfAProcessGoFromFoldersBelowToo) {
    const test::TemporaryFolder folder;
    fs::create_directories(folder / "part/deeper");
    for (const char* name :
         {"report.json.tmp77-0", "part/deeper/a.step.tmp77-3", "part/b.json.tmp778-0", "part/c.json"})
        writeFile(folder / name, "x");
    removeTemporaries(folder.path(), 77);
    EXPECT_EQ(filesIn(folder.path()), 1u);
    EXPECT_EQ(filesIn(folder / "part/deeper"), 0u);
    EXPECT_TRUE(fs::exists(folder / "part/b.json.tmp778-0"));
    EXPECT_TRUE(fs::exists(folder / "part/c.json"));
}

TEST(File, NoRoomLeavesTheOldFile) {
    const test::TemporaryFolder folder;
    writeFile(folder / "file", "old");
    // A limit on the size of files stands in for a full disk.
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 1000;
    ::setrlimit(RLIMIT_FSIZE, &small);
    EXPECT_THROW(writeFile(folder / "file", std::string(100'000, 'x')), Error);
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    EXPECT_EQ(readFile(folder / "file"), "old");
    EXPECT_EQ(filesIn(folder.path()), 1u);
}

}  // namespace
}  // namespace img2cadseq
