#pragma once
// AdamW with decoupled weight decay (Loshchilov and Hutter 2019), Muon for hidden matrices where that is wanted, and
// averaged weights. Both move weights by about the same at the same rate.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <torch/types.h>

namespace img2cadseq::learn {

class Optimiser {
public:
    struct Rates {
        double learningRate, weightDecay, clip, ema;
    };

    /// All parameters must be f32 and contiguous. `averaged`: keep EMA weights.
    /// `muon`: hidden matrices (see muon.h) move along their orthogonalised momentum.
    Optimiser(std::vector<std::pair<std::string, torch::Tensor>> parameters, bool averaged, bool muon);

    /// From now on the named weight moves at `share` of the rate.
    void slow(const std::string& name, double share);

    /// One update from the gradients, which are then cleared. Returns the global gradient norm before clipping; where
    /// that is not finite nothing is updated.
    double step(const Rates& rates);

    /// Swaps weights and averaged weights.
    void swapAverage();
    bool averaged() const { return averaged_; }
    int64_t steps() const { return steps_; }

    /// Everything needed to go on, by name: weights, moments, averages, step count.
    std::vector<std::pair<std::string, torch::Tensor>> state() const;
    /// Takes what state() gave; `find` returns the stored tensor of a name.
    template <class Find>
    void restore(const Find& find) {
        for (auto& [name, tensor] : state()) tensor.copy_(find(name));
        steps_ = count_.item<int64_t>();
    }

private:
    struct Slot {
        std::string name;
        torch::Tensor weight, first, second, average;  ///< `second`: of Adam alone
        bool muon = false;
        double share = 1.0;  ///< of the rate
    };
    void update(Slot& slot, const Rates& rates, double scale) const;
    void updateMatrices(const Rates& rates, double scale);
    double decay(const Slot& slot, const Rates& rates) const;
    double follow(const Rates& rates) const;

    std::vector<Slot> slots_;
    torch::Tensor count_;
    int64_t steps_ = 0;
    bool averaged_;
};

}  // namespace img2cadseq::learn
