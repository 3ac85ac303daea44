#pragma once
// The gate every exported part must pass (paper.md, metrics: IR).

#include <string>

#include "brep/solid.h"

namespace img2cadseq::brep {

struct Verdict {
    bool valid = false;
    std::string reason;  ///< why not, for the user; empty where valid
};

/// Valid where OCCT's BRepCheck finds nothing at the shape's own tolerances, every shell is exactly closed, there is at
/// least one solid and each has positive volume, every face triangulates, and the shape re-reads from STEP the same
/// (solids, faces and edges; volume, area and box within 1e-6) and as sound. Never throws for a bad shape.
Verdict gate(const Solid& solid);

}  // namespace img2cadseq::brep
