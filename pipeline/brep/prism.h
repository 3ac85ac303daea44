#pragma once
// Inside brep/ only: the solids of one ExtrudeBlock, before any Boolean with what stands.

#include <string>
#include <vector>

#include "cad/sequence.h"

class TopoDS_Shape;

namespace img2cadseq::brep {

/// One prism for every connected region of the block's sketch; profiles that overlap or share an edge are united first.
std::vector<TopoDS_Shape> prisms(const ExtrudeBlock& block, double tolerance, double fuzzy, const std::string& where);

}  // namespace img2cadseq::brep
