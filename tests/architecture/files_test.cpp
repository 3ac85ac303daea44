// The shape of the repository: what stands at the top, how long files are, and that nothing names one machine's
// folders.

#include <iostream>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "sources.h"

namespace img2cadseq::test {
namespace {

TEST(Files, TheTopLevelHoldsOnlyWhatTheDesignNames) {
    const std::set<std::string> expected{
        "CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "app",   "widgets",
        "viewer",         "pipeline",          "resources", "models",  "tests", "installer"};
    for (const std::string& path : repositoryFiles()) {
        const std::string top = std::filesystem::path(path).begin()->string();
        EXPECT_TRUE(top.front() == '.' || expected.contains(top)) << path;
    }
}

TEST(Files, AreShort) {
    for (const auto& [path, file] : sources()) {
        EXPECT_LE(file.lines, 400) << path << ": split it, one idea a file";
        if (file.lines > 300) std::cout << "[ NOTE     ] " << path << " has " << file.lines << " lines; aim at 300\n";
    }
}

TEST(Files, HeadersStandOnceAndSayWhatTheyAreFor) {
    for (const auto& [path, file] : sources()) {
        if (!path.ends_with(".h") && !path.ends_with(".cuh")) continue;
        const std::string text = readFile(path);
        EXPECT_TRUE(text.starts_with("#pragma once\n//")) << path << ": #pragma once, then a comment that places it";
    }
}

TEST(Files, EveryPipelineSourceIsBuilt) {
    for (const auto& [path, file] : sources()) {
        if (!path.ends_with(".cpp") && !path.ends_with(".cu")) continue;
        const std::filesystem::path location = path;
        const std::string name = location.filename();
        bool listed = false;
        for (auto folder = location.parent_path(); !folder.empty() && !listed; folder = folder.parent_path())
            listed = readFile((folder / "CMakeLists.txt").string()).find(name) != std::string::npos;
        EXPECT_TRUE(listed) << path << " is in no CMakeLists.txt";
    }
}

TEST(Files, NameNoMachinesFolders) {
    const std::regex folder(R"((^|[\s"'`=(:<\[])/(home|root|work|Users|mnt|media|srv|scratch)/[A-Za-z0-9_.])");
    for (const std::string& path : repositoryFiles()) {
        const std::string text = readFile(path);
        const bool binary = text.find('\0') != std::string::npos;
        if (binary || text.size() > 2'000'000) continue;
        std::istringstream lines(text);
        int number = 0;
        for (std::string line; std::getline(lines, line);) {
            ++number;
            const bool named = line.size() < 2000 && std::regex_search(line, folder);
            EXPECT_FALSE(named) << path << ":" << number << ": " << line;
        }
    }
}

}  // namespace
}  // namespace img2cadseq::test
