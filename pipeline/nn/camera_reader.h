#pragma once
// The lifter's second look at camera and sides: a few query tokens read what the picture was decoded to, 16 x 16 tokens
// of features, depths, normals, places and edges, and correct the first guess. It begins as no correction.

#include <torch/torch.h>

#include "nn/blocks.h"

namespace img2cadseq::nn {

struct CameraReaderOptions {
    int64_t width = 192, heads = 6, layers = 3;
    int64_t memory = 0;  ///< channels of a memory token
    int64_t camera = 0;  ///< numbers of a camera
};

class CameraReaderImpl : public torch::nn::Module {
public:
    static constexpr int64_t kQueries = 8, kAcross = 16;

    explicit CameraReaderImpl(const CameraReaderOptions& options);
    /// memory [B, kAcross^2, options.memory], own [B, width], the camera token; camera [B, options.camera], the first
    /// guess. Gives what is to be added to it.
    torch::Tensor forward(const torch::Tensor& memory, const torch::Tensor& own, const torch::Tensor& camera);

private:
    Project enter_, own_, guess_;
    torch::Tensor places_, queries_;
    torch::nn::ModuleList layers_;
    Norm norm_, memoryNorm_, gatheredNorm_;
    Project gather_;
    torch::nn::Linear out_{nullptr};
};
TORCH_MODULE(CameraReader);

}  // namespace img2cadseq::nn
