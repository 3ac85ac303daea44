#include "brep/built.h"

#include <cmath>

#include "brep/compile.h"
#include "brep/gate.h"
#include "core/error.h"

namespace img2cadseq::brep {
namespace {

/// Kernel and exact field agree to 1e-6 where the kernel does not go wrong.
constexpr double kSameVolume = 1e-3;

}  // namespace

Built built(const CadSequence& sequence, double volume) {
    try {
        auto solid = std::make_shared<const Solid>(compile(sequence));
        if (const Verdict verdict = gate(*solid); !verdict.valid) return {nullptr, verdict.reason};
        if (!(std::abs(solid->massProperties().volume - volume) <= kSameVolume * volume))
            return {nullptr, "the kernel builds another solid than the sequence describes"};
        return {std::move(solid), {}};
    } catch (const Error& error) {
        return {nullptr, error.what()};
    }
}

}  // namespace img2cadseq::brep
