#include "nn/blocks.h"

#include <cmath>

namespace img2cadseq::nn {

ProjectImpl::ProjectImpl(int64_t inputs, int64_t outputs, double gain) {
    weight =
        register_parameter("weight", torch::randn({outputs, inputs}) * (gain / std::sqrt(static_cast<double>(inputs))));
}

NormImpl::NormImpl(int64_t width) { weight = register_parameter("weight", torch::ones({width})); }

torch::Tensor NormImpl::forward(const torch::Tensor& x) const { return torch::layer_norm(x, {weight.size(0)}, weight); }

torch::Tensor attend(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v, int64_t heads) {
    const int64_t batch = q.size(0), queries = q.size(1), width = q.size(2), size = width / heads;
    const auto split = [&](const torch::Tensor& x) {
        return x.view({batch, -1, heads, size}).transpose(1, 2).reshape({batch * heads, -1, size});
    };
    const double scale = 1.0 / std::sqrt(static_cast<double>(size));
    const torch::Tensor scores = torch::bmm(split(q * scale), split(k).transpose(1, 2));
    const torch::Tensor mixed = torch::bmm(torch::softmax(scores, -1), split(v));
    return mixed.view({batch, heads, queries, size}).transpose(1, 2).reshape({batch, queries, width});
}

SelfAttentionImpl::SelfAttentionImpl(int64_t width, int64_t heads)
    : heads_(heads),
      norm_(register_module("norm", Norm(width))),
      into_(register_module("into", Project(width, 3 * width))),
      out_(register_module("out", Project(width, width, 0.2))) {}

torch::Tensor SelfAttentionImpl::forward(const torch::Tensor& x) {
    const auto parts = into_(norm_(x)).chunk(3, -1);
    return x + out_(attend(parts[0].contiguous(), parts[1].contiguous(), parts[2].contiguous(), heads_));
}

CrossAttentionImpl::CrossAttentionImpl(int64_t width, int64_t heads)
    : heads_(heads),
      norm_(register_module("norm", Norm(width))),
      query_(register_module("query", Project(width, width))),
      memory_(register_module("memory", Project(width, 2 * width))),
      out_(register_module("out", Project(width, width, 0.2))) {}

torch::Tensor CrossAttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& memory) {
    const auto parts = memory_(memory).chunk(2, -1);
    const torch::Tensor q = query_(norm_(x)).reshape({memory.size(0), -1, x.size(2)});
    return x + out_(attend(q, parts[0].contiguous(), parts[1].contiguous(), heads_)).view(x.sizes());
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
