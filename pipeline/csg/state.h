#pragma once
// The Booleans: which blocks a point is inside of, and whether that makes it inside the solid.

#include "csg/flat.h"

namespace img2cadseq::csg {

/// One bit a block: set where the block *acts* on the point (inside a New, Join or Cut block, outside an Intersect
/// block). The last block that acts decides: the point is in the solid if that block adds.
template <int Words>
struct StateT {
    std::array<uint64_t, Words> bits{};

    I2C_HD void flip(int block) { bits[Words == 1 ? 0 : block >> 6] ^= uint64_t(1) << (block & 63); }
    I2C_HD bool test(int block) const { return (bits[Words == 1 ? 0 : block >> 6] >> (block & 63)) & 1; }
};
using State = StateT<kMaxBlocks / 64>;
using SmallState = StateT<1>;  ///< of up to 64 blocks

/// The last block that acts, or -1.
template <class T, int Words>
I2C_HD int decider(const ViewT<T>& s, const StateT<Words>& state) {
    for (int word = Words == 1 ? 0 : (s.blockCount - 1) >> 6; word >= 0; --word)
        if (state.bits[word] != 0) {
#if defined(__CUDA_ARCH__)
            return 64 * word + 63 - __clzll(static_cast<long long>(state.bits[word]));
#else
            return 64 * word + 63 - __builtin_clzll(state.bits[word]);
#endif
        }
    return -1;
}

template <class T, int Words>
I2C_HD bool solidAt(const ViewT<T>& s, const StateT<Words>& state) {
    const int block = decider(s, state);
    return block >= 0 && ((s.additive[block >> 6] >> (block & 63)) & 1);
}

/// The state of a point inside no block.
template <class S = State, class T>
I2C_HD S outsideAll(const ViewT<T>& s) {
    S state;
    for (size_t word = 0; word < state.bits.size(); ++word) state.bits[word] = s.inverted[word];
    return state;
}

/// Where the state goes from `before` to `after` and the solid begins or ends, the block whose surface that is. Where
/// several coincide it is the first whose own step makes the change, so that a coincident surface counts once.
template <class T, int Words>
I2C_HD int surfaceOwner(const ViewT<T>& s, const StateT<Words>& before, const StateT<Words>& after) {
    const bool then = solidAt(s, after);
    for (int block = 0; block < s.blockCount; ++block) {
        if (before.test(block) == after.test(block)) continue;
        StateT<Words> step = before;
        step.flip(block);
        if (solidAt(s, step) == then) return block;
    }
    const int a = decider(s, before), b = decider(s, after);
    return a > b ? a : b;
}

}  // namespace img2cadseq::csg
