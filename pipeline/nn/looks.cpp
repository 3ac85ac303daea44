#include "nn/looks.h"

#include <algorithm>
#include <cmath>

#include "geometry/rotations.h"

namespace img2cadseq::nn {
namespace {

namespace F = torch::nn::functional;

constexpr double kTogether = 0.4;        ///< radians (about) between poses that are one
constexpr double kSidesTogether = 0.35;  ///< mean difference of their sides' logarithms

/// What takes a place about the crop's middle to where the look shows it.
torch::Tensor movement(const Look& look) {
    const double c = look.zoom * std::cos(look.turn), s = look.zoom * std::sin(look.turn);
    const double across = look.mirrored ? -1.0 : 1.0;
    return torch::tensor({{across * c, -across * s}, {s, c}}, torch::kDouble);
}

/// The rotation about the line of sight that the look adds to a camera's.
torch::Tensor roll(const Look& look) {
    const auto c = static_cast<float>(std::cos(look.turn)), s = static_cast<float>(std::sin(look.turn));
    return torch::tensor({{c, -s, 0.0f}, {s, c, 0.0f}, {0.0f, 0.0f, 1.0f}});
}

/// Samples each of [L, C, h, w] where its look moves the places of the grid to, or where it brings them from.
torch::Tensor resampled(const torch::Tensor& maps, const Looks& looks, bool back) {
    const int64_t height = maps.size(2), width = maps.size(3);
    const auto places = [](int64_t n) { return (torch::arange(n) * 2.0 + 1.0) / static_cast<double>(n) - 1.0; };
    const torch::Tensor grid =
        torch::stack(
            {places(width).view({1, -1}).expand({height, -1}), places(height).view({-1, 1}).expand({-1, width})}, 2)
            .to(torch::kDouble);
    std::vector<torch::Tensor> grids;
    for (const Look& look : looks) {
        const torch::Tensor moved = movement(look);
        grids.push_back(torch::matmul(grid, (back ? moved : torch::linalg_inv(moved)).t()));
    }
    const auto how =
        F::GridSampleFuncOptions().mode(torch::kBilinear).padding_mode(torch::kBorder).align_corners(false);
    return F::grid_sample(maps, torch::stack(grids).to(torch::kFloat), how);
}

torch::Tensor swapped() { return torch::tensor({{0.0f, 1.0f, 0.0f}, {1.0f, 0.0f, 0.0f}, {0.0f, 0.0f, 1.0f}}); }

torch::Tensor flipped() { return torch::diag(torch::tensor({-1.0f, 1.0f, 1.0f})); }

torch::Tensor namingOf(size_t index) {
    torch::Tensor naming = torch::empty({3, 3});
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c)
            naming[r][c] = static_cast<float>(axisRotations()[index].row[static_cast<size_t>(r)][c]);
    return naming;
}

/// `pose` in the naming of the axes in which it is nearest to `anchor`; its distance is put into `far`.
LookedPose namedLike(const LookedPose& pose, const LookedPose& anchor, double& far) {
    LookedPose best;
    far = 1e9;
    for (size_t q = 0; q < 24; ++q) {
        const torch::Tensor naming = namingOf(q);
        const torch::Tensor rotation = torch::matmul(pose.rotation, naming.t());
        const double turn = (rotation - anchor.rotation).norm().item<double>() / std::sqrt(2.0);
        const torch::Tensor sides = torch::matmul(naming.abs(), pose.logSides);
        const double apart = (sides - anchor.logSides).abs().mean().item<double>();
        const double distance = std::max(turn / kTogether, apart / kSidesTogether);
        if (distance < far) far = distance, best = {rotation, sides, pose.probability};
    }
    return best;
}

torch::Tensor nearestRotation(const torch::Tensor& sum) {
    const auto [u, s, v] = torch::linalg_svd(sum);
    const torch::Tensor sign = torch::ones({3});
    sign[2] = torch::linalg_det(torch::matmul(u, v));
    return torch::matmul(u * sign, v);
}

/// The poses that are one with `anchor` as one, taken out of `rest`.
LookedPose gathered(const LookedPose& anchor, std::vector<LookedPose>& rest) {
    torch::Tensor rotation = torch::zeros({3, 3}), sides = torch::zeros({3});
    double weight = 0.0;
    std::vector<LookedPose> left;
    for (const LookedPose& pose : rest) {
        double far = 0.0;
        const LookedPose named = namedLike(pose, anchor, far);
        if (far > 1.0) {
            left.push_back(pose);
            continue;
        }
        rotation += named.probability * named.rotation;
        sides += named.probability * named.logSides;
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

}  // namespace

const Looks& allLooks() {
    static const Looks all{{false, 1.0}, {true, 1.0}, {false, 0.9}, {true, 0.9}};
    return all;
}

const Looks& turnedLooks() {
    constexpr double kTurn = 0.21;  // about twelve degrees
    static const Looks turned{{false, 1.0, kTurn}, {true, 0.9, kTurn}, {true, 1.0, -kTurn}, {false, 0.9, -kTurn}};
    return turned;
}

const Looks& oneLook() {
    static const Looks one{{false, 1.0}};
    return one;
}

torch::Tensor lookedAt(const torch::Tensor& picture, const Looks& looks) {
    return resampled(picture.expand({static_cast<int64_t>(looks.size()), -1, -1, -1}), looks, false);
}

torch::Tensor broughtBack(const torch::Tensor& maps, const Looks& looks) {
    torch::Tensor back = resampled(maps.to(torch::kFloat), looks, true);
    for (size_t i = 0; i < looks.size(); ++i) {
        torch::Tensor own = back[static_cast<int64_t>(i)];
        if (looks[i].mirrored) own[LifterMaps::NormalX].neg_();
        torch::Tensor normals = own.slice(0, LifterMaps::NormalX, LifterMaps::NormalZ + 1);
        normals.copy_(torch::einsum("ij,ihw->jhw", {roll(looks[i]), normals.clone()}));
    }
    return back.mean(0);
}

torch::Tensor edgesBroughtBack(const torch::Tensor& edges, const Looks& looks) {
    return resampled(edges.unsqueeze(1).to(torch::kFloat), looks, true).mean(0).squeeze(0);
}

torch::Tensor fieldOf(Lifter& lifter, const LifterOutput& output, const torch::Tensor& queries, const Looks& looks) {
    std::vector<torch::Tensor> asked;
    for (const Look& look : looks) {
        torch::Tensor own = queries[0].clone();
        torch::Tensor places = own.slice(1, LifterQuery::PlaceX, LifterQuery::Depth);
        places.copy_(torch::matmul(places.clone(), movement(look).to(torch::kFloat).t()));
        if (look.mirrored) {
            for (const auto first : {LifterQuery::BoxX, LifterQuery::LogSideX, LifterQuery::ViewX}) {
                const torch::Tensor x = own.select(1, first).clone();
                own.select(1, first).copy_(own.select(1, first + 1));
                own.select(1, first + 1).copy_(x);
            }
        }
        asked.push_back(own);
    }
    return lifter->occupancy(output, torch::stack(asked)).mean(0, true);
}

std::vector<LookedPose> posesOf(const torch::Tensor& camera, const Looks& looks) {
    constexpr int64_t kCount = LifterCamera::kHypotheses;
    std::vector<LookedPose> all, merged;
    for (int64_t i = 0; i < camera.size(0); ++i) {
        const torch::Tensor row = camera[i].to(torch::kFloat);
        const torch::Tensor rotations =
            rotationsOf(row.slice(0, LifterCamera::Rotations, LifterCamera::Votes).view({kCount, 6}));
        const torch::Tensor votes = torch::softmax(row.slice(0, LifterCamera::Votes, LifterCamera::CenterX), 0);
        const torch::Tensor sides = row.slice(0, LifterCamera::LogSides).view({kCount, 3});
        for (int64_t k = 0; k < kCount; ++k) {
            LookedPose pose{rotations[k], sides[k], votes[k].item<double>() / static_cast<double>(camera.size(0))};
            const Look& look = looks[static_cast<size_t>(i)];
            if (look.mirrored) {
                pose.rotation = torch::matmul(flipped(), torch::matmul(pose.rotation, swapped()));
                pose.logSides = torch::matmul(swapped(), pose.logSides);
            }
            pose.rotation = torch::matmul(roll(look).t(), pose.rotation);
            all.push_back(pose);
        }
    }
    while (!all.empty()) {
        std::vector<double> votes;
        for (const LookedPose& pose : all) votes.push_back(votesFor(pose, all));
        const auto anchor = std::max_element(votes.begin(), votes.end()) - votes.begin();
        merged.push_back(gathered(all[static_cast<size_t>(anchor)], all));
    }
    std::stable_sort(merged.begin(), merged.end(),
                     [](const LookedPose& a, const LookedPose& b) { return a.probability > b.probability; });
    return merged;
}

torch::Tensor placeOf(const torch::Tensor& camera, const Looks& looks) {
    torch::Tensor sum = torch::zeros({4});
    for (int64_t i = 0; i < camera.size(0); ++i) {
        const Look& look = looks[static_cast<size_t>(i)];
        torch::Tensor own = camera[i].slice(0, LifterCamera::CenterX, LifterCamera::LogSides).to(torch::kFloat).clone();
        const torch::Tensor place =
            torch::matmul(torch::linalg_inv(movement(look)).to(torch::kFloat), own.slice(0, 0, 2));
        own.slice(0, 0, 2).copy_(place);
        own[2] -= std::log(look.zoom);
        sum += own;
    }
    return sum / static_cast<double>(camera.size(0));
}

}  // namespace img2cadseq::nn
