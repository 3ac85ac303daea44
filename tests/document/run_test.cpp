// A document through whole runs, without threads: clouds, a photograph, stops, broken input.

#include <fstream>

#include <dlfcn.h>
#include <gtest/gtest.h>

#include "cad/import.h"
#include "document/export.h"
#include "document/support.h"
#include "infer/support.h"

namespace img2cadseq::test {
namespace {

class DocumentRun : public ::testing::Test {
protected:
    DocumentRun() {
        document_.setObserver([this](Changes what) { seen_ |= what; });
        samples(2);
    }

    void samples(int count) {
        ReconstructOptions options;
        options.samples = count;
        options.sizeMm = 60;
        document_.setOptions(options);
    }

    TemporaryFolder folder_;
    Document document_;
    Changes seen_ = 0;
};

TEST_F(DocumentRun, GoesFromACloudToARankedChoice) {
    samples(6);
    openPlate(document_, folder_.path());
    EXPECT_EQ(document_.input().kind, InputKind::Cloud);
    EXPECT_GT(document_.input().cloud.size(), 1000u);
    seen_ = 0;
    runToEnd(document_);
    const RunState& run = document_.run();
    ASSERT_EQ(run.phase, RunPhase::Finished) << (run.failure ? run.failure->what : "");
    EXPECT_EQ(run.coarse.size(), 4096u);
    EXPECT_EQ(run.refined.size(), 4096u);
    ASSERT_GE(run.candidates.size(), 4u);
    for (const Change expected :
         {kCoarseChanged, kRefinedChanged, kCandidatesChanged, kProgressChanged, kPhaseChanged, kChoiceChanged})
        EXPECT_TRUE(seen_ & expected) << expected;
    EXPECT_EQ(document_.chosen(), run.candidates.front());
    EXPECT_GT(bestOverlap(document_.chosen()->sequence, plateWithBoss()), 0.9);

    // One of them again, alone: the same part in the same place.
    const CandidatePtr before = run.candidates.back();
    expectDone(*document_.rerun(before->slot));
    document_.drain();
    EXPECT_EQ(document_.run().phase, RunPhase::Finished);
    const CandidatePtr again = document_.candidate(before->slot);
    ASSERT_NE(again, nullptr);
    EXPECT_NE(again, before);
    EXPECT_EQ(again->sequence, before->sequence);
}

TEST_F(DocumentRun, KeepsPinsOfEarlierRunsAndTheUsersChoice) {
    openPlate(document_, folder_.path());
    runToEnd(document_);
    const CandidatePtr first = document_.run().candidates.at(1);
    document_.apply(document_.choose(first->slot));
    document_.apply(document_.pin(first->slot, true));
    EXPECT_EQ(document_.chosen(), first);
    ASSERT_EQ(document_.pins().size(), 1u);
    runToEnd(document_);
    ASSERT_EQ(document_.pins().size(), 1u);
    EXPECT_EQ(document_.pins().front(), first);
    EXPECT_FALSE(document_.pinned(first->slot));
}

TEST_F(DocumentRun, StopsNowAtOnceAndLaterWithWhatItHas) {
    openPlate(document_, folder_.path());
    const auto job = document_.startRun();
    EXPECT_EQ(document_.run().phase, RunPhase::Running);
    document_.stopNow();
    EXPECT_EQ(document_.run().phase, RunPhase::Stopped);
    EXPECT_TRUE(runHere(*job).ok());
    EXPECT_EQ(document_.drain(), 0u);
    EXPECT_TRUE(document_.run().candidates.empty());

    const auto kept = document_.startRun();
    document_.stopAndKeep();
    EXPECT_TRUE(runHere(*kept).ok());
    document_.drain();
    EXPECT_EQ(document_.run().phase, RunPhase::Stopped);
    EXPECT_FALSE(document_.run().candidates.empty());
}

TEST_F(DocumentRun, BrokenFilesLeaveItAsItWas) {
    openPlate(document_, folder_.path());
    std::ofstream(folder_ / "broken.jpg") << "no picture";
    std::ofstream(folder_ / "broken.i2cs") << "no session";
    std::ofstream(folder_ / "broken.step") << "no solid";
    for (const char* name : {"broken.jpg", "broken.i2cs", "broken.step", "missing.ply"}) {
        const JobOutcome outcome = runHere(*document_.open(folder_ / name));
        ASSERT_TRUE(outcome.error) << name;
        EXPECT_NE(std::string(outcome.error->what()).find(name), std::string::npos) << outcome.error->what();
        EXPECT_EQ(document_.input().name, "plate");
    }
}

TEST_F(DocumentRun, TheLastOfTwoOpenedFilesCountsAndAGoneDocumentIsNoMatter) {
    writeXyz(folder_ / "one.xyz", plateWithBoss(), 500);
    writeXyz(folder_ / "two.xyz", plateWithBoss(), 500);
    auto one = document_.open(folder_ / "one.xyz");
    auto two = document_.open(folder_ / "two.xyz");
    runHere(*two);
    runHere(*one);
    EXPECT_EQ(document_.input().name, "two");
    std::unique_ptr<Job> late;
    {
        Document brief;
        late = brief.open(folder_ / "one.xyz");
    }
    EXPECT_TRUE(runHere(*late).ok());
}

TEST_F(DocumentRun, GoesFromACloudOfARealPartToAStepFileThatTheJudgeAccepts) {
    const auto file = sharedData("fusion360/val.jsonl");
    if (!std::filesystem::exists(file) || !haveFreecad())
        GTEST_SKIP() << "data/fusion360, judge.py or FreeCAD is not here";
    std::ifstream lines(file);
    std::string line;
    std::getline(lines, line);
    std::ofstream(folder_ / "part.jsonl") << line << '\n';
    std::vector<CadSequence> parts;
    importFile((folder_ / "part.jsonl").string(), [&](ImportedModel&& model) {
        if (!model.error) parts.push_back(std::move(model.sequence));
    });
    ASSERT_FALSE(parts.empty());
    writeXyz(folder_ / "part.xyz", parts.front(), 6000);
    expectDone(*document_.open(folder_ / "part.xyz"));
    runToEnd(document_);
    ASSERT_EQ(document_.run().phase, RunPhase::Finished);
    ASSERT_TRUE(document_.chosen() && document_.chosen()->valid);
    expectDone(*exportJob(document_.chosen(), ExportKind::Step, folder_ / "part.step", {}, {}));
    EXPECT_NE(python(sharedFolder() / "judge" / "judge.py", "check '" + (folder_ / "part.step").string() + "'"), "");
}

TEST_F(DocumentRun, GoesFromAPhotographWithAPaintedMaskToCandidates) {
    const auto photo = sharedData("photos/servo_lid_flat.jpg");
    if (!std::filesystem::exists(photo)) GTEST_SKIP() << "data/photos is not here";
    expectDone(*document_.open(photo));
    ASSERT_TRUE(document_.input().photo);
    const Image& image = document_.input().photo->image;
    samples(1);
    MaskStroke stroke;
    stroke.radius = image.height * 0.2;
    stroke.points = {{image.width * 0.4, image.height * 0.5}, {image.width * 0.6, image.height * 0.5}};
    document_.apply(document_.paint(stroke));
    runToEnd(document_);
    const RunState& run = document_.run();
    ASSERT_EQ(run.phase, RunPhase::Finished) << (run.failure ? run.failure->what : "");
    ASSERT_TRUE(run.mask && run.camera);
    EXPECT_EQ(run.mask->data, document_.paintedMask()->data);
    EXPECT_FALSE(run.candidates.empty());
}

TEST(Libraries, TheKernelsLockIsOneForTheProgramAndTheLibraryItLoads) {
    Engine().load();
    const std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    void* infer = ::dlopen((folder / ".." / "lib" / "libinfer.so").c_str(), RTLD_NOW | RTLD_NOLOAD);
    ASSERT_NE(infer, nullptr);
    const char* name = "_ZN10img2cadseq4brep15translatorMutexEv";
    void* theirs = ::dlsym(infer, name);
    ASSERT_NE(theirs, nullptr);
    EXPECT_EQ(theirs, ::dlsym(RTLD_DEFAULT, name));
    ::dlclose(infer);
}

}  // namespace
}  // namespace img2cadseq::test
