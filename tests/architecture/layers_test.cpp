// Who may include whom: pipeline/layers.txt, which CMake reads too.

#include <gtest/gtest.h>

#include "sources.h"

namespace img2cadseq::test {
namespace {

/// The layer a file belongs to: mains of app/ are one layer.
std::string layerOf(const SourceFile& file) { return file.folder.starts_with("app/") ? "app" : file.folder; }

TEST(Layers, EveryFolderStandsAfterThoseItMayInclude) {
    std::vector<std::string> order;
    const auto allowed = layers(&order);
    EXPECT_EQ(order.size(), allowed.size()) << "a folder has two lines";
    std::set<std::string> above;
    for (const std::string& folder : order) {
        for (const std::string& used : allowed.at(folder))
            EXPECT_TRUE(above.contains(used)) << folder << " may include " << used << ", which does not stand above it";
        above.insert(folder);
    }
}

TEST(Layers, EveryIncludeIsAllowed) {
    const auto allowed = layers();
    int edges = 0;
    for (const auto& [path, file] : sources()) {
        if (file.folder.starts_with("tests/")) continue;
        const std::string layer = layerOf(file);
        ASSERT_TRUE(allowed.contains(layer)) << path << ": " << layer << " has no line in pipeline/layers.txt";
        for (const std::string& included : includedFiles(file)) {
            const std::string other = layerOf(sources().at(included));
            if (other == layer) continue;
            EXPECT_TRUE(allowed.at(layer).contains(other)) << path << " includes " << included;
            ++edges;
        }
    }
    EXPECT_GT(edges, 20) << "hardly any include was seen: the search for them is broken";
}

TEST(Layers, EveryQuotedIncludeIsAFileOfOurs) {
    // Headers that the build makes from Debian's VTK sources or from Qt's tools come in angle brackets.
    for (const auto& [path, file] : sources())
        EXPECT_EQ(includedFiles(file).size(), file.project.size())
            << path << " includes in quotes what is not in the repository, or from an unusual place";
}

TEST(Layers, HeadersDoNotIncludeEachOtherInACircle) {
    for (const auto& [path, file] : sources()) {
        std::set<std::string> seen;
        std::vector<std::string> waiting = includedFiles(file);
        while (!waiting.empty()) {
            const std::string next = waiting.back();
            waiting.pop_back();
            ASSERT_NE(next, path) << "is reached from itself";
            if (!seen.insert(next).second) continue;
            for (const std::string& below : includedFiles(sources().at(next))) waiting.push_back(below);
        }
    }
}

}  // namespace
}  // namespace img2cadseq::test
