// The words of the command line: help, version, usage errors, start-up.

#include <algorithm>
#include <cstdio>

#include <gtest/gtest.h>

#include "app/program.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

TEST(CliWords, HelpNamesEveryVerbAndOption) {
    const Outcome help = runCli({"--help"});
    EXPECT_EQ(help.status, 0);
    EXPECT_EQ(help.err, "");
    for (const char* word : {"compile", "import", "inspect", "1 a defect", "130 stopped"})
        EXPECT_NE(help.out.find(word), std::string::npos) << word;
    const Outcome compile = runCli({"compile", "--help"});
    EXPECT_EQ(compile.status, 0);
    for (const char* word : {"--out DIR", "--jobs N", "--resume", "--schema", "ap214, ap242 or ap203, default ap214"})
        EXPECT_NE(compile.out.find(word), std::string::npos) << word;
    const Outcome version = runCli({"--version"});
    EXPECT_EQ(version.status, 0);
    EXPECT_TRUE(version.out.starts_with("img2cadseq-cli 0.")) << version.out;
}

TEST(CliWords, UsageErrorsAreOneLineAndStatus2) {
    const std::vector<std::vector<std::string>> wrong = {
        {},
        {"frobnicate"},
        {"compile"},
        {"compile", "a.json"},
        {"compile", "a.json", "--out", "x", "--jobs", "-1"},
        {"compile", "a.json", "--out", "x", "--jobs", "two"},
        {"compile", "a.json", "--out", "x", "--schema", "ap999"},
        {"compile", "a.json", "--out", "x", "--colour", "red"},
        {"compile", "a.json", "--out"},
        {"import", "a.json"},
        {"inspect"},
        {"inspect", "a.step", "--time-limit", "nan"},
        {"reconstruct", "a.jpg", "--out", "x", "--sides-mm", "60,40"},
        {"reconstruct", "a.jpg", "--out", "x", "--sources", "prisms"},
        {"sample", "--out", "x", "--sources", "difusion"},
        {"sample"},
        {"evaluate", "a", "--out", "x", "--sources", "prism,nonsense"},
    };
    for (const auto& words : wrong) {
        const Outcome outcome = runCli(words);
        std::string all;
        for (const std::string& word : words) all += word + " ";
        EXPECT_EQ(outcome.status, 2) << all;
        EXPECT_EQ(outcome.out, "") << all;
        EXPECT_EQ(outcome.errLines().size(), 1u) << all << outcome.err;
        EXPECT_TRUE(outcome.err.starts_with("img2cadseq-cli: ")) << outcome.err;
    }
    EXPECT_FALSE(std::filesystem::exists("x"));
}

/// What makes a start slow is what is linked; the time itself, 20 to 50 ms of a processor, is printed and not judged.
TEST(CliWords, StartsWithoutLibTorch) {
    double least = 1e9;
    for (int i = 0; i < 7; ++i) least = std::min(least, runCli({"--version"}).cpuSeconds);
    std::printf("[ FIGURE   ] start-up %.1f ms of CPU time\n", least * 1000);
    std::string libraries;
    FILE* pipe = ::popen(("ldd '" IMG2CADSEQ_BIN_DIR "/img2cadseq-cli' 2>/dev/null"), "r");
    char buffer[4096];
    while (const size_t got = std::fread(buffer, 1, sizeof(buffer), pipe)) libraries.append(buffer, got);
    if (::pclose(pipe) != 0) GTEST_SKIP() << "ldd is not here";
    ASSERT_NE(libraries.find("libstdc++"), std::string::npos);
    for (const char* heavy : {"torch", "libc10", "libcud", "Qt6", "libvtk", "Open3D", "opencv"})
        EXPECT_EQ(libraries.find(heavy), std::string::npos) << heavy;
}

}  // namespace
}  // namespace img2cadseq::test
