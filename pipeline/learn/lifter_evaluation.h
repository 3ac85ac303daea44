#pragma once
// How far the lifter is from the truth, in figures that mean something.

#include <map>
#include <string>
#include <vector>

#include "learn/lifter_sample.h"
#include "nn/lifter.h"

namespace img2cadseq::learn {

/// Means unless said otherwise. "turn" and "turn2": median degrees from the truth of the likelier and of the nearer
/// hypothesis; "front", "thickness", "points": per cent of the longest side ("points": seen points in canonical axes by
/// the predicted camera); "normal": degrees; "mask", "box": IoU; "occupancy" and "gain": medians, IoU of the field cut
/// at one half in the stretched box, and what it gains over that box; "sides" and "sides2": medians, per cent, of
/// the likelier and of the nearer hypothesis.
std::map<std::string, double> lifterFigures(nn::Lifter& lifter, const std::vector<LifterSample>& samples);

}  // namespace img2cadseq::learn
