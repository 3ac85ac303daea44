#pragma once
// Muon: a matrix moves along the orthogonal matrix nearest to its momentum, so that all its directions are learnt at
// one pace (K. Jordan et al. 2024; scaled to the update of Adam as in "Muon is Scalable for LLM Training", 2025).

#include <cstdint>
#include <string>
#include <vector>

#include <torch/types.h>

namespace img2cadseq::learn {

/// Weights of hidden layers, products and convolutions alike: at least 48 wide on both sides, and neither a table of
/// tokens nor a head that gives logits (by name: those go on with Adam).
bool isHiddenMatrix(const std::string& name, const torch::Tensor& weight);

/// [N, R, C] -> matrices of about orthonormal rows or columns, whichever are fewer, with the same singular vectors:
/// five Newton-Schulz steps (in bf16 where that is fast), after which singular values lie between 0.7 and 1.2.
torch::Tensor orthogonalised(const torch::Tensor& matrices);

/// What a weight of R x C moves by at a rate of one: 0.2 sqrt(max(R, C)), where its entries move as far as by Adam.
double muonScale(int64_t rows, int64_t columns);

}  // namespace img2cadseq::learn
