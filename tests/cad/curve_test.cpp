// Arcs against closed forms, from sharp to nearly straight, and boxes against dense samples.

#include "cad/curve.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "cad/support.h"

namespace img2cadseq {
namespace {

constexpr double kPi = std::numbers::pi;

TEST(Arc, SweepRadiusAndLengthAreThoseItIsMadeFrom) {
    for (const double sweep : {1e-5, 1e-3, 0.1, 1.0, 3.0, kPi, 3.3, 4.5, 6.0, 6.28})
        for (const double sign : {1.0, -1.0}) {
            const Arc arc = Arc::fromSweep({0.0, 0.0}, {3.0, 1.0}, sign * sweep);
            const double chord = std::sqrt(10.0), radius = 0.5 * chord / std::sin(0.5 * sweep);
            // The middle's rounding, 1e-16, against the sagitta, chord * sweep / 8.
            const double rounding = 1e-13 + 1e-14 / sweep;
            EXPECT_NEAR(arc.sweep(), sign * sweep, rounding * sweep) << sweep;
            EXPECT_NEAR(arc.radius(), radius, rounding * radius) << sweep;
            EXPECT_NEAR(length(arc), radius * sweep, 1e-12 * radius * sweep) << sweep;
            EXPECT_NEAR(norm(arc.center() - arc.start), radius, rounding * radius) << sweep;
        }
}

TEST(Arc, AnyPointBetweenTheEndsWillDoAsMiddle) {
    Random random(7);
    for (int i = 0; i < 2000; ++i) {
        const Vec2 center{random.uniform(-50, 50), random.uniform(-50, 50)};
        const double radius = random.logUniform(0.1, 100), from = random.uniform(-kPi, kPi);
        const double sweep = random.uniform(0.05, 6.2) * (random.chance(0.5) ? 1 : -1),
                     share = random.uniform(0.1, 0.9);
        const auto at = [&](double angle) { return center + Vec2{std::cos(angle), std::sin(angle)} * radius; };
        const Arc arc{at(from), at(from + share * sweep), at(from + sweep)};
        ASSERT_NEAR(arc.sweep(), sweep, 1e-9);
        ASSERT_NEAR(norm(arc.center() - center), 0.0, 1e-8 * (radius + 50));
        const double s = random.uniform();
        ASSERT_NEAR(norm(pointAt(arc, s) - at(from + s * sweep)), 0.0, 1e-9 * (radius + 50));
        const Vec2 tangent = perpendicular(at(from + s * sweep) - center) * ((sweep > 0 ? 1.0 : -1.0) / radius);
        ASSERT_NEAR(norm(tangentAt(arc, s) - tangent), 0.0, 1e-7);
    }
}

TEST(Arc, NearlyStraightOnesKeepTheirAccuracy) {
    // Sagitta h on a chord of 1: R = 1 / (8 h) up to 1.25e8; the circle is the parabola 4 h s (1 - s) to O(h^3).
    for (const double h : {1e-4, 1e-6, 1e-9}) {
        const Arc arc{{0, 0}, {0.5, h}, {1, 0}};
        for (const double s : {0.1, 0.25, 0.5, 0.9}) {
            const Vec2 p = pointAt(arc, s);
            EXPECT_NEAR(p.x, s, 10 * h * h);
            EXPECT_NEAR(p.y, 4.0 * h * s * (1.0 - s), 10 * h * h * h + 1e-16);
            EXPECT_NEAR(tangentAt(arc, s).y, 4.0 * h * (1.0 - 2.0 * s), 20 * h * h + 1e-15);
        }
        EXPECT_NEAR(length(arc), 1.0 + 8.0 / 3.0 * h * h, 1e-14 + h * h * h);
        EXPECT_NEAR(arc.radius(), 1.0 / (8.0 * h) + 0.5 * h, 1e-12 / h);
        EXPECT_LT(arc.sweep(), 0.0);
    }
}

TEST(CurveBox, HoldsTheCurveAndNoMore) {
    Random random(11);
    for (int i = 0; i < 300; ++i) {
        const Arc arc = Arc::fromCenter({random.uniform(-5, 5), random.uniform(-5, 5)}, random.uniform(0.5, 9),
                                        random.uniform(-kPi, kPi), random.uniform(0.1, 6.2) * (i % 2 ? 1 : -1));
        Box2 sampled;
        for (int k = 0; k <= 4000; ++k) sampled.add(pointAt(arc, k / 4000.0));
        const Box2 box = boundingBox(arc);
        ASSERT_NEAR(norm(box.low - sampled.low), 0.0, 1e-5);
        ASSERT_NEAR(norm(box.high - sampled.high), 0.0, 1e-5);
        ASSERT_LE(box.low.x, sampled.low.x + 1e-12);
        ASSERT_GE(box.high.y, sampled.high.y - 1e-12);
    }
}

TEST(Curve, ReversedRunsTheOtherWay) {
    const Curve arc = Arc::fromSweep({1, 2}, {4, 3}, 4.0);
    for (const double s : {0.0, 0.3, 1.0}) {
        EXPECT_NEAR(norm(pointAt(reversed(arc), s) - pointAt(arc, 1.0 - s)), 0.0, 1e-12);
        EXPECT_NEAR(norm(tangentAt(reversed(arc), s) + tangentAt(arc, 1.0 - s)), 0.0, 1e-12);
    }
}

}  // namespace
}  // namespace img2cadseq
