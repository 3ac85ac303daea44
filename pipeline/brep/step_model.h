#pragma once
// Inside brep/ only: STEP text out of an OCCT shape and back.

#include <string>

#include "brep/step.h"

class TopoDS_Shape;

namespace img2cadseq::brep {

/// ISO 10303-21 strings hold ASCII: other characters become \X2\....\X0\, in UTF-16.
std::string stepString(const std::string& utf8);
/// The inverse; what cannot be decoded stays as it is.
std::string fromStepString(const std::string& text);

/// Of text that this program wrote itself: damaged text can end the process (readStepText guards against that).
/// Throws Error(BadInput) that names `name`. Null where the text holds no shape.
TopoDS_Shape shapeFromStep(const std::string& text, const std::string& name);

}  // namespace img2cadseq::brep
