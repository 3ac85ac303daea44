#pragma once
// Inside brep/ only: the solids of one ExtrudeBlock, before any Boolean with what stands.

#include <string>
#include <vector>

#include "brep/build_settings.h"
#include "cad/sequence.h"

class TopoDS_Shape;

namespace img2cadseq::brep {

/// One prism for every connected region of the block's sketch; profiles that overlap or share an edge are united first.
std::vector<TopoDS_Shape> prisms(const ExtrudeBlock& block, const BuildSettings& settings, const std::string& where);

}  // namespace img2cadseq::brep
