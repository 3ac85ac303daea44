#pragma once
// Whether a made part is one that an engineer could want: one connected solid, walls and gaps not too thin, every
// addition adds and every cut removes. Parts are normalised (longest side 1, centred) and canonical.

#include "cad/sequence.h"

namespace img2cadseq::synth {

/// Limits of what is made, in units of the longest side.
inline constexpr double kMinThickness = 0.008;  ///< of extents, and between planes that are not the same
inline constexpr double kMinWall = 0.012;       ///< between loops of one direction
inline constexpr double kMinEdge = 0.008;
inline constexpr size_t kMaxBlocks = 12;
inline constexpr size_t kMaxLoopsPerBlock = 16;
inline constexpr size_t kMaxLoops = 48;
inline constexpr size_t kMaxCurvesPerLoop = 48;

struct PartCheck {
    const char* fault = nullptr;  ///< null: none
    double fill = 0.0;            ///< volume over that of the box, about
    bool ok() const { return fault == nullptr; }
};

PartCheck checkPart(const CadSequence& part);

}  // namespace img2cadseq::synth
