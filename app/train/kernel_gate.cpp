#include "kernel_gate.h"

#ifdef IMG2CADSEQ_KERNEL
#include <cmath>

#include "brep/built.h"
#include "cad/transform.h"
#include "cad/validity.h"
#include "core/error.h"
#include "csg/solid.h"
#endif

namespace img2cadseq::train {

#ifdef IMG2CADSEQ_KERNEL
namespace {

bool passes(const CadSequence& part) {
    constexpr double kSize = 100.0;
    try {
        requireValid(part);
        const csg::Solid field(part);
        const double scale = kSize / field.box().longestSide();
        return brep::built(scaled(part, scale), field.volume() * std::pow(scale, 3.0)).solid != nullptr;
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
