#include "fit/parameters.h"

#include <numbers>

#include <gtest/gtest.h>

#include "cad/validity.h"
#include "csg/solid.h"
#include "fit/evidence.h"
#include "fit/intent.h"
#include "fit/parameter_space.h"
#include "fit/simplify.h"

namespace img2cadseq {
namespace {

Loop rectangle(double x0, double y0, double x1, double y1) {
    return {{Line{{x0, y0}, {x1, y0}}, Line{{x1, y0}, {x1, y1}}, Line{{x1, y1}, {x0, y1}}, Line{{x0, y1}, {x0, y0}}}};
}

ExtrudeBlock block(Profile profile, double low, double high, BooleanOp op) {
    ExtrudeBlock b;
    b.sketch.profiles = {std::move(profile)};
    b.extent = {low, high};
    b.op = op;
    return b;
}

/// A plate with two holes, one of them stepped, and a boss on it; every number is moved by `off`, ties kept.
CadSequence part(double off) {
    const Profile plate{rectangle(-0.5 + off, -0.35, 0.5, 0.35 - off),
                        {{{Circle{{0.25 - off, 0.1 + off}, 0.12 - off}}}, {{Circle{{-0.3, -0.2}, 0.05 + off}}}}};
    CadSequence sequence;
    sequence.blocks = {block(plate, -0.2 + off, -0.05 + off, BooleanOp::New),
                       block({{{Circle{{-0.2 + off, 0.1 + off}, 0.18 - off}}}, {}}, -0.05 + off, 0.2, BooleanOp::Join),
                       block({{{Circle{{0.25 - off, 0.1 + off}, 0.16 + off}}}, {}}, -0.1, -0.05 + off, BooleanOp::Cut)};
    return sequence;
}

Observation observed(const CadSequence& truth, double noise, size_t points = 4096) {
    Observation observation;
    observation.cloudMeasured = true;
    Random random(11);
    for (const auto& s : csg::Solid(truth).sampleSurface(points, Random(1)))
        observation.cloud.positions.push_back(cast<float>(s.position + s.normal * (noise * random.normal())));
    return observation;
}

double furthest(const CadSequence& a, const CadSequence& b) {
    const ParameterSpace p(a, -1.0), q(b, -1.0);  // nothing tied: the same order on both sides
    double most = 0.0;
    for (size_t i = 0; i < p.start().size(); ++i) most = std::max(most, std::abs(p.start()[i] - q.start()[i]));
    return most;
}

TEST(ParameterSpace, TiesWhatIsEqualAndGivesTheSameBack) {
    const CadSequence sequence = part(0.0);
    const ParameterSpace space(sequence);
    EXPECT_EQ(space.apply(space.start()), sequence);
    // x: -0.5 -0.3 -0.2 0.25 0.5; y: -0.35 -0.2 0.1 0.35; z: -0.2 -0.1 -0.05 0.2; radii: 0.12 0.05 0.18 0.16.
    EXPECT_EQ(space.start().size(), 17u);
}

TEST(ParameterFit, FindsThePlateAndItsHolesFromANoisyCloud) {
    const Observation observation = observed(part(0.0), 0.002);
    const CadSequence start = part(0.015);
    const ParameterFit fit = fitParameters(start, observation, {.seconds = 10.0});
    EXPECT_TRUE(fit.improved);
    EXPECT_LT(fit.after, 0.3 * fit.before);
    EXPECT_LT(furthest(fit.sequence, part(0.0)), 1e-3);
    EXPECT_TRUE(isValid(fit.sequence));
}

TEST(ParameterFit, KeepsTies) {
    const ParameterFit fit = fitParameters(part(0.015), observed(part(0.0), 0.003), {.seconds = 10.0});
    const auto& b = fit.sequence.blocks;
    EXPECT_EQ(b[0].extent.high, b[1].extent.low);
    EXPECT_EQ(b[0].extent.high, b[2].extent.high);
    const auto circle = [](const Loop& loop) { return std::get<Circle>(loop.curves.at(0)); };
    EXPECT_EQ(circle(b[0].sketch.profiles[0].holes[0]).center, circle(b[2].sketch.profiles[0].outer).center);
    for (const Curve& curve : b[0].sketch.profiles[0].outer.curves) {
        const Vec2 along = tangentAt(curve, 0.0);
        EXPECT_LT(std::abs(along.x * along.y), 1e-12);
    }
}

TEST(ParameterFit, AnArcBetweenTangentLinesStaysTangent) {
    const auto slot = [](double half, double radius) {
        const Loop loop{{Line{{-half, -radius}, {half, -radius}},
                         Arc::fromSweep({half, -radius}, {half, radius}, std::numbers::pi),
                         Line{{half, radius}, {-half, radius}},
                         Arc::fromSweep({-half, radius}, {-half, -radius}, std::numbers::pi)}};
        CadSequence sequence;
        sequence.blocks = {block({loop, {}}, -0.1, 0.1, BooleanOp::New)};
        return sequence;
    };
    const ParameterFit fit = fitParameters(slot(0.32, 0.18), observed(slot(0.3, 0.2), 0.002), {.seconds = 10.0});
    EXPECT_LT(furthest(fit.sequence, slot(0.3, 0.2)), 4e-3);
    for (const size_t i : {1u, 3u}) {
        const Curve& arc = fit.sequence.blocks[0].sketch.profiles[0].outer.curves[i];
        EXPECT_LT(std::abs(tangentAt(arc, 0.0).y), 0.03);
        EXPECT_LT(std::abs(tangentAt(arc, 1.0).y), 0.03);
    }
}

TEST(ParameterFit, NeverReturnsWhatIsNotValidOrWorse) {
    // A cloud of something else altogether.
    CadSequence other;
    other.blocks = {block({{{Circle{{0, 0}, 0.5}}}, {}}, -0.02, 0.02, BooleanOp::New)};
    const Observation observation = observed(other, 0.0, 2000);
    for (const double off : {0.0, 0.01, 0.02, 0.03}) {
        const ParameterFit fit = fitParameters(part(off), observation, {.reach = 0.3});
        EXPECT_TRUE(isValid(fit.sequence));
        EXPECT_LE(fit.after, fit.before);
        EXPECT_TRUE(isValid(withIntent(fit.sequence, observation)));
    }
    CadSequence open = part(0.0);
    open.blocks[0].sketch.profiles[0].outer.curves.pop_back();
    EXPECT_EQ(fitParameters(open, observation).sequence, open);
    EXPECT_EQ(fitParameters(part(0.0), Observation{}).sequence, part(0.0));
}

TEST(ParameterFit, StopsWhenAskedAndRepeatsItself) {
    const Observation observation = observed(part(0.0), 0.002);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(fitParameters(part(0.01), observation, {}, stop.get_token()).sequence, part(0.01));
    EXPECT_EQ(refined(part(0.01), observation, {}, {}, stop.get_token()).sequence, part(0.01));
    const auto once = [&] { return refined(part(0.01), observation, {.seconds = 10.0}, {.seconds = 10.0}).sequence; };
    EXPECT_EQ(once(), once());
}

TEST(Intent, NearlyEqualBecomesEqualAndSymmetric) {
    const auto drawn = [](const std::vector<double>& off) {
        Profile plate{rectangle(-0.5, -0.3 + off[0], 0.5, 0.3), {}};
        for (int i = 0; i < 3; ++i) {
            const auto k = static_cast<size_t>(i);
            plate.holes.push_back({{Circle{{-0.3 + 0.3 * i + off[k], off[k + 1]}, 0.06 + off[k + 2]}}});
        }
        CadSequence sequence;
        sequence.blocks = {block(plate, -0.1, 0.1, BooleanOp::New)};
        return sequence;
    };
    const CadSequence truth = drawn({0, 0, 0, 0, 0});
    const Observation observation = observed(truth, 0.002);
    const CadSequence found = withIntent(drawn({0.003, -0.002, 0.002, -0.001, 0.002}), observation, {.seconds = 10.0});
    const auto circle = [&](size_t i) {
        return std::get<Circle>(found.blocks[0].sketch.profiles[0].holes.at(i).curves[0]);
    };
    EXPECT_EQ(circle(0).radius, circle(1).radius);
    EXPECT_EQ(circle(0).radius, circle(2).radius);
    EXPECT_EQ(circle(0).center.y, circle(1).center.y);
    EXPECT_NEAR(circle(1).center.y, 0.0, 1e-12);
    EXPECT_NEAR(circle(0).center.x + circle(2).center.x, 0.0, 1e-12);
    EXPECT_NEAR(circle(1).center.x, 0.0, 1e-12);
    EXPECT_LT(furthest(found, truth), 4e-3);
}

TEST(Intent, WhatExplainsNothingGoesAndWhatExplainsStays) {
    CadSequence much = part(0.0);
    much.blocks[0].sketch.profiles[0].holes.push_back({{Circle{{0.4, -0.25}, 0.03}}});
    much.blocks.push_back(block({rectangle(0.1, -0.3, 0.2, -0.2), {}}, -0.06, -0.02, BooleanOp::Join));
    const CadSequence found = withIntent(much, observed(part(0.0), 0.0), {.seconds = 10.0});
    EXPECT_EQ(found.blocks.size(), 3u);
    EXPECT_EQ(found.blocks[0].sketch.profiles[0].holes.size(), 2u);
}

TEST(Simplify, TinyCurvesGoAndCirclesAndRectanglesAreNamed) {
    CadSequence sequence;
    Loop ring;
    for (int i = 0; i < 24; ++i) {
        const auto at = [](int k) {
            const double angle = 2.0 * std::numbers::pi * k / 24;
            return Vec2{0.3 * std::cos(angle), 0.3 * std::sin(angle)};
        };
        ring.curves.push_back(Line{at(i), at(i + 1)});
    }
    const Loop notched{{Line{{-0.5, -0.5}, {0.5, -0.5}}, Line{{0.5, -0.5}, {0.5, 0.495}},
                        Line{{0.5, 0.495}, {0.495, 0.5}}, Line{{0.495, 0.5}, {-0.5, 0.5}},
                        Line{{-0.5, 0.5}, {-0.5, -0.5}}}};
    sequence.blocks = {block({notched, {reversed(ring)}}, 0, 1, BooleanOp::New)};
    const CadSequence found = simplified(sequence, 0.01, 0.01);
    const Profile& profile = found.blocks.at(0).sketch.profiles.at(0);
    EXPECT_EQ(profile.outer.curves.size(), 4u);
    EXPECT_NEAR(area({profile.outer, {}}), 1.0, 1e-9);
    EXPECT_TRUE(std::holds_alternative<Circle>(profile.holes.at(0).curves.at(0)));
    EXPECT_TRUE(isValid(found));
}

}  // namespace
}  // namespace img2cadseq
