#pragma once
// Inside brep/ only: what the gate asks of a shape before any translation.

#include <string>

class TopoDS_Shape;

namespace img2cadseq::brep {

/// Why the shape is not a sound solid (no solid, BRepCheck's finding, an open shell, no volume); empty where it is.
std::string structuralFault(const TopoDS_Shape& shape);

}  // namespace img2cadseq::brep
