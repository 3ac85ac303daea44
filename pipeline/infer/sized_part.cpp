#include "infer/sized_part.h"

#include <cmath>

#include "cad/transform.h"

namespace img2cadseq::infer {

SizedPart sized(const CadSequence& sequence, const csg::Solid& field, double sizeMm, const std::optional<Mat3>& axes) {
    const double scale = sizeMm / field.box().longestSide();
    SizedPart part{axes ? transformed(sequence, {axes->transposed(), scale, {}}) : scaled(sequence, scale), {}};
    part.exact = brep::built(part.sequence, field.volume() * std::pow(scale, 3.0));
    return part;
}

}  // namespace img2cadseq::infer
