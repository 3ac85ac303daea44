#pragma once
// UA-DGCNN (paper, stage 3): an uncertainty-aware graph network over a coarse cloud. For every point a displacement
// towards the surface, how far off that may be, and the geometric importance s that resampling goes by.
//
// For the CPU: graphs of 1024 to 4096 points. The first EdgeConv reads relative positions over the spatial graph; the
// others are linear in the edge before the maximum, so that they cost one product a point and one gather an edge. The
// last graph is found anew in feature space (dynamic).

#include <map>
#include <string>

#include <torch/torch.h>

#include "nn/blocks.h"

namespace img2cadseq::nn {

struct UaDgcnnOptions {
    int64_t width = 48, neighbours = 20, layers = 3;

    std::map<std::string, std::string> metadata() const;
    /// Throws Error(BadWeights) where a word is missing.
    static UaDgcnnOptions fromMetadata(const std::map<std::string, std::string>& words);
};

/// Indices of the k nearest rows of each row, itself left out: x [B, N, D] -> [B, N, k]. N > k.
torch::Tensor nearestRows(const torch::Tensor& x, int64_t k);

struct RefinedPoints {
    torch::Tensor displacement;  ///< [B, N, 3], in units of the points
    torch::Tensor deviation;     ///< [B, N], expected length of what the displacement misses, same unit, positive
    torch::Tensor importance;    ///< [B, N], logit of s
};

class UaDgcnnImpl : public torch::nn::Module {
public:
    explicit UaDgcnnImpl(const UaDgcnnOptions& options);
    /// points [B, N, 3], longest side of the cloud about 1.
    RefinedPoints forward(const torch::Tensor& points);

    const UaDgcnnOptions& options() const { return options_; }

private:
    UaDgcnnOptions options_;
    torch::nn::Sequential edge_{nullptr}, head_{nullptr};
    Project into_{nullptr}, whole_{nullptr};
    torch::nn::ModuleList layers_;
};
TORCH_MODULE(UaDgcnn);

}  // namespace img2cadseq::nn
