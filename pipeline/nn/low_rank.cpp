#include "nn/low_rank.h"

#include <cmath>
#include <string>

namespace img2cadseq::nn {

torch::Tensor LowRankImpl::Adapter::change() const {
    const torch::Tensor query = torch::matmul(queryUp, queryDown), value = torch::matmul(valueUp, valueDown);
    return torch::cat({query, torch::zeros_like(query), value}, 0);
}

LowRankImpl::LowRankImpl(torch::nn::Module& network, int64_t rank) {
    for (const auto& item : network.named_modules()) {
        const auto attention = std::dynamic_pointer_cast<SelfAttentionImpl>(item.value());
        if (!attention) continue;
        const Project into = attention->into();
        const int64_t width = into->weight.size(1);
        const std::string name = "attention" + std::to_string(adapters_.size());
        const auto down = [&](const char* of) {
            return register_parameter(name + of, torch::randn({rank, width}) / std::sqrt(static_cast<double>(width)));
        };
        const auto up = [&](const char* of) { return register_parameter(name + of, torch::zeros({width, rank})); };
        Adapter adapter{into, down("QueryDown"), up("QueryUp"), down("ValueDown"), up("ValueUp")};
        adapters_.push_back(std::move(adapter));
    }
}

LowRankImpl::~LowRankImpl() {
    for (Adapter& adapter : adapters_) adapter.into->change = torch::Tensor();
}

void LowRankImpl::apply() {
    for (Adapter& adapter : adapters_) adapter.into->change = adapter.change();
}

void LowRankImpl::merge() {
    const torch::NoGradGuard guard;
    for (Adapter& adapter : adapters_) {
        adapter.into->weight.add_(adapter.change());
        adapter.queryUp.zero_();
        adapter.valueUp.zero_();
        adapter.into->change = torch::Tensor();
    }
}

}  // namespace img2cadseq::nn
