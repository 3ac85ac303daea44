#include "kernel_gate.h"

#ifdef IMG2CADSEQ_KERNEL
#include <cmath>

#include "brep/compile.h"
#include "brep/gate.h"
#include "cad/transform.h"
#include "cad/validity.h"
#include "core/error.h"
#include "csg/solid.h"
#endif

namespace img2cadseq::train {

#ifdef IMG2CADSEQ_KERNEL
namespace {

bool passes(const CadSequence& part) {
    constexpr double kSize = 100.0, kSameVolume = 1e-3;
    try {
        requireValid(part);
        const double scale = kSize / csg::Solid(part).box().longestSide();
        const CadSequence large = scaled(part, scale);
        const brep::Solid solid = brep::compile(large);
        if (!brep::gate(solid).valid) return false;
        const double volume = csg::Solid(large).volume();
        return std::abs(solid.massProperties().volume - volume) <= kSameVolume * volume;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

learn::PartGate kernelGate() { return passes; }
#else
learn::PartGate kernelGate() { return {}; }
#endif

}  // namespace img2cadseq::train
