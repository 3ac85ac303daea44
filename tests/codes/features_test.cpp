#include "codes/features.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "codes/loop_walk.h"
#include "core/error.h"
#include "core/random.h"
#include "csg/solid.h"
#include "parts.h"

namespace img2cadseq::codes {
namespace {

/// Share of random points on whose side both sequences agree.
double agreement(const CadSequence& a, const CadSequence& b, int count = 4000) {
    const csg::Solid first(a), second(b);
    Random random(7);
    int same = 0;
    for (int i = 0; i < count; ++i) {
        const Vec3 p{random.uniform(-0.6, 0.6), random.uniform(-0.6, 0.6), random.uniform(-0.6, 0.6)};
        same += first.inside(p) == second.inside(p);
    }
    return static_cast<double>(same) / count;
}

TEST(Features, SequenceComesBackAsTheSameSolid) {
    const CadSequence part = test::bracket();
    EXPECT_EQ(agreement(part, toSequence(toFeatures(part), false)), 1.0);
    EXPECT_GT(agreement(part, toSequence(toFeatures(part), true)), 0.999);
}

TEST(Features, TheWalkAloneSaysTheSame) {
    PartFeatures features = toFeatures(test::bracket());
    for (LoopFeature& loop : features.loops) loop.corners.clear();
    EXPECT_EQ(agreement(test::bracket(), toSequence(features, false)), 1.0);
}

TEST(Features, SurviveTheirNumbers) {
    PartFeatures features = toFeatures(test::bracket());
    for (BlockFeature& block : features.blocks) block = BlockFeature::fromNumbers(block.numbers().data());
    for (LoopFeature& loop : features.loops) {
        loop.patch = PatchFeature::fromNumbers(loop.patch.numbers().data());
        for (CurveFeature& curve : loop.curves) curve = CurveFeature::fromNumbers(curve.numbers().data());
    }
    EXPECT_GT(agreement(test::bracket(), toSequence(features, false)), 0.9995);
}

TEST(Features, AreTheSameHoweverTheSketchIsDrawn) {
    const CadSequence part = test::bracket();
    CadSequence other = part;
    for (ExtrudeBlock& block : other.blocks) {
        // The same prism with its plane elsewhere and the other way round, loops begun elsewhere and in the other
        // sense.
        Frame& plane = block.sketch.plane;
        plane.origin += plane.normal * 0.25;
        block.extent = {-(block.extent.high - 0.25), -(block.extent.low - 0.25)};
        plane.normal = -plane.normal;
        for (Profile& profile : block.sketch.profiles) {
            auto flip = [](Loop& loop) {
                for (Curve& curve : loop.curves) {
                    if (auto* l = std::get_if<Line>(&curve))
                        curve = Line{{l->start.x, -l->start.y}, {l->end.x, -l->end.y}};
                    else if (auto* a = std::get_if<Arc>(&curve))
                        curve = Arc{{a->start.x, -a->start.y}, {a->mid.x, -a->mid.y}, {a->end.x, -a->end.y}};
                    else
                        curve = Circle{{std::get<Circle>(curve).center.x, -std::get<Circle>(curve).center.y},
                                       std::get<Circle>(curve).radius};
                }
                std::rotate(loop.curves.begin(), loop.curves.begin() + static_cast<long>(loop.curves.size() / 2),
                            loop.curves.end());
            };
            flip(profile.outer);
            for (Loop& hole : profile.holes) flip(hole);
        }
    }
    ASSERT_EQ(agreement(part, other), 1.0);
    const PartFeatures a = toFeatures(part), b = toFeatures(other);
    ASSERT_EQ(a.loops.size(), b.loops.size());
    for (size_t i = 0; i < a.blocks.size(); ++i) {
        for (size_t k = 0; k < BlockFeature::kSize; ++k)
            EXPECT_NEAR(a.blocks[i].numbers()[k], b.blocks[i].numbers()[k], 1e-6);
    }
    for (size_t i = 0; i < a.loops.size(); ++i) {
        for (size_t k = 0; k < PatchFeature::kSize; ++k)
            EXPECT_NEAR(a.loops[i].patch.numbers()[k], b.loops[i].patch.numbers()[k], 1e-6) << i;
        ASSERT_EQ(a.loops[i].curves.size(), b.loops[i].curves.size());
        for (size_t c = 0; c < a.loops[i].curves.size(); ++c)
            for (size_t k = 0; k < CurveFeature::kSize; ++k)
                EXPECT_NEAR(a.loops[i].curves[c].numbers()[k], b.loops[i].curves[c].numbers()[k], 1e-5)
                    << i << ' ' << c;
    }
}

TEST(Features, NumbersOfASquareAndAnArcByHand) {
    const PartFeatures square =
        toFeatures({"", {test::block({}, {{test::rectangle({0.1, 0.2}, {0.4, 0.4}), {}}}, 0, 1, BooleanOp::New)}});
    const auto& curves = square.loops.at(0).curves;
    ASSERT_EQ(curves.size(), 4u);
    for (size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR(curves[i].chord, 1.0, 1e-12);
        EXPECT_NEAR(curves[i].turn, i == 0 ? 0.0 : std::numbers::pi / 2, 1e-12);
        EXPECT_EQ(curves[i].curvature, 0.0);
    }
    const Chain half{{{-0.5, 0.0}, {0.5, 0.0}}, {std::numbers::pi, 0.0}};
    const auto arc = featuresOf(half).at(0);
    EXPECT_NEAR(arc.chord, 1.0, 1e-12);
    EXPECT_NEAR(arc.curvature, 2.0, 1e-12);  // a half circle over a chord of 1: radius 1/2
    EXPECT_NEAR(arc.turn, -std::numbers::pi / 2, 1e-12);
    EXPECT_NEAR(arc.offset.x, -1.0, 1e-12);
    EXPECT_NEAR(arc.offset.y, 1.0, 1e-12);
    EXPECT_NEAR(arc.sweep(), std::numbers::pi, 1e-12);
}

TEST(Features, AWideArcKeepsItsSweep) {
    for (const double degrees : {-350.0, -200.0, -20.0, 1.0, 179.0, 181.0, 345.0}) {
        const double sweep = degrees * std::numbers::pi / 180.0;
        const Chain chain{{{0.0, 0.0}, {0.3, 0.1}}, {sweep, 0.0}};
        EXPECT_NEAR(featuresOf(chain).at(0).sweep(), sweep, 1e-9);
    }
}

TEST(Features, DisturbedWalksCloseExactly) {
    Random random(3);
    for (int trial = 0; trial < 200; ++trial) {
        PartFeatures features = toFeatures(test::bracket());
        for (LoopFeature& loop : features.loops) {
            loop.corners.clear();
            for (CurveFeature& curve : loop.curves) {
                curve.turn += random.normal(0.0, 0.1);
                curve.chord *= 1.0 + random.normal(0.0, 0.1);
            }
        }
        for (const bool snapped : {false, true}) {
            for (const ExtrudeBlock& block : toSequence(features, snapped).blocks) {
                for (const Profile& profile : block.sketch.profiles) {
                    const auto& curves = profile.outer.curves;
                    for (size_t i = 0; i < curves.size() && curves.size() > 1; ++i)
                        EXPECT_EQ(endPoint(curves[i]), startPoint(curves[(i + 1) % curves.size()]));
                }
            }
        }
    }
}

TEST(Features, SnapMakesARoughRectangleSquare) {
    PartFeatures features =
        toFeatures({"", {test::block({}, {{test::rectangle({0, 0}, {0.8, 0.4}), {}}}, 0, 1, BooleanOp::New)}});
    features.loops[0].corners.clear();
    for (CurveFeature& curve : features.loops[0].curves) curve.turn += 0.004;
    const CadSequence out = toSequence(features, true);
    for (const Curve& curve : out.blocks.at(0).sketch.profiles.at(0).outer.curves) {
        const Vec2 step = endPoint(curve) - startPoint(curve);
        EXPECT_NEAR(std::abs(step.x) < std::abs(step.y) ? step.x : step.y, 0.0, 1e-12);
    }
}

TEST(Features, WhatCannotBeIsRefusedOrLeftOut) {
    const Loop open{{Line{{0, 0}, {1, 0}}, Line{{1, 0}, {1, 1}}}};
    EXPECT_THROW(toFeatures({"", {test::block({}, {{open, {}}}, 0, 1, BooleanOp::New)}}), Error);
    EXPECT_THROW(toFeatures({"", {test::block({}, {{Loop{}, {}}}, 0, 1, BooleanOp::New)}}), Error);
    PartFeatures features = toFeatures(test::bracket());
    for (LoopFeature& loop : features.loops) loop.patch.size = {0.0, 0.0};
    EXPECT_TRUE(toSequence(features, true).blocks.empty());
    EXPECT_TRUE(toSequence({}, true).blocks.empty());
}

TEST(Features, GarbageNumbersNeverBreakTheDecoder) {
    Random random(11);
    for (int trial = 0; trial < 500; ++trial) {
        PartFeatures features;
        const auto draw = [&](auto& numbers) {
            for (float& n : numbers) n = static_cast<float>(random.normal(0.0, trial % 3 == 0 ? 3.0 : 0.5));
        };
        for (int b = 0; b < 3; ++b) {
            std::array<float, BlockFeature::kSize> block{};
            draw(block);
            features.blocks.push_back(BlockFeature::fromNumbers(block.data()));
            for (int l = 0; l < 2; ++l) {
                LoopFeature loop{b, l == 1, {}, {}, {}};
                std::array<float, PatchFeature::kSize> patch{};
                draw(patch);
                loop.patch = PatchFeature::fromNumbers(patch.data());
                for (int c = 0; c < 5; ++c) {
                    std::array<float, CurveFeature::kSize> curve{};
                    draw(curve);
                    loop.curves.push_back(CurveFeature::fromNumbers(curve.data()));
                }
                features.loops.push_back(loop);
            }
        }
        for (const ExtrudeBlock& block : toSequence(features, true).blocks) {
            EXPECT_LT(block.extent.low, block.extent.high);
            EXPECT_TRUE(std::isfinite(boundingBox(block).longestSide()));
        }
    }
}

}  // namespace
}  // namespace img2cadseq::codes
