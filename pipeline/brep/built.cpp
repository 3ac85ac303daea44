#include "brep/built.h"

#include <cmath>

#include "brep/compile.h"
#include "core/error.h"

namespace img2cadseq::brep {
namespace {

/// Kernel and exact field agree to 1e-6 where the kernel does not go wrong.
constexpr double kSameVolume = 1e-3;

}  // namespace

Verdict sameVolume(const Solid& solid, double volume) {
    if (std::abs(solid.massProperties().volume - volume) <= kSameVolume * volume) return {true, {}};
    return {false, "the kernel builds another solid than the sequence describes"};
}

Built built(const CadSequence& sequence, double volume) {
    try {
        auto solid = std::make_shared<const Solid>(compile(sequence));
        if (const Verdict verdict = gate(*solid); !verdict.valid) return {nullptr, verdict.reason};
        if (const Verdict same = sameVolume(*solid, volume); !same.valid) return {nullptr, same.reason};
        return {std::move(solid), {}};
    } catch (const Error& error) {
        return {nullptr, error.what()};
    }
}

}  // namespace img2cadseq::brep
