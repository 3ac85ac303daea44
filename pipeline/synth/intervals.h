#pragma once
// Sets of intervals on a line, each as a sorted list without overlaps.

#include <vector>

namespace img2cadseq::synth {

struct Interval {
    double low = 0.0, high = 0.0;
};
using Intervals = std::vector<Interval>;

/// Sorts and joins what overlaps or touches.
void tidy(Intervals& list);
void subtract(Intervals& from, const Intervals& what);
void intersect(Intervals& from, const Intervals& with);
double total(const Intervals& list);
bool overlaps(const Interval& a, const Intervals& list);

}  // namespace img2cadseq::synth
