#include "nn/quantiser.h"

namespace img2cadseq::nn {
namespace {

constexpr double kDecay = 0.98;
constexpr double kDead = 0.05;  ///< of the average count

torch::Tensor drawn(const torch::Tensor& z, int64_t count) {
    return z.index_select(0, torch::randint(z.size(0), {count}, torch::kLong));
}

}  // namespace

QuantiserImpl::QuantiserImpl(int64_t depths, int64_t size, int64_t width) {
    entries = register_buffer("entries", torch::zeros({depths, size, width}));
}

torch::Tensor QuantiserImpl::nearest(const torch::Tensor& z, int64_t depth) const {
    const torch::Tensor book = entries[depth];
    return (book.square().sum(1) - 2.0 * torch::mm(z, book.t())).argmin(1);
}

torch::Tensor QuantiserImpl::encode(const torch::Tensor& z) const {
    torch::NoGradGuard guard;
    torch::Tensor rest = z.detach().to(torch::kFloat);
    std::vector<torch::Tensor> codes;
    for (int64_t d = 0; d < depths(); ++d) {
        codes.push_back(nearest(rest, d));
        rest = rest - entries[d].index_select(0, codes.back());
    }
    return torch::stack(codes, 1);
}

torch::Tensor QuantiserImpl::decode(const torch::Tensor& codes, int64_t depth) const {
    torch::Tensor sum = torch::zeros({codes.size(0), width()});
    for (int64_t d = 0; d < depth; ++d) sum = sum + entries[d].index_select(0, codes.select(1, d));
    return sum;
}

torch::Tensor QuantiserImpl::prefixes(const torch::Tensor& codes) const {
    std::vector<int64_t> shape = codes.sizes().vec();
    shape.back() = width();
    std::vector<torch::Tensor> sums{torch::zeros(shape)};
    for (int64_t d = 0; d < depths(); ++d) {
        const torch::Tensor code = codes.select(-1, d);
        const torch::Tensor entry = entries[d].index_select(0, code.clamp_min(0).reshape(-1)).view(shape);
        sums.push_back(sums.back() + entry * (code >= 0).unsqueeze(-1));
    }
    return torch::stack(sums, -2);
}

void QuantiserImpl::learn(const torch::Tensor& z) {
    torch::NoGradGuard guard;
    torch::Tensor rest = z.detach().to(torch::kFloat);
    const double average = static_cast<double>(z.size(0)) / static_cast<double>(entries.size(1));
    if (!count_.defined()) {  // read from a file
        count_ = torch::full({depths(), entries.size(1)}, average);
        sum_ = entries * average;
    }
    for (int64_t d = 0; d < depths(); ++d) {
        const torch::Tensor codes = nearest(rest, d);
        torch::Tensor book = entries[d], count = count_[d], sum = sum_[d];
        const torch::Tensor newCount = torch::zeros_like(count).index_add_(0, codes, torch::ones({codes.size(0)}));
        const torch::Tensor newSum = torch::zeros_like(sum).index_add_(0, codes, rest);
        count.mul_(kDecay).add_(newCount, 1.0 - kDecay);
        sum.mul_(kDecay).add_(newSum, 1.0 - kDecay);
        book.copy_(sum / count.clamp_min(1e-5).unsqueeze(1));
        const torch::Tensor dead = (count < kDead * average).nonzero().view(-1);
        if (dead.size(0) > 0) {
            const torch::Tensor fresh = drawn(rest, dead.size(0));
            book.index_copy_(0, dead, fresh);
            sum.index_copy_(0, dead, fresh * average);
            count.index_fill_(0, dead, average);
        }
        rest = rest - book.index_select(0, codes);
    }
}

void QuantiserImpl::start(const torch::Tensor& z) {
    torch::NoGradGuard guard;
    torch::Tensor rest = z.detach().to(torch::kFloat);
    const double average = static_cast<double>(z.size(0)) / static_cast<double>(entries.size(1));
    for (int64_t d = 0; d < depths(); ++d) {
        entries[d].copy_(drawn(rest, entries.size(1)));
        rest = rest - entries[d].index_select(0, nearest(rest, d));
    }
    count_ = torch::full({depths(), entries.size(1)}, average);
    sum_ = entries * average;
}

double QuantiserImpl::use() const {
    if (!count_.defined()) return 0.0;
    const torch::Tensor share = count_ / count_.sum(1, true);
    return (share > 0.1 / static_cast<double>(count_.size(1))).to(torch::kFloat).mean().item<double>();
}

}  // namespace img2cadseq::nn
