#pragma once
// Inside brep/ only: from a Solid to its OCCT shape and back.

#include "brep/solid.h"

class TopoDS_Shape;

namespace img2cadseq::brep {

const TopoDS_Shape& shapeOf(const Solid& solid);
Solid solidOf(const TopoDS_Shape& shape);

/// For a shape in which structuralFault() has just found nothing: the gate need not ask again.
Solid soundSolidOf(const TopoDS_Shape& shape);
bool knownSound(const Solid& solid);

}  // namespace img2cadseq::brep
