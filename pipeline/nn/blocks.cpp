#include "nn/blocks.h"

#include <cmath>

namespace img2cadseq::nn {

ProjectImpl::ProjectImpl(int64_t inputs, int64_t outputs, double gain) {
    weight =
        register_parameter("weight", torch::randn({outputs, inputs}) * (gain / std::sqrt(static_cast<double>(inputs))));
}

NormImpl::NormImpl(int64_t width) { weight = register_parameter("weight", torch::ones({width})); }

torch::Tensor NormImpl::forward(const torch::Tensor& x) const { return torch::layer_norm(x, {weight.size(0)}, weight); }

namespace {

/// [B, N, n * D] -> n tensors [B * heads, N, D / heads], with one copy.
std::vector<torch::Tensor> splitHeads(const torch::Tensor& x, int64_t n, int64_t heads) {
    const int64_t batch = x.size(0), size = x.size(2) / (n * heads);
    const torch::Tensor apart = x.view({batch, -1, n, heads, size}).permute({2, 0, 3, 1, 4}).contiguous();
    return apart.view({n, batch * heads, -1, size}).unbind(0);
}

/// Softmax attention of heads that are apart, put together again: [B, N, D].
torch::Tensor attend(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v, int64_t heads,
                     const torch::Tensor& mask = {}) {
    const int64_t rows = q.size(0), queries = q.size(1), size = q.size(2);
    const double scale = 1.0 / std::sqrt(static_cast<double>(size));
    torch::Tensor scores = torch::baddbmm(torch::zeros({1}, q.options()), q, k.transpose(1, 2), 0.0, scale);
    if (mask.defined()) scores = scores + mask.to(scores.dtype());
    const torch::Tensor mixed = torch::bmm(torch::softmax(scores, -1), v);
    return mixed.view({rows / heads, heads, queries, size})
        .transpose(1, 2)
        .reshape({rows / heads, queries, heads * size});
}

}  // namespace

SelfAttentionImpl::SelfAttentionImpl(int64_t width, int64_t heads)
    : heads_(heads),
      norm_(register_module("norm", Norm(width))),
      into_(register_module("into", Project(width, 3 * width))),
      out_(register_module("out", Project(width, width, 0.2))) {}

torch::Tensor SelfAttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& mask) {
    const auto parts = splitHeads(into_(norm_(x)), 3, heads_);
    return x + out_(attend(parts[0], parts[1], parts[2], heads_, mask));
}

CrossAttentionImpl::CrossAttentionImpl(int64_t width, int64_t heads, double gain)
    : heads_(heads),
      norm_(register_module("norm", Norm(width))),
      query_(register_module("query", Project(width, width))),
      memory_(register_module("memory", Project(width, 2 * width))),
      out_(register_module("out", Project(width, width, gain))) {}

torch::Tensor CrossAttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& memory) {
    const auto parts = splitHeads(memory_(memory), 2, heads_);
    const torch::Tensor q = query_(norm_(x)).view({memory.size(0), -1, x.size(2)});
    return x + out_(attend(splitHeads(q, 1, heads_)[0], parts[0], parts[1], heads_)).view(x.sizes());
}

FeedForwardImpl::FeedForwardImpl(int64_t width, int64_t hidden)
    : norm_(register_module("norm", Norm(width))),
      into_(register_module("into", Project(width, hidden, std::sqrt(2.0)))),
      out_(register_module("out", Project(hidden, width, 0.2))) {}

torch::Tensor FeedForwardImpl::forward(const torch::Tensor& x) { return x + out_(torch::relu(into_(norm_(x)))); }

torch::nn::Sequential perceptron(int64_t inputs, int64_t hidden, int64_t outputs) {
    return torch::nn::Sequential(torch::nn::Linear(inputs, hidden), torch::nn::ReLU(),
                                 torch::nn::Linear(hidden, hidden), torch::nn::ReLU(),
                                 torch::nn::Linear(hidden, outputs));
}

}  // namespace img2cadseq::nn
