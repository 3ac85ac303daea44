#pragma once
// Inside brep/ only: the planar faces of a sketch.

#include <vector>

#include "cad/sequence.h"

class TopoDS_Face;

namespace img2cadseq::brep {

/// One face a profile, in the plane `frame` (the sketch's plane, moved along its normal), its normal the plane's. The
/// curves' ends are joined where they lie within `tolerance` (mm); a wider gap, an empty loop or a curve of no length
/// is an Error(BadGeometry) that begins with `where`.
std::vector<TopoDS_Face> sketchFaces(const Sketch& sketch, const Frame& frame, double tolerance,
                                     const std::string& where);

}  // namespace img2cadseq::brep
