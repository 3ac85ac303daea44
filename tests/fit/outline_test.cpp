#include "fit/outline.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "core/random.h"

namespace img2cadseq {
namespace {

/// Points along a drawn loop with normal noise.
std::vector<Vec2> measured(const Loop& loop, double noise) {
    std::vector<Vec2> out;
    Random random(3);
    for (const Curve& curve : loop.curves) {
        const int count = std::max(2, static_cast<int>(length(curve) / 0.005));
        for (int i = 0; i < count; ++i)
            out.push_back(pointAt(curve, static_cast<double>(i) / count) +
                          Vec2{random.normal(0, noise), random.normal(0, noise)});
    }
    return out;
}

Loop slot() {
    return {{Line{{-0.3, -0.1}, {0.3, -0.1}}, Arc{{0.3, -0.1}, {0.4, 0.0}, {0.3, 0.1}}, Line{{0.3, 0.1}, {-0.3, 0.1}},
             Arc{{-0.3, 0.1}, {-0.4, 0.0}, {-0.3, -0.1}}}};
}

Loop lShape() {
    const std::vector<Vec2> p{{0, 0}, {0.8, 0}, {0.8, 0.2}, {0.2, 0.2}, {0.2, 0.6}, {0, 0.6}};
    Loop loop;
    for (size_t i = 0; i < p.size(); ++i) loop.curves.push_back(Line{p[i], p[(i + 1) % p.size()]});
    return loop;
}

OutlineOptions options() {
    OutlineOptions o;
    o.tolerance = 0.006;
    return o;
}

TEST(Outline, ACircleComesBackAsOneCircle) {
    const Loop loop = fitLoop(measured({{Circle{{0.2, -0.1}, 0.25}}}, 0.003), options());
    ASSERT_EQ(loop.curves.size(), 1u);
    const auto* circle = std::get_if<Circle>(&loop.curves[0]);
    ASSERT_NE(circle, nullptr);
    EXPECT_NEAR(circle->radius, 0.25, 0.002);
    EXPECT_NEAR(norm(circle->center - Vec2{0.2, -0.1}), 0.0, 0.002);
}

TEST(Outline, AnLShapeComesBackAsSixLinesWithSharpCorners) {
    const Loop loop = fitLoop(measured(lShape(), 0.002), options());
    ASSERT_EQ(loop.curves.size(), 6u);
    EXPECT_NEAR(signedArea(loop), signedArea(lShape()), 0.004);
    for (const Curve& curve : loop.curves) {
        const auto* line = std::get_if<Line>(&curve);
        ASSERT_NE(line, nullptr);
        const Vec2 d = line->end - line->start;
        EXPECT_LT(std::min(std::abs(d.x), std::abs(d.y)), 1e-12);
    }
}

TEST(Outline, ASlotComesBackAsTwoLinesAndTwoArcs) {
    const Loop loop = fitLoop(measured(slot(), 0.002), options());
    size_t arcs = 0;
    for (const Curve& curve : loop.curves) arcs += std::holds_alternative<Arc>(curve);
    EXPECT_EQ(arcs, 2u);
    EXPECT_EQ(loop.curves.size(), 4u);
    EXPECT_NEAR(signedArea(loop), signedArea(slot()), 0.004);
}

TEST(Outline, LoopsAreClosedAndCounterClockwise) {
    for (const Loop& truth : {slot(), lShape(), reversed(lShape())}) {
        const Loop loop = fitLoop(measured(truth, 0.004), options());
        EXPECT_GT(signedArea(loop), 0.0);
        for (size_t i = 0; i < loop.curves.size(); ++i)
            EXPECT_EQ(endPoint(loop.curves[i]), startPoint(loop.curves[(i + 1) % loop.curves.size()]));
    }
}

TEST(Outline, TooLittleGivesNothing) {
    EXPECT_TRUE(fitLoop({}, options()).curves.empty());
    EXPECT_TRUE(fitLoop({{0, 0}, {1, 0}}, options()).curves.empty());
}

}  // namespace
}  // namespace img2cadseq
