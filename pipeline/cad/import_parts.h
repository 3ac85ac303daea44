#pragma once
// What the importers share. Private to cad/.

#include "cad/import.h"
#include "cad/json_node.h"

namespace img2cadseq {

/// Readers of one parsed model each.
ImportedModel readFusionLine(const JsonNode& root);
ImportedModel readReconstruction(const JsonNode& root, ImportFormat format);

/// A right-handed orthonormal frame from axes that are so up to the source's rounding (1e-6); `node` is named in
/// errors.
Frame cleanFrame(const Vec3& origin, const Vec3& xAxis, const Vec3& normal, const JsonNode& node);

/// Joins curves, given in any order and sense, head to tail into a closed loop; ends within the source's rounding are
/// made equal, arcs flat within it are made lines. `node` is named where they do not close.
Loop chainLoop(std::vector<Curve> curves, const JsonNode& node);

}  // namespace img2cadseq
