// Clouds through the whole way: shape, files, seeds, stops.

#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

#include "cad/transform.h"
#include "csg/solid.h"
#include "infer/support.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

class CloudRun : public ::testing::Test {
protected:
    CloudRun() {
        writeXyz(folder_ / "plate.xyz", plateWithBoss(), 6000);
        input_.path = folder_ / "plate.xyz";
        options_.samples = 6;
    }

    Reconstruction finished(const ReconstructOptions& options) {
        auto events = eventsOf(*reconstructor_, input_, options);
        if (const auto* failed = std::get_if<Failed>(&events.back())) ADD_FAILURE() << failed->what;
        return std::get<Finished>(std::move(events.back())).result;
    }

    std::string judge(const std::filesystem::path& step) const {
        const auto program = sharedFolder() / "judge" / "judge.py";
        if (!std::filesystem::exists(program)) return {};
        const std::string out = (folder_ / "judge.txt").string();
        const std::string command =
            "/usr/bin/python3 " + program.string() + " check " + step.string() + " > " + out + " 2>/dev/null";
        if (std::system(command.c_str()) != 0) return "refused";
        return "accepted";
    }

    TemporaryFolder folder_;
    ReconstructInput input_;
    ReconstructOptions options_;
    std::unique_ptr<Reconstructor> reconstructor_ = loadReconstructor();
};

/// The point of the box that is nearest.
Vec3 clamped(const Vec3& point, const Box3& box) {
    Vec3 out;
    for (int i = 0; i < 3; ++i) out[i] = std::clamp(point[i], box.low[i], box.high[i]);
    return out;
}

TEST_F(CloudRun, FindsThePartAndWritesValidFiles) {
    options_.sizeMm = 60;
    options_.keepSize = true;  // what is said goes first
    const Reconstruction result = finished(options_);
    ASSERT_FALSE(result.ranked.empty());
    const RankedCandidate& first = result.ranked.front();
    ASSERT_TRUE(first.valid) << first.reason;
    EXPECT_GT(bestOverlap(first.sequence, plateWithBoss()), 0.9) << first.candidate.source;
    EXPECT_NEAR(std::max({first.size.x, first.size.y, first.size.z}), 60.0, 1e-6);
    const std::string report = reconstructor_->write(result, options_, folder_ / "out", false);
    for (const char* name : {"coarse.ply", "refined.ply", "candidate-01.step", "candidate-01.json", "report.json"})
        EXPECT_TRUE(std::filesystem::exists(folder_ / "out" / name)) << name;
    EXPECT_NE(report.find("\"candidates\""), std::string::npos);
    EXPECT_NE(report.find("\"own_length\": "), std::string::npos);
    EXPECT_EQ(report.find("\"own_length\": null"), std::string::npos);
    const std::string verdict = judge(folder_ / "out" / "candidate-01.step");
    if (verdict.empty()) GTEST_SKIP() << "judge.py is not here";
    EXPECT_EQ(verdict, "accepted");
}

TEST_F(CloudRun, APartThatLiesAskewComesBackAsItLay) {
    const Vec3 a = normalized(Vec3{2, -1, 3}), b = normalized(cross(a, Vec3{1, 1, 0.2}));
    const CadSequence askew = transformed(plateWithBoss(), {{{a, b, cross(a, b)}}, 1.0, {5, -40, 12}});
    writeXyz(input_.path, askew, 6000);
    options_.keepSize = true;
    const Reconstruction result = finished(options_);
    ASSERT_TRUE(result.axes);
    EXPECT_NEAR(result.ownLength, 60.0, 0.5);
    EXPECT_TRUE(result.scaleKnown);
    const RankedCandidate& first = result.ranked.front();
    ASSERT_TRUE(first.valid) << first.reason;
    EXPECT_GT(bestOverlap(first.sequence, askew), 0.9) << first.candidate.source;
    EXPECT_GT(bestOverlap(first.candidate.sequence, askew), 0.9) << first.candidate.source;
    EXPECT_NEAR(first.size.x + first.size.y + first.size.z, 60.0 + 40.0 + 30.0, 2.0);  // along its own axes
    const csg::Solid solid(first.candidate.sequence);
    const Box3 box = solid.box();
    for (const PointCloud* cloud : {&result.coarse, &result.refined})
        for (size_t i = 0; i < cloud->size(); i += 50)
            EXPECT_LT(norm(cast<double>(cloud->positions[i]) - clamped(cast<double>(cloud->positions[i]), box)), 0.02);
    EXPECT_NE(reconstructor_->write(result, options_, folder_ / "out", true).find("\"axes\": [\n"), std::string::npos);
}

TEST_F(CloudRun, NoPartIsAsSmallAsAFileInKilometresSays) {
    writeXyz(input_.path, scaled(plateWithBoss(), 1e-6), 6000);
    options_.keepSize = true;
    const auto events = eventsOf(*reconstructor_, input_, options_);
    const auto* failed = std::get_if<Failed>(&events.back());
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->code, ErrorCode::BadInput);
    EXPECT_NE(failed->what.find("plate.xyz"), std::string::npos) << failed->what;
    EXPECT_NE(failed->hint.find("--size-mm"), std::string::npos) << failed->hint;
}

TEST_F(CloudRun, CandidatesDependOnTheirSampleAlone) {
    const Reconstruction many = finished(options_);
    ReconstructOptions few = options_;
    few.samples = 2;
    ReconstructOptions threaded = options_;
    threaded.threads = 2;
    for (const Reconstruction& other : {finished(few), finished(threaded)})
        for (const RankedCandidate& one : other.ranked) {
            const auto same = std::find_if(many.ranked.begin(), many.ranked.end(),
                                           [&](const RankedCandidate& c) { return c.slot == one.slot; });
            ASSERT_NE(same, many.ranked.end());
            EXPECT_EQ(same->sequence, one.sequence) << one.slot;
        }
}

TEST_F(CloudRun, StopsNowAndStopsWithWhatItHas) {
    std::stop_source now;
    now.request_stop();
    const auto stopped = eventsOf(*reconstructor_, input_, options_, {now.get_token(), {}});
    ASSERT_TRUE(std::holds_alternative<Stopped>(stopped.back()));
    EXPECT_TRUE(std::get<Stopped>(stopped.back()).result.ranked.empty());

    std::stop_source keep;
    std::vector<ReconstructEvent> events;
    reconstructor_->run(input_, options_,
                        [&](ReconstructEvent&& event) {
                            if (std::holds_alternative<CandidateReady>(event)) keep.request_stop();
                            events.push_back(std::move(event));
                        },
                        {{}, keep.get_token()});
    ASSERT_TRUE(std::holds_alternative<Stopped>(events.back()));
    EXPECT_EQ(std::get<Stopped>(events.back()).result.ranked.size(), 1u);
}

TEST_F(CloudRun, BadCloudsFailWithTheirName) {
    std::ofstream(folder_ / "one.xyz") << "1 2 3\n";
    std::ofstream(folder_ / "empty.ply");
    for (const char* name : {"one.xyz", "empty.ply", "missing.xyz"}) {
        const auto events = eventsOf(*reconstructor_, {folder_ / name, {}, {}}, options_);
        const auto* failed = std::get_if<Failed>(&events.back());
        ASSERT_NE(failed, nullptr) << name;
        EXPECT_EQ(exitStatus(failed->code), 3) << name;
        EXPECT_NE(failed->what.find(name), std::string::npos) << failed->what;
    }
}

}  // namespace
}  // namespace img2cadseq::test
