#pragma once
// Inside brep/ only: the planar faces of a sketch.

#include <string>
#include <vector>

#include "brep/build_settings.h"
#include "cad/sequence.h"

class TopoDS_Face;

namespace img2cadseq::brep {

/// One face a profile, in the plane `frame` (the sketch's plane, moved along its normal), its normal the plane's. An
/// open or empty loop is an Error(BadGeometry) that begins with `where`.
std::vector<TopoDS_Face> sketchFaces(const Sketch& sketch, const Frame& frame, const BuildSettings& settings,
                                     const std::string& where);

}  // namespace img2cadseq::brep
