// Looks against exact pictures: what a look makes of a picture is what the camera that it stands for sees.

#include "nn/looks.h"

#include <cmath>

#include <gtest/gtest.h>

#include "csg/render.h"
#include "nn/looked_pose.h"

namespace img2cadseq::nn {
namespace {

constexpr int kSide = 256;

/// A bracket: three unlike sides, no symmetry.
csg::Solid bracket() {
    const auto box = [](double x0, double y0, double x1, double y1, double low, double high, BooleanOp op) {
        ExtrudeBlock block;
        const Vec2 corners[] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
        Profile profile;
        for (int i = 0; i < 4; ++i) profile.outer.curves.push_back(Line{corners[i], corners[(i + 1) % 4]});
        block.sketch.profiles.push_back(profile);
        block.extent = {low, high};
        block.op = op;
        return block;
    };
    CadSequence part;
    part.blocks = {box(-0.5, -0.35, 0.5, 0.35, -0.2, -0.05, BooleanOp::New),
                   box(-0.5, -0.35, -0.3, 0.1, -0.1, 0.2, BooleanOp::Join)};
    return csg::Solid(part);
}

Camera camera() { return Camera::lookAt({1.1, -1.6, 1.3}, {0.05, 0.0, 0.0}, {0.1, 0.05, 1.0}, 0.75, kSide, kSide); }

/// The camera of the look's picture before it is mirrored.
Camera turnedCamera(Camera from, const Look& look) {
    const double c = std::cos(look.turn), s = std::sin(look.turn);
    Mat3 roll;
    roll.row[0] = {c, -s, 0.0}, roll.row[1] = {s, c, 0.0}, roll.row[2] = {0.0, 0.0, 1.0};
    from.rotation = roll * from.rotation;
    from.translation = roll * from.translation;
    from.focal *= look.zoom;
    return from;
}

Looks everyLook() {
    Looks looks = allLooks();
    looks.insert(looks.end(), turnedLooks().begin(), turnedLooks().end());
    return looks;
}

torch::Tensor tensorOf(const Mat3& m) {
    torch::Tensor t = torch::empty({3, 3});
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c) t[r][c] = static_cast<float>(m.row[r][c]);
    return t;
}

torch::Tensor maskSeen(const Camera& by) {
    const csg::Buffers seen = csg::render(bracket(), by);
    torch::Tensor mask = torch::empty({1, 1, by.height, by.width});
    float* out = mask.data_ptr<float>();
    for (size_t i = 0; i < seen.hits.data.size(); ++i) out[i] = seen.hits.data[i] ? 1.0f : 0.0f;
    return mask;
}

TEST(Looks, ShowWhatTheirCamerasSee) {
    const Looks looks = everyLook();
    const torch::Tensor shown = lookedAt(maskSeen(camera()), looks) > 0.5;
    for (size_t i = 0; i < looks.size(); ++i) {
        torch::Tensor seen = maskSeen(turnedCamera(camera(), looks[i]))[0] > 0.5;
        if (looks[i].mirrored) seen = seen.flip({2});
        const torch::Tensor own = shown[static_cast<int64_t>(i)];
        const double overlap =
            (own & seen).sum().item<double>() / std::max<double>(1.0, (own | seen).sum().item<double>());
        EXPECT_GT(overlap, 0.98) << i;
    }
}

TEST(Looks, GiveOneCameraAndBox) {
    const Looks looks = everyLook();
    const Camera from = camera();
    const Vec3 logSides{0.0, std::log(0.7), std::log(0.4)};
    const torch::Tensor flip = torch::diag(torch::tensor({-1.0f, 1.0f, 1.0f}));
    const torch::Tensor swap = torch::tensor({{0.0f, 1.0f, 0.0f}, {1.0f, 0.0f, 0.0f}, {0.0f, 0.0f, 1.0f}});
    torch::Tensor rows = torch::zeros({static_cast<int64_t>(looks.size()), LifterCamera::Count});
    for (size_t i = 0; i < looks.size(); ++i) {
        const Camera own = turnedCamera(from, looks[i]);
        torch::Tensor rotation = tensorOf(own.rotation);
        torch::Tensor sides = torch::tensor(
            {static_cast<float>(logSides.x), static_cast<float>(logSides.y), static_cast<float>(logSides.z)});
        const Vec3 middle = own.project({0, 0, 0});
        double across = middle.x / kSide - 0.5;
        // The mirror image is another part: its x and y change places.
        if (looks[i].mirrored)
            rotation = torch::matmul(flip, torch::matmul(rotation, swap)), sides = torch::matmul(swap, sides),
            across = -across;
        torch::Tensor row = rows[static_cast<int64_t>(i)];
        for (int64_t k = 0; k < LifterCamera::kHypotheses; ++k) {
            row.slice(0, 6 * k, 6 * k + 6).copy_(rotation.slice(0, 0, 2).flatten());
            row.slice(0, LifterCamera::LogSides + 3 * k, LifterCamera::LogSides + 3 * k + 3).copy_(sides);
        }
        row[LifterCamera::CenterX] = across;
        row[LifterCamera::CenterY] = middle.y / kSide - 0.5;
        row[LifterCamera::LogScale] = std::log(own.focal / own.translation.z / kSide);
        row[LifterCamera::Perspective] = 1.0 / own.translation.z;
    }
    // Each look by itself, or turns to either side would make up for one another; then all of them.
    const Vec3 middle = from.project({0, 0, 0});
    const auto expectTheCamera = [&](const torch::Tensor& some, const Looks& theirs) {
        const std::vector<LookedPose> poses = posesOf(some, theirs);
        ASSERT_EQ(poses.size(), 1u);
        EXPECT_NEAR(poses[0].probability, 1.0, 1e-5);
        const Mat3 between = poses[0].rotation * from.rotation.transposed();
        for (int axis = 0; axis < 3; ++axis) EXPECT_NEAR(between.row[axis][axis], 1.0, 1e-4);
        EXPECT_NEAR(poses[0].logSides.y, logSides.y, 1e-4);
        const torch::Tensor place = placeOf(some, theirs);
        EXPECT_NEAR(place[0].item<double>(), middle.x / kSide - 0.5, 1e-5);
        EXPECT_NEAR(place[1].item<double>(), middle.y / kSide - 0.5, 1e-5);
        EXPECT_NEAR(place[2].item<double>(), std::log(from.focal / from.translation.z / kSide), 1e-5);
    };
    for (size_t i = 0; i < looks.size(); ++i) {
        SCOPED_TRACE(i);
        const auto row = static_cast<int64_t>(i);
        expectTheCamera(rows.slice(0, row, row + 1), {looks[i]});
    }
    expectTheCamera(rows, looks);
}

TEST(Looks, BringNormalsBack) {
    const int side = static_cast<int>(LifterImpl::kMapSide);
    const Camera from = camera().resized(side, side);
    const auto mapsSeen = [&](const Look& look) {
        const Camera own = turnedCamera(from, look);
        const csg::Buffers seen = csg::render(bracket(), own);
        torch::Tensor maps = torch::zeros({LifterMaps::Count, side, side});
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x) {
                const Vec3 n = own.rotation * cast<double>(seen.front.normal.at(x, y));
                for (int k = 0; k < 3; ++k) maps[LifterMaps::NormalX + k][y][x] = n[k];
                maps[LifterMaps::Mask][y][x] = seen.hits.at(x, y) ? 1.0 : 0.0;
            }
        if (look.mirrored) maps = maps.flip({2}), maps[LifterMaps::NormalX].neg_();
        return maps;
    };
    const torch::Tensor straight = mapsSeen({false, 1.0, 0.0});
    for (const Look& look : everyLook()) {
        const torch::Tensor back = broughtBack(mapsSeen(look).unsqueeze(0), {look});
        const torch::Tensor normals = straight.slice(0, LifterMaps::NormalX, LifterMaps::NormalZ + 1);
        const torch::Tensor found = back.slice(0, LifterMaps::NormalX, LifterMaps::NormalZ + 1);
        const torch::Tensor inside = (straight[LifterMaps::Mask] > 0.5).to(torch::kFloat);
        constexpr double kSame = 0.995;  // a turn of twelve degrees left in them gives about 0.985
        const double off = ((normals * found).sum(0) < kSame).to(torch::kFloat).mul(inside).sum().item<double>() /
                           inside.sum().item<double>();
        EXPECT_LT(off, 0.35) << look.turn << look.mirrored;  // pixels that an edge crosses are mixed
    }
}

}  // namespace
}  // namespace img2cadseq::nn
