#pragma once
// Drawing code trees from the denoiser: slot by slot, the surest first.
//
// Candidate k of a seed is the same whatever candidates run beside it: its random numbers are keyed on (seed, k, step,
// slot), and candidates are always computed in groups of kGroup rows, so that matrix products have one shape.

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "codes/layout.h"
#include "nn/codec.h"
#include "nn/denoiser.h"

namespace img2cadseq::nn {

inline constexpr int64_t kGroup = 4;

struct SamplerOptions {
    uint64_t seed = 0;
    int steps = 25;            ///< at most; a step settles at least one slot
    double temperature = 0.6;  ///< of every draw
    double truncation = 0.95;  ///< draws come from the likeliest entries that hold so much probability
    double guidance = 1.0;     ///< 1: the condition as it is; more: further away from the unconditional prediction
    double purityNoise = 0.5;  ///< Gumbel noise on the order in which slots settle
    bool settle =
        true;  ///< Extrude-Blocks first, then outer loops, then the rest; otherwise the surest slot wherever it is
};

/// A tree that is given in part: the first known[s] attributes of slot s stay (0: all of the slot is drawn).
struct PartialTree {
    codes::CodeTree tree;
    std::array<int, codes::kSlots> known{};
};

struct DrawnTree {
    codes::CodeTree tree;
    Corrections corrections;    ///< rows as readTree(tree)
    double logProbability = 0;  ///< mean over the drawn attributes, by the probabilities they were drawn with
};

/// Called after each step with (candidate, step, steps, tree so far; masked attributes are kNone).
using StepSink = std::function<void(uint64_t candidate, int step, int steps, const codes::CodeTree& tree)>;

/// Candidates first ... first + count - 1. `memory` [1, M, width], or undefined for no condition. Codec and denoiser
/// are on the CPU; where `elsewhere` is given, the same denoiser on another device, slots' states are computed there
/// and `memory` is there. Throws Error(Stopped, NoDevice).
std::vector<DrawnTree> drawTrees(Codec& codec, Denoiser& denoiser, const torch::Tensor& memory,
                                 const SamplerOptions& options, uint64_t first, uint64_t count,
                                 const std::optional<PartialTree>& given = {}, const StepSink& sink = {},
                                 std::stop_token stop = {}, Denoiser* elsewhere = nullptr);

}  // namespace img2cadseq::nn
