#pragma once
// Graphs over points, and what a point's edges bring it. CPU tensors, f32; indices i64.

#include <torch/torch.h>

namespace img2cadseq::nn {

/// The k nearest others of each point, nearest first: points [B, N, 3] -> [B, N, k]. N > k.
torch::Tensor nearestPoints(const torch::Tensor& points, int64_t k);

/// What planes and lines through each point's neighbours say of where it belongs. Turns with the cloud.
struct LocalShape {
    static constexpr int64_t kSizes = 3, kVectors = 3 * kSizes, kNumbers = 5 * kSizes;
    torch::Tensor vectors;  ///< [B, N, kVectors, 3]: way to the neighbours' middle, split along their principal axes
    torch::Tensor numbers;  ///< [B, N, kNumbers]: the two lesser spreads, lengths of the ways, by the whole spread
};

/// Of the nearest quarter, half and all of `around` [B, N, k], as nearestPoints() gives it, k >= 16.
LocalShape localShape(const torch::Tensor& points, const torch::Tensor& around);

/// Of each row's candidates the k whose features are nearest to its own: features [B, N, D], candidates [B, N, m]
/// -> [B, N, k]. m >= k.
torch::Tensor nearestFeatures(const torch::Tensor& features, const torch::Tensor& candidates, int64_t k);

/// Greatest and mean value over each row's edges: values [B, N, D], graph [B, N, k] -> [B, N, 2 D], the maxima first.
/// Has a backward pass; no edge is ever stored.
torch::Tensor reached(const torch::Tensor& values, const torch::Tensor& graph);

}  // namespace img2cadseq::nn
