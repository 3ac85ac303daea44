#pragma once
// How much of a part survives its codes.

#include <map>
#include <string>

#include "nn/codec.h"

namespace img2cadseq::learn {

/// Overlap of two sequences' solids by `probes` random points in the unit box; 0 where one of them is empty.
double overlap(const CadSequence& a, const CadSequence& b, int probes, uint64_t seed);

/// Parts of `seed` encoded and decoded: median and worst-tenth IoU over `count` parts and `probes` points each, for all
/// levels and with one level from its codes and the others true ("blocks.median", "curves.tenth", ...).
std::map<std::string, double> roundTrip(nn::Codec& codec, uint64_t seed, int count, int probes = 8000);

}  // namespace img2cadseq::learn
