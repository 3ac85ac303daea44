// A queue with one broken file, settings, and tokens for show.

#include "document/batch.h"

#include <fstream>

#include <gtest/gtest.h>

#include "codes/layout.h"
#include "core/file.h"
#include "document/settings.h"
#include "document/support.h"
#include "document/tokens.h"
#include "infer/support.h"

namespace img2cadseq::test {
namespace {

TEST(Batch, ABrokenFileDoesNotStopTheRest) {
    TemporaryFolder folder;
    std::filesystem::create_directories(folder / "in" / "deeper");
    writeXyz(folder / "in" / "one.xyz", plateWithBoss(), 2000);
    std::ofstream(folder / "in" / "two.ply") << "not a cloud";
    writeXyz(folder / "in" / "deeper" / "one.xyz", plateWithBoss(), 2000);
    std::ofstream(folder / "in" / "notes.txt") << "no input";
    const auto queue = std::make_shared<BatchQueue>();
    EXPECT_EQ(queue->add(folder / "in"), 2u);
    EXPECT_EQ(queue->add(folder / "in" / "deeper" / "one.xyz"), 1u);
    EXPECT_EQ(queue->add(folder / "in" / "one.xyz"), 1u);
    queue->skip(3);
    const uint64_t before = queue->version();
    ReconstructOptions options;
    options.samples = 1;
    bool told = false;
    const auto job = batchJob(queue, std::make_shared<Engine>(), options, folder / "out",
                              [&](const JobOutcome& outcome) { told = outcome.ok(); });
    expectDone(*job);
    EXPECT_TRUE(told);
    EXPECT_GT(queue->version(), before);
    const auto items = queue->items();
    ASSERT_EQ(items.size(), 4u);
    EXPECT_EQ(items[0].state, BatchState::Done);
    EXPECT_GE(items[0].candidates, 1);
    EXPECT_GT(items[0].score, 0.0);
    EXPECT_EQ(items[1].state, BatchState::Failed);
    EXPECT_NE(items[1].what.find("two.ply"), std::string::npos) << items[1].what;
    EXPECT_EQ(items[2].state, BatchState::Done);
    EXPECT_EQ(items[3].state, BatchState::Stopped);
    EXPECT_NE(items[0].folder, items[2].folder);
    for (const size_t i : {0, 2}) {
        EXPECT_TRUE(std::filesystem::exists(items[i].folder / "report.json"));
        EXPECT_TRUE(std::filesystem::exists(items[i].folder / "candidate-01.step"));
    }
}

/// Has one candidate of whatever it is given, and writes its report alone.
class OneCandidate : public Reconstructor {
public:
    explicit OneCandidate(std::function<void()> meanwhile) : meanwhile_(std::move(meanwhile)) {}
    void run(const ReconstructInput&, const ReconstructOptions&, const EventSink& sink,
             const StopTokens& stop) override {
        meanwhile_();
        Reconstruction result;
        if (!stop.now.stop_requested()) result.ranked.push_back(candidateFrom(plateWithBoss()));
        if (stop.now.stop_requested() || stop.keep.stop_requested())
            sink(Stopped{std::move(result)});
        else
            sink(Finished{std::move(result)});
    }
    std::string write(const Reconstruction&, const ReconstructOptions&, const std::filesystem::path& folder,
                      bool) override {
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "report.json") << "{}";
        return "{}";
    }

private:
    std::function<void()> meanwhile_;
};

std::shared_ptr<Engine> oneCandidate(const std::function<void()>& meanwhile = [] {}) {
    return std::make_shared<Engine>([meanwhile] { return std::make_unique<OneCandidate>(meanwhile); });
}

TEST(Batch, ASecondStartLeavesTheResultsOfTheFirst) {
    TemporaryFolder folder;
    const auto queue = std::make_shared<BatchQueue>();
    for (const char* from : {"a", "b"}) {
        queue->add(folder / from / "one.xyz");
        expectDone(*batchJob(queue, oneCandidate(), {}, folder / "out"));
    }
    EXPECT_EQ(queue->items()[0].folder, folder / "out" / "one");
    EXPECT_EQ(queue->items()[1].folder, folder / "out" / "one-2");
}

TEST(Batch, StoppedItKeepsWhatItHasAndTheRestWaits) {
    TemporaryFolder folder;
    for (const bool keep : {true, false}) {
        std::stop_source stop;
        const auto queue = std::make_shared<BatchQueue>();
        queue->add(folder / "one.xyz");
        queue->add(folder / "two.xyz");
        const auto engine = oneCandidate([&] { stop.request_stop(); });
        JobControl control;
        (keep ? control.stop.keep : control.stop.now) = stop.get_token();
        EXPECT_TRUE(runHere(*batchJob(queue, engine, {}, folder / (keep ? "kept" : "left")), control).stopped);
        const auto items = queue->items();
        EXPECT_EQ(items[0].state, BatchState::Stopped);
        EXPECT_EQ(items[0].candidates, keep ? 1 : 0);
        EXPECT_EQ(items[0].folder.empty(), !keep);
        EXPECT_TRUE(std::filesystem::exists(folder / "kept" / "one" / "report.json"));
        EXPECT_FALSE(std::filesystem::exists(folder / "left"));
        EXPECT_EQ(items[1].state, BatchState::Waiting);
    }
}

TEST(Settings, KeepWhatTheyDoNotKnow) {
    TemporaryFolder folder;
    const auto file = folder / "config" / "settings.json";
    std::filesystem::create_directories(folder / "config");
    std::ofstream(file) << R"({"later": {"a": [1, 2]}, "recent": [{"path": "/gone/away.jpg", "extra": 1}]})";
    std::ofstream(folder / "a.jpg") << "a";
    std::ofstream(folder / "b.jpg") << "b";
    {
        Settings settings(file);
        settings.setText("theme", "dark");
        settings.addRecent(folder / "a.jpg");
        settings.addRecent(folder / "b.jpg");
        settings.addRecent(folder / "a.jpg");
        EXPECT_TRUE(settings.save());
    }
    const Settings settings(file);
    EXPECT_EQ(settings.text("theme"), "dark");
    EXPECT_EQ(settings.text("none", "fallback"), "fallback");
    const auto recent = settings.recentFiles();
    ASSERT_EQ(recent.size(), 2u);
    EXPECT_EQ(recent[0].path, folder / "a.jpg");
    EXPECT_GT(recent[0].seconds, 1'600'000'000);
    const std::string text = readFile(file);
    EXPECT_NE(text.find("\"later\""), std::string::npos);
    EXPECT_NE(text.find("\"extra\""), std::string::npos) << "a file that is gone may come back";
    std::ofstream(file) << "{ damaged";
    EXPECT_TRUE(Settings(file).recentFiles().empty());
}

TEST(Tokens, AreLaidOutByLevelWithTheirState) {
    using namespace codes;
    CodeTree tree;
    for (Slot& slot : tree) slot.fill(kNone);
    tree[0][0] = kStart;
    tree[1] = {kBlock, 7, kNone, kNone, kNone, kNone, kNone};
    tree[2][0] = kEnd;
    tree[kFirstLoopSlot] = {kOuter, 1, 2, 3, kNone, kNone, kNone};
    const auto flat = [](const CodeTree& t) {
        std::vector<int> tokens;
        for (const Slot& slot : t) tokens.insert(tokens.end(), slot.begin(), slot.end());
        return tokens;
    };
    DenoiseStep first{0, 1, 2, flat(tree), {}};
    tree[1][2] = 9;
    tree[kFirstLoopSlot][4] = 11;
    const DenoiseStep second{0, 2, 2, flat(tree), {}};
    const auto cells = tokenGrid(second, &first);
    const auto at = [&](TokenLevel level, int row, int column) {
        for (const TokenCell& cell : cells)
            if (cell.level == level && cell.row == row && cell.column == column) return cell.state;
        ADD_FAILURE() << "no such cell";
        return TokenState::Padding;
    };
    EXPECT_EQ(cells.size(), static_cast<size_t>(kBlocks * (1 + kBlockCodes) + kLoops * (1 + kLoopCodes)));
    EXPECT_EQ(at(TokenLevel::Block, 0, 0), TokenState::Settled);
    EXPECT_EQ(at(TokenLevel::Block, 0, 2), TokenState::Fresh);
    EXPECT_EQ(at(TokenLevel::Block, 1, 0), TokenState::Padding);
    EXPECT_EQ(at(TokenLevel::Block, 1, 1), TokenState::Padding);
    EXPECT_EQ(at(TokenLevel::Block, 2, 1), TokenState::Masked);
    EXPECT_EQ(at(TokenLevel::Loop, 0, 3), TokenState::Settled);
    EXPECT_EQ(at(TokenLevel::Curve, 0, 0), TokenState::Fresh);
    EXPECT_EQ(at(TokenLevel::Curve, 0, 1), TokenState::Masked);
    EXPECT_EQ(tokenGrid(first, nullptr).front().state, TokenState::Fresh);
    first.tokens.pop_back();
    EXPECT_TRUE(tokenGrid(first, nullptr).empty());
}

}  // namespace
}  // namespace img2cadseq::test
