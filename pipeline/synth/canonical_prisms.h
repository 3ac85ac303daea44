#pragma once
// The part of canonical form that concerns whole prisms: clipping, through holes, boxes, order. See canonical.h.

#include <optional>
#include <vector>

#include "cad/sequence.h"

namespace img2cadseq::synth {

/// One profile of one block, in a canonical frame.
struct Prism {
    Frame plane;
    Extent extent;
    Profile profile;
    size_t source = 0;  ///< the block it came from
};

Box3 boxOf(const Prism& prism);
/// The box that the prism is, where it is axis-parallel and without holes.
std::optional<Box3> asBox(const Prism& prism, double tolerance);

/// Cuts reach no further than the additions they meet; cuts that meet nothing go.
void clipCuts(std::vector<Prism>& cuts, const std::vector<Prism>& additions, double scale, double tolerance);
/// Cuts right through exactly one addition, inside its outline, become holes of it.
void drawThroughHoles(std::vector<Prism>& additions, std::vector<Prism>& cuts, double scale, double tolerance);
/// Plain boxes along the axis that puts most of them into one block, else along Z; prisms of one plane and extent in
/// one block; profiles by importance, blocks by volume. `op` is not set.
std::vector<ExtrudeBlock> grouped(std::vector<Prism> prisms, double scale, double tolerance);

}  // namespace img2cadseq::synth
