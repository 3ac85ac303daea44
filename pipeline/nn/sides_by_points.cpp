#include "nn/sides_by_points.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "geometry/rotations.h"
#include "geometry/vec.h"

namespace img2cadseq::nn {
namespace {

constexpr int kRounds = 12;
constexpr double kNear = 0.02;  ///< of the longest side: residuals below count alike
constexpr double kTrust =
    0.05;  ///< of the regressed sides, against the places' variance (1/12 where they fill the box)
constexpr double kMostChange = 2.5;
constexpr size_t kFewestPoints = 24;

/// A point of the first surface in the hypothesis's axes, and where it says that it lies in the box.
struct Pair {
    Vec3 point, place;
};

Vec3 product(const Vec3& a, const Vec3& b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }

std::vector<Pair> pairsOf(const torch::Tensor& maps, const torch::Tensor& camera) {
    const int64_t side = maps.size(2);
    const auto all = maps.accessor<float, 3>();
    const auto number = camera.accessor<float, 1>();
    const double scale = std::exp(static_cast<double>(number[LifterCamera::LogScale]));
    const auto share = [&](int64_t i) { return (static_cast<double>(i) + 0.5) / static_cast<double>(side) - 0.5; };
    std::vector<Pair> pairs;
    for (int64_t y = 0; y < side; ++y)
        for (int64_t x = 0; x < side; ++x) {
            if (all[LifterMaps::Mask][y][x] < 0.0f) continue;
            const double z = all[LifterMaps::Front][y][x];
            const double stretch = (1.0 + number[LifterCamera::Perspective] * z) / scale;
            pairs.push_back({{(share(x) - number[LifterCamera::CenterX]) * stretch,
                              (share(y) - number[LifterCamera::CenterY]) * stretch, z},
                             {all[LifterMaps::BoxX][y][x], all[LifterMaps::BoxY][y][x], all[LifterMaps::BoxZ][y][x]}});
        }
    return pairs;
}

/// Places are named in the axes of one of the hypotheses: the pairs in those axes under which they fit best.
std::vector<Pair> named(const std::vector<Pair>& pairs, const Mat3& rotation, const Vec3& sides) {
    std::vector<Pair> own = pairs, best;
    const Mat3 back = rotation.transposed();
    for (Pair& p : own) p.point = back * p.point;
    double least = 1e300;
    for (const Mat3& naming : axisRotations()) {
        double far = 0.0;
        for (size_t i = 0; i < own.size(); ++i) {
            own[i].place = naming * pairs[i].place;
            far += norm(own[i].point - product(own[i].place, sides));
        }
        if (far < least) least = far, best = own;
    }
    return best;
}

Vec3 corrected(const std::vector<Pair>& pairs, const Vec3& first) {
    Vec3 sides = first, offset;
    std::vector<double> weights(pairs.size());
    for (int round = 0; round < kRounds; ++round) {
        double all = 0.0;
        Vec3 point, place;
        for (size_t i = 0; i < pairs.size(); ++i) {
            const Pair& p = pairs[i];
            const double w = 1.0 / std::max(kNear, norm(p.point - product(p.place, sides) - offset));
            weights[i] = w;
            all += w, point += p.point * w, place += p.place * w;
        }
        point = point / all, place = place / all;
        Vec3 top = first * kTrust, bottom{kTrust, kTrust, kTrust};
        for (size_t i = 0; i < pairs.size(); ++i) {
            const Vec3 c = pairs[i].point - point, b = pairs[i].place - place;
            top += product(c, b) * (weights[i] / all), bottom += product(b, b) * (weights[i] / all);
        }
        for (int k = 0; k < 3; ++k)
            sides[k] = std::clamp(top[k] / bottom[k], first[k] / kMostChange, first[k] * kMostChange);
        offset = point - product(place, sides);
    }
    return sides;
}

}  // namespace

torch::Tensor withSidesByPoints(const LifterOutput& output) {
    torch::Tensor camera = output.camera.to(torch::kFloat).clone();
    const torch::Tensor maps = output.maps.to(torch::kFloat).contiguous();
    constexpr int64_t kCount = LifterCamera::kHypotheses;
    for (int64_t b = 0; b < camera.size(0); ++b) {
        const std::vector<Pair> pairs = pairsOf(maps[b], camera[b]);
        if (pairs.size() < kFewestPoints) continue;
        const torch::Tensor rotations =
            rotationsOf(camera[b].slice(0, LifterCamera::Rotations, LifterCamera::Votes).view({kCount, 6}));
        for (int64_t k = 0; k < kCount; ++k) {
            Mat3 rotation;
            for (int r = 0; r < 3; ++r)
                for (int c = 0; c < 3; ++c) rotation.row[r][c] = rotations[k][r][c].item<float>();
            const int64_t at = LifterCamera::LogSides + 3 * k;
            Vec3 sides;
            for (int c = 0; c < 3; ++c) sides[c] = std::exp(std::clamp(camera[b][at + c].item<float>(), -5.0f, 0.5f));
            sides = corrected(named(pairs, rotation, sides), sides);
            const double longest = std::max({sides.x, sides.y, sides.z});
            for (int c = 0; c < 3; ++c) camera[b][at + c] = std::log(sides[c] / longest);
        }
    }
    return camera;
}

}  // namespace img2cadseq::nn
