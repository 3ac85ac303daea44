#include "synth/frame.h"

#include <array>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "cad/transform.h"
#include "core/random.h"
#include "geometry/rotations.h"
#include "synth/camera.h"

namespace img2cadseq::synth {
namespace {

ExtrudeBlock block(const std::vector<Loop>& loops, double low, double high, BooleanOp op = BooleanOp::New) {
    ExtrudeBlock b;
    b.sketch.profiles.push_back({loops.front(), {loops.begin() + 1, loops.end()}});
    b.extent = {low, high};
    b.op = op;
    return b;
}

Loop rectangle(double x0, double y0, double x1, double y1) {
    return {{Line{{x0, y0}, {x1, y0}}, Line{{x1, y0}, {x1, y1}}, Line{{x1, y1}, {x0, y1}}, Line{{x0, y1}, {x0, y0}}}};
}

Loop circle(double x, double y, double r) { return {{Circle{{x, y}, r}}}; }

Loop polygon(int corners, double radius, double phase) {
    Loop loop;
    const auto corner = [&](int i) { return rotated(Vec2{radius, 0.0}, phase + 2.0 * std::numbers::pi * i / corners); };
    for (int i = 0; i < corners; ++i) loop.curves.push_back(Line{corner(i), corner(i + 1)});
    return loop;
}

CadSequence bracket() {
    return {"bracket",
            {block({rectangle(0, 0, 70, 30), circle(15, 15, 5)}, 0, 6),
             block({rectangle(50, 4, 70, 26)}, 6, 40, BooleanOp::Join)}};
}
CadSequence spool() {
    return {"spool",
            {block({circle(0, 0, 20), circle(0, 0, 6)}, 0, 8),
             block({circle(0, 0, 9), circle(0, 0, 6)}, 8, 30, BooleanOp::Join)}};
}
CadSequence hexagon() { return {"hexagon", {block({polygon(6, 10, 0.3), circle(0, 0, 5)}, 0, 7)}}; }
CadSequence triangle() { return {"triangle", {block({polygon(3, 10, 0.1), circle(0, 0, 2)}, 0, 17)}}; }

/// Points on the outline of the canonical part as the canonical camera's picture shows them.
struct Answer {
    CanonicalFrame frame;
    Camera camera;
    CadSequence part;
};

Answer answer(const CadSequence& part, const Camera& camera) {
    Answer a;
    const Box3 box = boundingBox(part);
    a.frame = canonicalFrame(camera, box, findSymmetry(part, box));
    a.camera = toCanonical(camera, a.frame);
    a.part = transformed(part, a.frame.part);
    return a;
}

/// The camera that sees the turned part as `camera` sees the part.
Camera movedAlong(const Camera& camera, const Similarity& move) {
    Camera c = camera;
    c.rotation = camera.rotation * move.rotation.transposed();
    c.translation =
        camera.rotation * -(move.rotation.transposed() * move.translation) + camera.translation * move.scale;
    if (c.projection == Projection::Orthographic) c.focal /= move.scale;
    return c;
}

void expectNear(const Mat3& a, const Mat3& b, double tolerance) {
    for (int i = 0; i < 3; ++i) EXPECT_LT(norm(a.row[i] - b.row[i]), tolerance);
}

class FrameOfPart : public testing::TestWithParam<CadSequence> {};

TEST_P(FrameOfPart, TurnedPartsAndCamerasGiveTheSameAnswer) {
    const CadSequence part = GetParam();
    for (int i = 0; i < 200; ++i) {
        Random random(7, i);
        const auto kind = i % 2 ? ViewKind::Viewport : ViewKind::Photograph;
        const Camera camera = randomView(kind, outlinePoints(part), {}, random.child(1)).camera;
        const Answer first = answer(part, camera);
        Similarity move;
        move.rotation = axisRotations()[random.integer(0, 23)];
        move.translation = {random.normal(0, 30), random.normal(0, 30), random.normal(0, 30)};
        move.scale = random.logUniform(0.2, 5);
        // A camera's lengths scale with its part's, as they do where the frame is found from a picture.
        const Answer second = answer(transformed(part, move), movedAlong(camera, move));
        if (std::min(first.frame.uprightMargin, first.frame.azimuthMargin) < 1e-6) continue;
        expectNear(first.camera.rotation, second.camera.rotation, 1e-9);
        EXPECT_LT(norm(first.camera.translation - second.camera.translation), 1e-9 * norm(first.camera.translation));
        EXPECT_NEAR(first.camera.focal, second.camera.focal, 1e-9 * first.camera.focal);
    }
}

TEST_P(FrameOfPart, PictureStaysTheSame) {
    const CadSequence part = GetParam();
    for (int i = 0; i < 50; ++i) {
        const Camera camera = randomView(ViewKind::Photograph, outlinePoints(part), {}, Random(9, i)).camera;
        const Answer a = answer(part, camera);
        Box2 before, after;
        Box3 box;
        for (const Vec3& p : outlinePoints(part)) {
            const Vec3 q = camera.project(p);
            before.add(Vec2{q.x, q.y});
            box.add(a.frame.part.apply(p));
        }
        for (const Vec3& p : outlinePoints(a.part)) {
            // Outline points of round parts are samples, so the rectangle is compared, not the points.
            const Vec3 q = a.camera.project(p);
            after.add(Vec2{q.x, q.y});
        }
        EXPECT_LT(norm(before.low - after.low), 1.5);
        EXPECT_LT(norm(before.high - after.high), 1.5);
        EXPECT_NEAR(box.longestSide(), 1.0, 1e-9);
        EXPECT_LT(norm(box.center()), 1e-9);
    }
}

TEST_P(FrameOfPart, CameraStandsBetweenXAndYWithZUpright) {
    const CadSequence part = GetParam();
    for (int i = 0; i < 200; ++i) {
        const Camera camera = randomView(ViewKind::Photograph, outlinePoints(part), {}, Random(11, i)).camera;
        const Answer a = answer(part, camera);
        const Vec3 viewer =
            a.camera.projection == Projection::Perspective ? a.camera.center() : -a.camera.rotation.row[2];
        const double azimuth = std::atan2(viewer.y, viewer.x);
        EXPECT_GE(azimuth, FrameRules{}.azimuthStart - 1e-9);
        EXPECT_LE(azimuth, FrameRules{}.azimuthStart + std::numbers::pi / 2 + 1e-9);
        EXPECT_GT(-a.camera.rotation.row[1].z, 0.3) << "z points up in the picture";
    }
}

INSTANTIATE_TEST_SUITE_P(Parts, FrameOfPart, testing::Values(bracket(), spool(), hexagon(), triangle()),
                         [](const auto& info) { return info.param.name; });

TEST(Frame, RoundPartsGetTheirFixedAzimuth) {
    const CadSequence part = spool();
    for (int i = 0; i < 50; ++i) {
        View view = randomView(ViewKind::Photograph, outlinePoints(part), {}, Random(13, i));
        const Answer a = answer(part, view.camera);
        if (std::abs(a.frame.part.rotation.row[2].z) < 0.5) continue;
        const Vec3 viewer =
            a.camera.projection == Projection::Perspective ? a.camera.center() : -a.camera.rotation.row[2];
        EXPECT_NEAR(std::atan2(viewer.y, viewer.x), std::numbers::pi / 4, 1e-9);
    }
}

TEST(Symmetry, FindsTheFinestOrder) {
    const auto find = [](const CadSequence& part) { return findSymmetry(part, boundingBox(part)); };
    EXPECT_EQ(find(spool()).order, PartSymmetry::kRound);
    EXPECT_EQ(find(spool()).axis, 2);
    EXPECT_EQ(find(bracket()).order, 1);
    EXPECT_EQ(find(triangle()).order, 1) << "a triangle's box is not centred on its axis";
}

TEST(Camera, FillsThePictureAsAsked) {
    const auto outline = outlinePoints(bracket());
    ViewOptions options;
    options.width = 160;
    for (int i = 0; i < 300; ++i) {
        const View view =
            randomView(i % 2 ? ViewKind::Viewport : ViewKind::Photograph, outline, options, Random(17, i));
        Box2 box;
        for (const Vec3& p : outline) {
            const Vec3 q = view.camera.project(p);
            box.add(Vec2{q.x, q.y});
            EXPECT_GT(q.z, 0.0);
            EXPECT_GE(dot(p - view.groundPoint, view.groundNormal), -1e-9);
        }
        const double fill = std::max(box.size().x / options.width, box.size().y / options.height);
        EXPECT_GE(fill, options.fillLow - 1e-9);
        EXPECT_LE(fill, options.fillHigh + 1e-9);
        EXPECT_GE(box.low.x, -1e-6);
        EXPECT_LE(box.high.y, options.height + 1e-6);
    }
}

TEST(Camera, LooksStraightOnOneSideWhereAskedTo) {
    const auto outline = outlinePoints(bracket());
    const auto straight = [&](double share) {
        ViewOptions options;
        options.straightOn = share;
        std::array<int, 2> count{};  // from above, from beneath
        for (int i = 0; i < 400; ++i) {
            const View view = randomView(ViewKind::Photograph, outline, options, Random(19, i));
            const Vec3& sight = view.camera.rotation.row[2];
            const double nearest = std::max({std::abs(sight.x), std::abs(sight.y), std::abs(sight.z)});
            if (nearest > 0.97) ++count[dot(sight, view.groundNormal) > 0.0];
        }
        return count;
    };
    const auto none = straight(0.0), half = straight(0.5);
    EXPECT_LT(none[0] + none[1], 60);
    EXPECT_GT(half[0], 80);
    EXPECT_GT(half[1], 70);
}

}  // namespace
}  // namespace img2cadseq::synth
