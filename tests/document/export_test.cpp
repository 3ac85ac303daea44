// Exported files before independent readers: judge.py and FreeCAD.

#include "document/export.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "brep/compile.h"
#include "cad/json.h"
#include "cloud/cloud.h"
#include "core/file.h"
#include "document/support.h"
#include "infer/support.h"
#include "metrics/mesh_io.h"
#include "synth/part.h"

namespace img2cadseq::test {
namespace {

constexpr const char* kVolumes = R"(
import sys
import FreeCAD, Part
for path in open(sys.argv[1]).read().split():
    document = FreeCAD.newDocument()
    exec(open(path).read(), {})
    shapes = [o.Shape for o in document.Objects]
    print(len(shapes), shapes[0].isValid(), repr(shapes[0].Volume))
    FreeCAD.closeDocument(document.Name)
)";

TEST(Export, FreecadRebuildsThePartFromItsScript) {
    if (!haveFreecad()) GTEST_SKIP() << "FreeCAD for Python or judge.py is not here";
    TemporaryFolder folder;
    std::ofstream(folder / "volumes.py") << kVolumes;
    std::ofstream list(folder / "list.txt");
    std::vector<double> volumes;
    for (uint64_t index = 0; index < 30; ++index) {
        CadSequence sequence = synth::makePart(synth::kTestSeed, index).sequence;
        sequence.name = "part \"" + std::to_string(index) + "\"";
        const auto file = folder / ("part" + std::to_string(index) + ".FCMacro");
        RankedCandidate candidate;
        candidate.valid = true;
        candidate.sequence = sequence;
        exportCandidate(candidate, ExportKind::FreecadMacro, file);
        volumes.push_back(brep::compile(sequence).massProperties().volume);
        list << file.string() << '\n';
    }
    list.close();
    std::istringstream lines(python(folder / "volumes.py", "'" + (folder / "list.txt").string() + "'"));
    int shapes = 0;
    std::string valid;
    double volume = 0;
    for (size_t i = 0; i < volumes.size(); ++i) {
        ASSERT_TRUE(lines >> shapes >> valid >> volume) << i;
        EXPECT_EQ(shapes, 1);
        EXPECT_EQ(valid, "True") << i;
        EXPECT_NEAR(volume / volumes[i], 1.0, 1e-6) << i;
    }
}

TEST(Export, EveryKindIsReadBackTheSame) {
    TemporaryFolder folder;
    const RankedCandidate candidate = candidateFrom(plateWithBoss());
    ExportOptions options;
    options.productName = "plate";
    options.colour = Rgb{200, 80, 40};
    exportCandidate(candidate, ExportKind::Step, folder / "plate.step", options);
    options.schema = brep::StepSchema::Ap242;
    options.unit = brep::LengthUnit::Inch;
    exportCandidate(candidate, ExportKind::Step, folder / "inch.step", options);
    brep::StepInfo info;
    const brep::Solid read = brep::readStep(folder / "inch.step", &info);
    EXPECT_EQ(info.productName, "plate");
    EXPECT_NEAR(read.massProperties().volume / candidate.volume, 1.0, 1e-6);

    exportCandidate(candidate, ExportKind::Stl, folder / "plate.stl");
    exportCandidate(candidate, ExportKind::Stl, folder / "inch.stl", options);
    EXPECT_NEAR(metrics::readMesh(folder / "plate.stl").volume() / candidate.volume, 1.0, 0.01);
    EXPECT_NEAR(metrics::readMesh(folder / "inch.stl").box().longestSide() * 25.4, 60.0, 1e-3);
    exportCandidate(candidate, ExportKind::Sequence, folder / "plate.json");
    EXPECT_EQ(readSequence((folder / "plate.json").string()).blocks, candidate.sequence.blocks);

    if (!haveFreecad()) GTEST_SKIP() << "FreeCAD for Python or judge.py is not here";
    const std::string verdict =
        python(sharedFolder() / "judge" / "judge.py",
               "check '" + (folder / "plate.step").string() + "' '" + (folder / "inch.step").string() + "'");
    EXPECT_NE(verdict, "") << "judge.py refuses a file";
}

TEST(Export, CloudsAndJobs) {
    TemporaryFolder folder;
    PointCloud cloud;
    for (int i = 0; i < 100; ++i) cloud.positions.push_back({i * 0.1f, i % 7 * 1.0f, i % 11 * 1.0f});
    int called = 0;
    expectDone(
        *exportCloudJob(cloud, folder / "cloud.ply", [&](const JobOutcome& outcome) { called += outcome.ok(); }));
    EXPECT_EQ(readCloud(folder / "cloud.ply").positions, cloud.positions);
    const auto candidate = std::make_shared<const RankedCandidate>(candidateFrom(plateWithBoss()));
    const JobOutcome outcome = runHere(*exportJob(candidate, ExportKind::Step, folder / "no folder" / "plate.step", {},
                                                  [&](const JobOutcome& result) { called += result.error ? 10 : 0; }));
    ASSERT_TRUE(outcome.error);
    EXPECT_EQ(outcome.error->code(), ErrorCode::Io);
    EXPECT_EQ(called, 11);
}

TEST(Export, WhatIsNoSolidIsRefused) {
    TemporaryFolder folder;
    RankedCandidate candidate;
    candidate.reason = "the shell is open";
    candidate.candidate.sequence = plateWithBoss();
    EXPECT_THROW(exportCandidate(candidate, ExportKind::Step, folder / "a.step"), Error);
    exportCandidate(candidate, ExportKind::Sequence, folder / "a.json");
    EXPECT_TRUE(std::filesystem::exists(folder / "a.json"));
}

}  // namespace
}  // namespace img2cadseq::test
