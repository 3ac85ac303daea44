#pragma once
// Samples in few bytes: depth in 16 bits over the part's own depth range, normals octahedral in 16, points in 16 a
// coordinate. At 128 x 128 about 60 KB with its buffers alone, 45 KB more with 4096 points.

#include <cstdint>
#include <span>
#include <vector>

#include "synth/sample.h"

namespace img2cadseq::synth {

/// Everything but the sequence and the picture. Little-endian.
std::vector<uint8_t> packSample(const Sample& sample);

/// Depth is within 1/65535 of the part's depth range, normals within 0.6 degrees (exact along the camera's axes),
/// points within 1e-5; everything else is exact. Throws Error(BadInput) where the bytes are no packed sample.
Sample unpackSample(std::span<const uint8_t> bytes);

}  // namespace img2cadseq::synth
