#pragma once
// UA-DGCNN (paper, stage 3): an uncertainty-aware graph network over a coarse cloud. For every point a displacement
// towards the surface, how far off that may be, and the geometric importance s that resampling goes by.
//
// For the CPU: graphs of 1024 to 16 384 points. The first EdgeConv reads relative positions of the nearest points; the
// others are linear in the edge before maximum and mean, so that they cost one product a point. Those in the middle
// reach twice as many neighbours, every other one of them; the last joins the points that are nearest in feature
// space among them (dynamic): where two faces meet, those of the own face. The displacement is a mixture of the ways to
// planes and lines through the neighbours and of those along the axes to where points are dense (see axis_profiles.h),
// which the network weighs, and a remainder.

#include <map>
#include <string>

#include <torch/torch.h>

#include "nn/blocks.h"

namespace img2cadseq::nn {

struct UaDgcnnOptions {
    int64_t width = 64, neighbours = 16, layers = 5;

    std::map<std::string, std::string> metadata() const;
    /// Throws Error(BadWeights) where a word is missing.
    static UaDgcnnOptions fromMetadata(const std::map<std::string, std::string>& words);
};

struct RefinedPoints {
    torch::Tensor displacement;  ///< [B, N, 3], in units of the points
    torch::Tensor deviation;     ///< [B, N], expected length of what the displacement misses, same unit, positive
    torch::Tensor importance;    ///< [B, N], logit of s
};

class UaDgcnnImpl : public torch::nn::Module {
public:
    explicit UaDgcnnImpl(const UaDgcnnOptions& options);
    /// points [B, N, 3] on the CPU, longest side of the cloud about 1; N > leastPoints().
    RefinedPoints forward(const torch::Tensor& points);

    int64_t leastPoints() const { return 2 * options_.neighbours; }

private:
    UaDgcnnOptions options_;
    torch::nn::Sequential edge_{nullptr}, head_{nullptr};
    Project into_{nullptr}, whole_{nullptr};
    Norm norm_{nullptr};
    torch::nn::ModuleList layers_;
};
TORCH_MODULE(UaDgcnn);

}  // namespace img2cadseq::nn
