// How clouds look.

#include <limits>

#include "parts.h"
#include "view_fixture.h"

namespace img2cadseq::test {
namespace {

using viewer::CloudColour;

class CloudViewTest : public ViewTest {
protected:
    void looksLike(CloudColour colour, const std::string& baseline,
                   viewer::ViewTheme theme = viewer::ViewTheme::Light) {
        const auto view = shown();
        view->setTheme(theme);
        view->setCloud(plateCloud(), colour);
        expectLikeBaseline(picture(*view), baseline);
    }
};

TEST_F(CloudViewTest, Plain) { looksLike(CloudColour::Plain, "cloud-plain"); }
TEST_F(CloudViewTest, PlainDark) { looksLike(CloudColour::Plain, "cloud-plain-dark", viewer::ViewTheme::Dark); }
TEST_F(CloudViewTest, Importance) { looksLike(CloudColour::Importance, "cloud-importance"); }
TEST_F(CloudViewTest, Confidence) { looksLike(CloudColour::Confidence, "cloud-confidence"); }
TEST_F(CloudViewTest, Seen) { looksLike(CloudColour::Seen, "cloud-seen"); }
TEST_F(CloudViewTest, Depth) { looksLike(CloudColour::Depth, "cloud-depth"); }

TEST_F(CloudViewTest, WhereAnArrayIsMissingThePointsArePlain) {
    const auto view = shown();
    PointCloud cloud = plateCloud();
    view->setCloud(cloud, CloudColour::Plain);
    const Image plain = picture(*view);
    cloud.importance.clear();
    cloud.confidence.resize(3);
    view->setCloud(cloud, CloudColour::Importance);
    EXPECT_LT(meanDifference(picture(*view), plain), 0.01);
    view->setCloudColour(CloudColour::Confidence);
    EXPECT_LT(meanDifference(picture(*view), plain), 0.01);
    view->setCloudColour(CloudColour::Seen);
    EXPECT_GT(meanDifference(picture(*view), plain), 0.5);
}

TEST_F(CloudViewTest, PointsThatAreNotFiniteAreLeftOut) {
    const auto view = shown();
    PointCloud cloud = plateCloud();
    cloud.positions[7].y = std::numeric_limits<float>::quiet_NaN();
    cloud.positions[8].x = std::numeric_limits<float>::infinity();
    view->setCloud(cloud);
    EXPECT_GT(coveredShare(picture(*view)), 0.05);
    view->clear();
    EXPECT_LT(coveredShare(picture(*view)), 0.05);
}

TEST_F(CloudViewTest, LargerPointsCoverMore) {
    const auto view = shown();
    view->setCloud(plateCloud());
    view->setPointSize(1.0);
    const double small = coveredShare(picture(*view));
    view->setPointSize(8.0);
    EXPECT_GT(coveredShare(picture(*view)), small * 1.2);
}

}  // namespace
}  // namespace img2cadseq::test
