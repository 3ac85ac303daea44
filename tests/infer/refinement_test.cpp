// What becomes of a run's cloud with and without UA-DGCNN's weights.

#include <cmath>
#include <fstream>

#include <gtest/gtest.h>

#include "cad/transform.h"
#include "core/sha256.h"
#include "csg/solid.h"
#include "infer/support.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

const std::filesystem::path kModels = std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models";

class RefinedRun : public ::testing::Test {
protected:
    RefinedRun() {
        options_.samples = 1;
        options_.sources = "prism";
        options_.fit = false;
    }

    /// The part's surface, each point moved by normal noise of `deviation` times its longest side.
    void give(double deviation, size_t count = 6000) {
        Random random(7);
        PointCloud cloud;
        for (const auto& s : csg::Solid(plateWithBoss()).sampleSurface(count, Random(3)))
            cloud.positions.push_back(
                cast<float>(s.position + Vec3{random.normal(), random.normal(), random.normal()} * (60.0 * deviation)));
        input_.path = "plate.xyz";
        input_.points = std::move(cloud);
    }

    Reconstruction finished() {
        auto events = eventsOf(*reconstructor_, input_, options_);
        if (const auto* failed = std::get_if<Failed>(&events.back())) ADD_FAILURE() << failed->what;
        return std::get<Finished>(std::move(events.back())).result;
    }

    /// Mean distance to the true surface. The cloud's box is the part's but for the noise, so scale and place agree.
    static double off(const PointCloud& cloud) {
        const csg::Solid truth(normalised(plateWithBoss(), csg::Solid(plateWithBoss()).box()));
        double sum = 0.0;
        for (const Vec3f& p : cloud.positions) sum += std::abs(truth.distance(cast<double>(p)).value);
        return sum / static_cast<double>(cloud.size());
    }

    ReconstructInput input_;
    ReconstructOptions options_;
    std::unique_ptr<Reconstructor> reconstructor_ = loadReconstructor();
};

TEST_F(RefinedRun, NoiseGoesAndImportanceComes) {
    options_.models = kModels.string();
    give(0.01);
    const Reconstruction result = finished();
    ASSERT_EQ(result.refined.size(), 4096u);
    EXPECT_LT(off(result.refined), 0.75 * off(result.coarse));
    EXPECT_EQ(result.refined.importance.size(), 4096u);
    EXPECT_EQ(result.refined.confidence.size(), 4096u);
    EXPECT_TRUE(result.coarse.importance.empty());
    EXPECT_EQ(result.weights.at("refine.safetensors"), sha256OfFile(kModels / "refine.safetensors"));
    EXPECT_EQ(finished().refined.positions, result.refined.positions);
}

TEST_F(RefinedRun, ANoisyCloudIsReadBothAsRefinedAndAsMeasured) {
    options_.models = kModels.string();
    options_.sources = "assembly,layers,prism";
    options_.samples = 4;
    give(0.01);
    Reconstruction result = finished();
    ASSERT_EQ(result.others.size(), 1u);
    const Observation& measured = result.others.front();
    EXPECT_TRUE(measured.cloudMeasured);
    EXPECT_GT(off(measured.cloud), 1.3 * off(result.observation.cloud));
    EXPECT_GT(measured.boxSize.z, result.observation.boxSize.z) << "noise makes a plate thicker";
    EXPECT_EQ(result.ranked.size(), 4u);
    give(0.0);
    result = finished();
    EXPECT_TRUE(result.others.empty());
}

TEST_F(RefinedRun, ADenseNoisyScanKeepsItsPoints) {
    options_.models = kModels.string();
    give(0.005, 20000);
    const Reconstruction result = finished();
    ASSERT_EQ(result.others.size(), 1u);
    EXPECT_EQ(result.refined.size(), 4096u) << "what is shown and exported";
    EXPECT_GT(result.observation.cloud.size(), 16000u) << "what candidates are held against";
    EXPECT_LT(off(result.observation.cloud), 0.7 * off(result.others.front().cloud));
}

TEST_F(RefinedRun, WithoutWeightsTheCloudStaysAsItIs) {
    const TemporaryFolder empty;
    options_.models = empty.path().string();
    give(0.01);
    const Reconstruction result = finished();
    EXPECT_EQ(result.refined.positions, result.observation.cloud.positions);
    EXPECT_TRUE(result.refined.importance.empty());
    EXPECT_EQ(result.weights.count("refine.safetensors"), 0u);
}

TEST_F(RefinedRun, DamagedWeightsAreNamed) {
    const TemporaryFolder folder;
    std::ofstream(folder / "refine.safetensors") << "no weights";
    options_.models = folder.path().string();
    give(0.01);
    const auto events = eventsOf(*reconstructor_, input_, options_);
    const auto* failed = std::get_if<Failed>(&events.back());
    ASSERT_NE(failed, nullptr);
    EXPECT_EQ(failed->code, ErrorCode::BadWeights);
    EXPECT_NE(failed->what.find("refine.safetensors"), std::string::npos) << failed->what;
}

}  // namespace
}  // namespace img2cadseq::test
