#pragma once
// Inside brep/ only: OCCT's Booleans on shapes of solids (or of coplanar faces).

#include <string>
#include <vector>

#include "brep/kernel.h"
#include "cad/sequence.h"

class TopoDS_Shape;

namespace img2cadseq::brep {

/// `standing` and `tools` combined; the tools may touch and overlap one another. `fuzzy` (mm) is what OCCT may bridge
/// beyond the shapes' own tolerances. Throws KernelFailure where OCCT gives up
/// or its answer has a volume that cannot be.
TopoDS_Shape combined(BooleanOp op, const TopoDS_Shape& standing, const std::vector<TopoDS_Shape>& tools, double fuzzy,
                      const std::string& where);

/// Neighbouring faces of one surface and edges of one curve merged.
TopoDS_Shape unified(const TopoDS_Shape& shape);

}  // namespace img2cadseq::brep
