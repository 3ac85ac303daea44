// The rules of validity one by one, with the place and reason they must give, and the time they take on large input.

#include "cad/validity.h"

#include <cmath>
#include <ctime>
#include <limits>
#include <numbers>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cad/support.h"
#include "cad/transform.h"
#include "core/error.h"

namespace img2cadseq {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::StartsWith;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Lines of the findings, errors only.
std::vector<std::string> errors(const CadSequence& sequence) {
    std::vector<std::string> lines;
    for (const Finding& finding : check(sequence))
        if (finding.severity == Severity::Error) lines.push_back(finding.line());
    return lines;
}

void expectError(const CadSequence& sequence, const std::string& line) {
    const std::vector<std::string> found = errors(sequence);
    ASSERT_FALSE(found.empty()) << "accepted, expected: " << line;
    EXPECT_THAT(found[0], HasSubstr(line));
    EXPECT_FALSE(isValid(sequence));
}

void expectError(const Profile& profile, const std::string& line) { expectError(plate(profile), line); }

void expectWarningOnly(const Profile& profile, const std::string& line) {
    const std::vector<Finding> found = check(plate(profile));
    ASSERT_EQ(found.size(), 1u) << found[1].line();
    EXPECT_EQ(found[0].severity, Severity::Warning);
    EXPECT_THAT(found[0].line(), HasSubstr(line));
    EXPECT_TRUE(isValid(plate(profile)));
}

TEST(Validity, GoodShapesHaveNoFindings) {
    for (const Profile& profile : std::vector<Profile>{{rectangle(0, 0, 4, 3), {}},
                                                       {slot(3, 1), {circle(0, 0, 0.5), circle(2, 0, 0.5)}},
                                                       {circle(0, 0, 5), {rectangle(-3, -1, -1, 1), slot(0.5, 0.2)}}}) {
        EXPECT_THAT(check(plate(profile)), testing::SizeIs(0));
        EXPECT_NO_THROW(requireValid(plate(profile)));
        EXPECT_THAT(check(plate({reversed(profile.outer), profile.holes})), testing::SizeIs(0))
            << "either sense is good";
    }
}

TEST(Validity, Numbers) {
    expectError({{{Line{{0, 0}, {1, 0}}, Line{{1, 0}, {kNaN, 1}}, Line{{0, 1}, {0, 0}}}}, {}},
                "blocks[0].profiles[0].outer[1]: the curve has numbers that are not finite");
    expectError({circle(0, 0, HUGE_VAL), {}}, "not finite");
    CadSequence sequence = plate({circle(0, 0, 1), {}});
    sequence.blocks[0].sketch.plane.origin.y = kNaN;
    expectError(sequence, "blocks[0]: the plane has numbers that are not finite");
    expectError(plate({circle(0, 0, 1), {}}, 0, kNaN), "the extent has numbers that are not finite");
}

TEST(Validity, LoopsThatAreNone) {
    expectError(Profile{}, "outer: the loop has no curves");
    expectError({rectangle(0, 0, 4, 3), {{}}}, "holes[0]: the loop has no curves");
    Loop open = rectangle(0, 0, 4, 3);
    std::get<Line>(open.curves[2]).end = {0, 3.01};
    expectError({open, {}},
                "outer[2]: the loop is open: the curve ends at (0, 3.01), the next begins at (0, 3), a gap of 0.01");
    open = rectangle(0, 0, 4, 3);
    open.curves.pop_back();
    expectError({open, {}}, "outer[2]: the loop is open");
    expectError({{{Line{{0, 0}, {1, 0}}, Line{{1, 0}, {0, 0}}}}, {}}, "encloses no area");
    expectError({{{Line{{0, 0}, {1, 0}}, Circle{{5, 5}, 1}, Line{{1, 0}, {0, 0}}}}, {}},
                "outer[1]: a circle must be alone");
    EXPECT_TRUE(isValid(plate({polygon({{0, 0}, {4, 0}, {4, 3 + 1e-12}, {0, 3}}), {}})));
}

TEST(Validity, CurvesThatAreNone) {
    expectError({polygon({{0, 0}, {4, 0}, {4, 0}, {0, 3}}), {}}, "outer[1]: the line has no length, at (4, 0)");
    expectError({circle(0, 0, 0), {}}, "radius 0 must be positive");
    expectError({circle(0, 0, -2), {}}, "radius -2 must be positive");
    expectError({{{Arc{{0, 0}, {1, 0}, {2, 0}}, Line{{2, 0}, {1, 2}}, Line{{1, 2}, {0, 0}}}}, {}},
                "outer[0]: the arc is flat");
    expectError({{{Arc{{0, 0}, {3, 0}, {2, 0}}, Line{{2, 0}, {1, 2}}, Line{{1, 2}, {0, 0}}}}, {}},
                "the middle outside the ends");
    expectError({{{Arc{{0, 0}, {0, 0}, {2, 0}}, Line{{2, 0}, {1, 2}}, Line{{1, 2}, {0, 0}}}}, {}}, "outer[0]: the arc");
    expectError({{{Arc{{0, 0}, {1, 1}, {0, 0}}}}, {}}, "the arc begins where it ends");
}

TEST(Validity, SelfCrossing) {
    expectError({polygon({{0, 0}, {4, 4}, {4, 0}, {0, 3}}), {}},
                "the curve crosses outer[2] at (1.71428571, 1.71428571)");
    // A bow tie whose crossing is a vertex of both.
    expectError({polygon({{0, 0}, {2, 1}, {4, 2}, {4, 0}, {2, 1}, {0, 2.5}}), {}}, "crosses");
    // An arc that bulges through the opposite side.
    Loop bulge = rectangle(0, 0, 4, 3);
    bulge.curves[0] = Arc{{0, 0}, {2, 3.5}, {4, 0}};
    expectError({bulge, {}}, "outer[0]: the curve crosses outer[2] at");
    // There and back.
    expectError({polygon({{0, 0}, {4, 0}, {4, 3}, {6, 3}, {4, 3}, {0, 3}}), {}}, "runs along");
    // A spike of zero width into the part, from two sides that do not meet.
    expectError({polygon({{0, 0}, {4, 0}, {4, 3}, {3, 3}, {3, 1}, {2, 0.5}, {3, 0.8}, {3, 2}, {2, 3}, {0, 3}}), {}},
                "runs along");
}

TEST(Validity, TouchingItselfInAPoint) {
    // An hourglass pinched in (2, 1): two triangles, each on its own side.
    expectWarningOnly({polygon({{0, 0}, {4, 0}, {2, 1}, {4, 2}, {0, 2}, {2, 1}}), {}}, "touches");
    // A corner that reaches an opposite side.
    expectWarningOnly({polygon({{0, 0}, {4, 0}, {4, 3}, {2, 0}, {0, 3}}), {}}, "touches");
}

TEST(Validity, HolesAndOuter) {
    const Loop plateOutline = rectangle(0, 0, 10, 10);
    expectError({plateOutline, {circle(9.5, 5, 1)}}, "outer[1]: the curve crosses holes[0][0] at (10, ");
    expectError({plateOutline, {circle(15, 5, 1)}}, "holes[0]: the hole lies outside the outer loop");
    expectError({plateOutline, {rectangle(-1, -1, 11, 11)}}, "holes[0]: the hole lies outside the outer loop");
    expectError({plateOutline, {circle(5, 5, 3), circle(5, 5, 1)}}, "holes[1]: the hole lies inside holes[0]");
    expectError({plateOutline, {circle(4, 5, 2), circle(6, 5, 2)}}, "holes[0][0]: the curve crosses holes[1][0]");
    expectError({plateOutline, {circle(5, 5, 2), circle(5, 5, 2)}}, "holes[0][0]: the curve runs along holes[1][0]");
    expectError({plateOutline, {rectangle(0, 2, 3, 4)}}, "runs along holes[0]");
    expectError({plateOutline, {rectangle(10, 2, 13, 4)}}, "runs along holes[0]");
    expectWarningOnly({plateOutline, {circle(9, 5, 1)}}, "outer[1]: the curve touches holes[0][0] at (10, 5)");
    expectWarningOnly({plateOutline, {circle(3, 5, 1), circle(5, 5, 1)}},
                      "holes[0][0]: the curve touches holes[1][0] at (4, 5)");
    expectWarningOnly({plateOutline, {polygon({{0, 5}, {3, 4}, {3, 6}})}}, "touches holes[0]");
    // A hole that touches from outside is outside; one that touches another from inside is nested.
    expectError({plateOutline, {polygon({{0, 5}, {-3, 4}, {-3, 6}})}}, "");
    EXPECT_FALSE(isValid(plate({plateOutline, {circle(11, 5, 1)}})));
    EXPECT_FALSE(isValid(plate({plateOutline, {circle(5, 5, 2), circle(6, 5, 1)}})));
}

TEST(Validity, ProfilesOfOneSketchMayTouchOverlapAndNest) {
    CadSequence sequence = plate({rectangle(0, 0, 4, 4), {circle(2, 2, 1)}});
    sequence.blocks[0].sketch.profiles.push_back({rectangle(4, 0, 8, 4), {}});
    sequence.blocks[0].sketch.profiles.push_back({circle(2, 2, 1), {}});
    sequence.blocks[0].sketch.profiles.push_back({rectangle(3, 3, 5, 9), {}});
    EXPECT_THAT(check(sequence), testing::SizeIs(0));
}

TEST(Validity, FramesExtentsAndOrder) {
    CadSequence sequence = plate({circle(0, 0, 1), {}});
    sequence.blocks[0].sketch.plane.xAxis = {1, 0.001, 0};
    expectError(sequence, "not orthonormal: x has length 1.0000005");
    sequence.blocks[0].sketch.plane = {{}, {0, 0, 1}, {0, 0, 1}};
    expectError(sequence, "their product is 1");
    expectError(plate({circle(0, 0, 1), {}}, 5, 5), "the extent has no thickness: low 5, high 5");
    expectError(plate({circle(0, 0, 1), {}}, 5, 2), "the extent runs backwards: low 5 is above high 2");
    expectError(plate({circle(0, 0, 1), {}}, 0, 0), "no thickness");
    sequence = plate({circle(0, 0, 1), {}});
    sequence.blocks[0].op = BooleanOp::Cut;
    expectError(sequence, "blocks[0]: the first block must be New, not Cut");
    sequence.blocks[0].sketch.profiles.clear();
    sequence.blocks[0].op = BooleanOp::New;
    expectError(sequence, "blocks[0]: the block has no profile");
    expectError(CadSequence{}, "sequence: there are no blocks");
}

TEST(Validity, RequireValidNamesTheFirstAndCountsTheRest) {
    CadSequence sequence = plate({circle(0, 0, -1), {}}, 5, 2);
    try {
        requireValid(sequence);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::BadGeometry);
        EXPECT_THAT(e.what(), StartsWith("blocks[0]: the extent runs backwards"));
        EXPECT_THAT(e.what(), HasSubstr("(and 1 more)"));
    }
}

TEST(Validity, DoesNotDependOnSizeOrPlace) {
    Random random(6);
    const Profile good{slot(3, 1), {circle(0, 0, 0.5)}}, crossed{polygon({{0, 0}, {4, 4}, {4, 0}, {0, 3}}), {}};
    for (const double scale : {1e-6, 1e-3, 1.0, 1e6})
        for (int i = 0; i < 20; ++i) {
            const double angle = random.uniform(0, 6.28);
            const auto moved = [&](const Profile& profile) {
                Profile out = profile;
                const auto move = [&](Vec2& p) { p = (rotated(p, angle) + Vec2{3, -2}) * scale; };
                const auto moveLoop = [&](Loop& loop) {
                    for (Curve& curve : loop.curves) {
                        if (auto* line = std::get_if<Line>(&curve)) move(line->start), move(line->end);
                        if (auto* arc = std::get_if<Arc>(&curve)) move(arc->start), move(arc->mid), move(arc->end);
                        if (auto* c = std::get_if<Circle>(&curve)) move(c->center), c->radius *= scale;
                    }
                };
                moveLoop(out.outer);
                for (Loop& hole : out.holes) moveLoop(hole);
                return out;
            };
            ASSERT_THAT(check(plate(moved(good))), testing::SizeIs(0)) << scale << " " << angle;
            ASSERT_FALSE(isValid(plate(moved(crossed)))) << scale << " " << angle;
        }
}

#if defined(__SANITIZE_ADDRESS__)
constexpr double kPatience = 10.0;  ///< sanitizers slow everything down
#else
constexpr double kPatience = 1.0;
#endif

/// Processor time, so that other work on the machine does not count.
double secondsToCheck(const CadSequence& sequence) {
    const std::clock_t start = std::clock();
    (void)check(sequence);
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// A star of `count` curves, lines and arcs in turn.
Loop gear(int count) {
    std::vector<Vec2> corners;
    for (int i = 0; i < count; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / count, radius = i % 2 ? 90 : 100;
        corners.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    Loop loop = polygon(corners);
    for (int i = 0; i < count; i += 3) {
        const Line line = std::get<Line>(loop.curves[i]);
        loop.curves[i] = Arc::fromSweep(line.start, line.end, 0.02);
    }
    return loop;
}

TEST(Validity, TenThousandCurvesAnswerQuickly) {
    const CadSequence teeth = plate({gear(10'000), {}});
    EXPECT_TRUE(isValid(teeth)) << errors(teeth)[0];
    EXPECT_LT(secondsToCheck(teeth), 2.0 * kPatience);

    Profile sieve{rectangle(0, 0, 100, 100), {}};
    for (int i = 0; i < 100; ++i)
        for (int j = 0; j < 100; ++j) sieve.holes.push_back(circle(i + 0.5, j + 0.5, 0.3));
    EXPECT_TRUE(isValid(plate(sieve)));
    EXPECT_LT(secondsToCheck(plate(sieve)), 2.0 * kPatience);

    // All diagonals at once: every curve's box meets every other's.
    Random random(8);
    std::vector<Vec2> mess;
    for (int i = 0; i < 10'000; ++i) mess.push_back({random.uniform(0, 100), random.uniform(0, 100)});
    EXPECT_EQ(check(plate({polygon(mess), {}})).size(), kMaxFindings);
    EXPECT_LT(secondsToCheck(plate({polygon(mess), {}})), 2.0 * kPatience);

    // A comb of 5 000 long slanted teeth that do not cross.
    std::vector<Vec2> comb;
    for (int i = 0; i < 5'000; ++i) {
        comb.push_back({0.02 * i, 0});
        comb.push_back({0.02 * i + 100.01, 100});
    }
    comb.push_back({300, -1});
    comb.push_back({0, -1});
    EXPECT_TRUE(isValid(plate({polygon(comb), {}})));
    EXPECT_LT(secondsToCheck(plate({polygon(comb), {}})), 2.0 * kPatience);

    EXPECT_THAT(errors(plate({gear(60'000), {}}))[0], HasSubstr("60000 curves; the limit is 50000"));
}

TEST(Validity, ManyTouchesDoNotHideAnError) {
    Profile profile{rectangle(0, 0, 100, 100), {}};
    for (int i = 0; i < 99; ++i) profile.holes.push_back(circle(i + 1, 10, 0.5));
    profile.holes.push_back(circle(50, 100, 1));
    EXPECT_FALSE(isValid(plate(profile)));
}

}  // namespace
}  // namespace img2cadseq
