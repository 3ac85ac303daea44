#include "nn/looked_pose.h"

#include <algorithm>
#include <cmath>

#include "geometry/rotations.h"

namespace img2cadseq::nn {
namespace {

constexpr double kTogether = 0.4;        ///< radians (about) between poses that are one
constexpr double kSidesTogether = 0.35;  ///< mean difference of their sides' logarithms

/// `pose` in the naming of the axes in which it is nearest to `anchor`; its distance is put into `far`.
LookedPose namedLike(const LookedPose& pose, const LookedPose& anchor, double& far) {
    LookedPose best;
    far = 1e9;
    for (const Mat3& naming : axisRotations()) {
        LookedPose named{pose.rotation * naming.transposed(), {}, pose.probability};
        double turn = 0.0, apart = 0.0;
        for (int r = 0; r < 3; ++r) {
            for (int c = 0; c < 3; ++c) named.logSides[r] += std::abs(naming.row[r][c]) * pose.logSides[c];
            turn += squaredNorm(named.rotation.row[r] - anchor.rotation.row[r]);
            apart += std::abs(named.logSides[r] - anchor.logSides[r]) / 3.0;
        }
        const double distance = std::max(std::sqrt(turn / 2.0) / kTogether, apart / kSidesTogether);
        if (distance < far) far = distance, best = named;
    }
    return best;
}

Mat3 nearestRotation(const Mat3& sum) {
    torch::Tensor given = torch::empty({3, 3}, torch::kDouble);
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c) given[r][c] = sum.row[r][c];
    const auto [u, s, v] = torch::linalg_svd(given);
    torch::Tensor sign = torch::ones({3}, torch::kDouble);
    sign[2] = torch::linalg_det(torch::matmul(u, v));
    const torch::Tensor nearest = torch::matmul(u * sign, v);
    Mat3 out;
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c) out.row[r][c] = nearest[r][c].item<double>();
    return out;
}

/// The poses that are one with `anchor` as one, taken out of `rest`.
LookedPose gathered(const LookedPose& anchor, std::vector<LookedPose>& rest) {
    Mat3 rotation{{{}, {}, {}}};
    Vec3 sides;
    double weight = 0.0;
    std::vector<LookedPose> left;
    for (const LookedPose& pose : rest) {
        double far = 0.0;
        const LookedPose named = namedLike(pose, anchor, far);
        if (far > 1.0) {
            left.push_back(pose);
            continue;
        }
        for (int r = 0; r < 3; ++r) rotation.row[r] = rotation.row[r] + named.rotation.row[r] * named.probability;
        sides = sides + named.logSides * named.probability;
        weight += named.probability;
    }
    rest = std::move(left);
    return {nearestRotation(rotation), sides / weight, weight};
}

double votesFor(const LookedPose& anchor, const std::vector<LookedPose>& all) {
    double votes = 0.0;
    for (const LookedPose& pose : all) {
        double far = 0.0;
        const LookedPose named = namedLike(pose, anchor, far);
        votes += named.probability * std::max(0.0, 1.0 - far * far);
    }
    return votes;
}

/// The pose of the picture as given, of what is said of it as the look shows it.
LookedPose broughtBack(LookedPose pose, const Look& look) {
    if (look.mirrored) {  // the mirror image is another part: its x and y change places
        for (Vec3& row : pose.rotation.row) std::swap(row.x, row.y);
        pose.rotation.row[0] = -pose.rotation.row[0];
        std::swap(pose.logSides.x, pose.logSides.y);
    }
    const double c = std::cos(look.turn), s = std::sin(look.turn);
    pose.rotation = Mat3{{{c, s, 0.0}, {-s, c, 0.0}, {0.0, 0.0, 1.0}}} * pose.rotation;
    return pose;
}

}  // namespace

std::vector<LookedPose> posesOf(const torch::Tensor& camera, const Looks& looks) {
    constexpr int64_t kCount = LifterCamera::kHypotheses;
    const torch::Tensor rows = camera.to(torch::kFloat);
    const int64_t count = rows.size(0);
    const torch::Tensor rotations =
        rotationsOf(rows.slice(1, LifterCamera::Rotations, LifterCamera::Votes).reshape({count, kCount, 6}))
            .to(torch::kDouble);
    const torch::Tensor votes =
        torch::softmax(rows.slice(1, LifterCamera::Votes, LifterCamera::CenterX), 1).to(torch::kDouble);
    const torch::Tensor sides =
        rows.slice(1, LifterCamera::LogSides, LifterCamera::LogSides + 3 * kCount).reshape({count, kCount, 3});
    const auto rotation = rotations.accessor<double, 4>();
    const auto vote = votes.accessor<double, 2>();
    const auto side = sides.accessor<float, 3>();
    std::vector<LookedPose> all, merged;
    for (int64_t i = 0; i < count; ++i)
        for (int64_t k = 0; k < kCount; ++k) {
            LookedPose pose;
            pose.probability = vote[i][k] / static_cast<double>(count);
            for (int r = 0; r < 3; ++r) {
                for (int c = 0; c < 3; ++c) pose.rotation.row[r][c] = rotation[i][k][r][c];
                pose.logSides[r] = side[i][k][r];
            }
            all.push_back(broughtBack(pose, looks[static_cast<size_t>(i)]));
        }
    while (!all.empty()) {
        std::vector<double> agreed;
        for (const LookedPose& pose : all) agreed.push_back(votesFor(pose, all));
        const auto anchor = std::max_element(agreed.begin(), agreed.end()) - agreed.begin();
        merged.push_back(gathered(all[static_cast<size_t>(anchor)], all));
    }
    std::stable_sort(merged.begin(), merged.end(),
                     [](const LookedPose& a, const LookedPose& b) { return a.probability > b.probability; });
    return merged;
}

}  // namespace img2cadseq::nn
