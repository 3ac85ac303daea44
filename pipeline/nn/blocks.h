#pragma once
// The small parts the networks are built of: no biases, plain products and softmax (on the CPU the fused attention's
// backward is slower for short sequences), ReLU (GELU takes a sixth of a training step).

#include <torch/torch.h>

namespace img2cadseq::nn {

/// x W^T, without bias; `gain` scales the usual initial deviation 1 / sqrt(inputs).
class ProjectImpl : public torch::nn::Module {
public:
    ProjectImpl(int64_t inputs, int64_t outputs, double gain = 1.0);
    torch::Tensor forward(const torch::Tensor& x) const {
        return torch::linear(x, change.defined() ? weight + change : weight);
    }
    torch::Tensor weight;
    torch::Tensor change;  ///< added to the weight where there is one; no parameter (see low_rank.h)
};
TORCH_MODULE(Project);

/// Layer norm with a scale and no shift.
class NormImpl : public torch::nn::Module {
public:
    explicit NormImpl(int64_t width);
    torch::Tensor forward(const torch::Tensor& x) const;
    torch::Tensor weight;
};
TORCH_MODULE(Norm);

class SelfAttentionImpl : public torch::nn::Module {
public:
    SelfAttentionImpl(int64_t width, int64_t heads);
    /// `mask` [S, S], added to the scores; undefined: none.
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& mask = {});
    /// [3 width, width]: rows of the queries, of the keys, of the values.
    Project into() const { return into_; }

private:
    int64_t heads_;
    Norm norm_;
    Project into_, out_;
};
TORCH_MODULE(SelfAttention);

class CrossAttentionImpl : public torch::nn::Module {
public:
    /// `gain` of what is added to x; 0: nothing, until it is learnt.
    CrossAttentionImpl(int64_t width, int64_t heads, double gain = 0.2);
    /// x: [B * n, S, D]; memory: [B, M, D], read by the n rows of x that follow each other.
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& memory);

private:
    int64_t heads_;
    Norm norm_;
    Project query_, memory_, out_;
};
TORCH_MODULE(CrossAttention);

class FeedForwardImpl : public torch::nn::Module {
public:
    explicit FeedForwardImpl(int64_t width, int64_t hidden);
    torch::Tensor forward(const torch::Tensor& x);

private:
    Norm norm_;
    Project into_, out_;
};
TORCH_MODULE(FeedForward);

/// Inputs, hidden, hidden, outputs with ReLU between; with biases (small, and they help codes and heads).
torch::nn::Sequential perceptron(int64_t inputs, int64_t hidden, int64_t outputs);

}  // namespace img2cadseq::nn
