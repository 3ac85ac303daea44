#pragma once
// The same part by the plainest OCCT calls, as a yardstick: no checks of ours, no measures, no second tries.

#include <filesystem>

#include "cad/sequence.h"

namespace img2cadseq::bench {

/// Wires, faces, prisms, Booleans, merged faces; BRepCheck; triangles; STEP written to `path` and read back. The number
/// of faces re-read, or 0 where a call fails.
int bareOcct(const CadSequence& sequence, const std::filesystem::path& path);

}  // namespace img2cadseq::bench
