#include "learn/muon.h"

#include <algorithm>
#include <cmath>

#include <torch/torch.h>

#include "learn/train_options.h"

namespace img2cadseq::learn {

bool isHiddenMatrix(const std::string& name, const torch::Tensor& weight) {
    constexpr int64_t kLeast = 48;
    if (weight.dim() < 2 || !name.ends_with(".weight")) return false;
    if (name.find("Head") != std::string::npos && name.find(".out.") != std::string::npos) return false;
    return std::min(weight.size(0), weight.numel() / weight.size(0)) >= kLeast;
}

torch::Tensor orthogonalised(const torch::Tensor& matrices) {
    constexpr double a = 3.4445, b = -4.7750, c = 2.0315;
    const bool tall = matrices.size(1) > matrices.size(2);
    torch::Tensor x = tall ? matrices.transpose(1, 2) : matrices;
    const torch::Dtype type =
        bf16IsFast() ? torch::kBFloat16 : torch::kFloat;  // in software bf16 takes 20 times as long
    x = (x / (x.square().sum({1, 2}, true).sqrt() + 1e-12)).to(type).contiguous();
    for (int i = 0; i < 5; ++i) {
        const torch::Tensor square = torch::bmm(x, x.transpose(1, 2));
        const torch::Tensor mixed = torch::baddbmm(square, square, square, b, c);
        x = torch::baddbmm(x, mixed, x, a, 1.0);
    }
    return (tall ? x.transpose(1, 2) : x).to(torch::kFloat);
}

double muonScale(int64_t rows, int64_t columns) {
    return 0.2 * std::sqrt(static_cast<double>(std::max(rows, columns)));
}

}  // namespace img2cadseq::learn
