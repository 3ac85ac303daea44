#include "metrics/sets.h"

#include <limits>
#include <numeric>

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/random.h"

namespace img2cadseq::metrics {
namespace {

Cloud randomCloud(Random& random, const Vec3& center, double spread, int count = 60) {
    Cloud cloud;
    for (int i = 0; i < count; ++i)
        cloud.push_back(center + Vec3{random.normal(), random.normal(), random.normal()} * spread);
    return cloud;
}

double chamfer(const Cloud& a, const Cloud& b) {
    const auto oneWay = [](const Cloud& from, const Cloud& to) {
        double sum = 0.0;
        for (const Vec3& p : from) {
            double least = std::numeric_limits<double>::infinity();
            for (const Vec3& q : to) least = std::min(least, squaredNorm(p - q));
            sum += least;
        }
        return sum / static_cast<double>(from.size());
    };
    return oneWay(a, b) + oneWay(b, a);
}

TEST(Sets, UnitBall) {
    const Cloud ball = inUnitBall({{1, 1, 1}, {3, 1, 1}, {2, 5, 1}});
    Vec3 sum;
    double largest = 0.0;
    for (const Vec3& p : ball) {
        sum += p;
        largest = std::max(largest, norm(p));
    }
    EXPECT_NEAR(norm(sum), 0.0, 1e-12);
    EXPECT_NEAR(largest, 1.0, 1e-12);
    EXPECT_THROW(inUnitBall({}), Error);
    EXPECT_THROW(inUnitBall({{1, 2, 3}, {1, 2, 3}}), Error);
}

/// The faces of a box, evenly.
Cloud boxCloud(Random& random, const Vec3& size, int count = 250) {
    Cloud cloud;
    for (int i = 0; i < count; ++i) {
        Vec3 p{random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5)};
        p[i % 3] = i % 2 ? 0.5 : -0.5;
        cloud.push_back({p.x * size.x, p.y * size.y, p.z * size.z});
    }
    return inUnitBall(cloud);
}

/// By the definition, every pair of points.
void expectByDefinition(const std::vector<Cloud>& samples, const std::vector<Cloud>& references) {
    double mmd = 0.0;
    std::vector<int> covered(references.size(), 0);
    for (const Cloud& r : references) {
        double least = std::numeric_limits<double>::infinity();
        for (const Cloud& s : samples) least = std::min(least, chamfer(s, r));
        mmd += least / static_cast<double>(references.size());
    }
    for (const Cloud& s : samples) {
        size_t nearest = 0;
        for (size_t r = 1; r < references.size(); ++r)
            if (chamfer(s, references[r]) < chamfer(s, references[nearest])) nearest = r;
        covered[nearest] = 1;
    }
    const SetDistances one = compareSets(samples, references, 1), two = compareSets(samples, references, 2);
    EXPECT_NEAR(one.mmd, mmd, 1e-12);
    EXPECT_DOUBLE_EQ(one.coverage,
                     std::accumulate(covered.begin(), covered.end(), 0.0) / static_cast<double>(references.size()));
    EXPECT_EQ(one.mmd, two.mmd);
    EXPECT_EQ(one.coverage, two.coverage);
}

TEST(Sets, AgreesWithTheDefinition) {
    Random random(3);
    std::vector<Cloud> samples, references;
    for (int i = 0; i < 7; ++i) samples.push_back(randomCloud(random, {0.1 * i, 0, 0}, 0.2));
    for (int i = 0; i < 5; ++i) references.push_back(randomCloud(random, {0, 0.15 * i, 0}, 0.2));
    expectByDefinition(samples, references);
}

TEST(Sets, AgreesWithTheDefinitionOnManyBoxes) {
    Random random(8);
    const auto boxes = [&](int count) {
        std::vector<Cloud> set;
        for (int i = 0; i < count; ++i)
            set.push_back(boxCloud(random, {1.0, random.uniform(0.1, 1.0), random.uniform(0.05, 0.6)}));
        return set;
    };
    expectByDefinition(boxes(24), boxes(16));
    expectByDefinition({boxes(1)}, boxes(6));
}

TEST(Sets, SinglePointsOnALine) {
    const std::vector<Cloud> samples{{{0.0, 0, 0}}, {{0.1, 0, 0}}}, references{{{0.02, 0, 0}}, {{0.5, 0, 0}}};
    const SetDistances found = compareSets(samples, references, 1);
    EXPECT_NEAR(found.mmd, 0.5 * (2 * 0.02 * 0.02 + 2 * 0.4 * 0.4), 1e-15);
    EXPECT_DOUBLE_EQ(found.coverage, 0.5);
    // Of equally near references the first is covered, and only that.
    EXPECT_DOUBLE_EQ(compareSets({{{0, 0, 0}}}, {{{1, 0, 0}}, {{-1, 0, 0}}, {{1, 0, 0}}}, 1).coverage, 1.0 / 3.0);
}

TEST(Sets, TheSameSetIsPerfect) {
    Random random(4);
    std::vector<Cloud> set;
    for (int i = 0; i < 4; ++i) set.push_back(inUnitBall(randomCloud(random, {}, 1.0)));
    const SetDistances found = compareSets(set, set);
    EXPECT_DOUBLE_EQ(found.coverage, 1.0);
    EXPECT_DOUBLE_EQ(found.mmd, 0.0);
    EXPECT_NEAR(found.jsd, 0.0, 1e-12);
}

TEST(Sets, JensenShannonInBits) {
    const Vec3 p{0.5, 0.5, 0.5}, q{-0.5, -0.5, -0.5};
    EXPECT_NEAR(jensenShannon({{p}}, {{q}}), 1.0, 1e-12);
    // (1/2, 1/2) against (1, 0): H(3/4, 1/4) - 1/2.
    const double mixed = -0.75 * std::log2(0.75) - 0.25 * std::log2(0.25);
    EXPECT_NEAR(jensenShannon({{p, q}}, {{p}}), mixed - 0.5, 1e-12);
    EXPECT_NEAR(jensenShannon({{{9, 0, 0}}}, {{{1, 0, 0}}}), 0.0, 1e-12);
}

TEST(Sets, EmptyAndStopped) {
    EXPECT_THROW(compareSets({}, {{{0, 0, 0}}}), Error);
    EXPECT_THROW(compareSets({{{0, 0, 0}}}, {}), Error);
    std::stop_source source;
    source.request_stop();
    try {
        compareSets({{{0, 0, 0}}}, {{{0, 0, 0}}}, 1, source.get_token());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Stopped);
    }
}

}  // namespace
}  // namespace img2cadseq::metrics
