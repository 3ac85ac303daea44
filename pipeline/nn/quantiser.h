#pragma once
// A codebook of codebooks: residual vector quantisation with exponential moving averages (van den Oord et al. 2017,
// appendix A).

#include <torch/torch.h>

namespace img2cadseq::nn {

class QuantiserImpl : public torch::nn::Module {
public:
    QuantiserImpl(int64_t depths, int64_t entries, int64_t width);

    /// Nearest entries: [N, width] -> [N, depths], each depth for what the ones before left over. No gradient.
    torch::Tensor encode(const torch::Tensor& z) const;
    /// Sum of the first `depth` entries of each code: [N, depths] -> [N, width].
    torch::Tensor decode(const torch::Tensor& codes, int64_t depth) const;
    /// Sums of the first 0, 1 ... depths entries: [..., depths] -> [..., depths + 1, width]. Negative codes count as
    /// nothing.
    torch::Tensor prefixes(const torch::Tensor& codes) const;

    /// Moves the entries towards what they stand for (EMA 0.98); entries that hardly anything chose move onto inputs of
    /// this batch drawn at random.
    void learn(const torch::Tensor& z);
    /// Entries from inputs drawn at random, depth by depth.
    void start(const torch::Tensor& z);

    int64_t depths() const { return entries.size(0); }
    int64_t width() const { return entries.size(2); }
    /// Share of the entries in use at each depth, averaged.
    double use() const;

    torch::Tensor entries;  ///< [depths, entries, width]

private:
    torch::Tensor nearest(const torch::Tensor& z, int64_t depth) const;

    torch::Tensor count_, sum_;
};
TORCH_MODULE(Quantiser);

}  // namespace img2cadseq::nn
