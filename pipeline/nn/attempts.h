#pragma once
// Draws that came to nothing are drawn again. What candidate k ends as depends on its seed and k alone, whoever else
// had to be drawn again.

#include <cstdint>

namespace img2cadseq::nn {

/// Times that a part is drawn at most before it is given up.
inline constexpr int kAttempts = 8;

/// The candidate whose random numbers stand for attempt `attempt` (0: itself) at `candidate`, under 2^40: one of the
/// same place in its group.
constexpr uint64_t attemptAt(uint64_t candidate, int attempt) {
    return candidate + (static_cast<uint64_t>(attempt) << 40);
}

}  // namespace img2cadseq::nn
