#include "nn/looks.h"

#include <algorithm>
#include <cmath>

namespace img2cadseq::nn {
namespace {

namespace F = torch::nn::functional;

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
    return lifter->occupancy(output, torch::stack(asked).to(output.maps.device())).mean(0, true);
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
