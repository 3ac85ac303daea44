#pragma once
// Inside brep/ only: volume, area and centre of an OCCT shape.

#include "brep/solid.h"

class TopoDS_Shape;

namespace img2cadseq::brep {

/// Exact but for rounding on planes and cylinders, whose integrals run along their edges only; OCCT's adaptive
/// integration elsewhere. OCCT's plain integration is off by up to 3e-5 on cylinders that meet cylinders.
MassProperties massOf(const TopoDS_Shape& shape);

}  // namespace img2cadseq::brep
