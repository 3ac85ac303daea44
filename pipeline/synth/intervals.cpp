#include "synth/intervals.h"

#include <algorithm>
#include <numeric>

namespace img2cadseq::synth {

void tidy(Intervals& list) {
    if (list.size() < 2) return;
    std::sort(list.begin(), list.end(), [](const Interval& a, const Interval& b) { return a.low < b.low; });
    size_t last = 0;
    for (size_t i = 1; i < list.size(); ++i) {
        if (list[i].low <= list[last].high + 1e-9)
            list[last].high = std::max(list[last].high, list[i].high);
        else
            list[++last] = list[i];
    }
    list.resize(last + 1);
}

void subtract(Intervals& from, const Intervals& what) {
    Intervals left;
    for (Interval piece : from) {
        for (const Interval& cut : what) {
            if (cut.high <= piece.low || cut.low >= piece.high) continue;
            if (cut.low > piece.low + 1e-9) left.push_back({piece.low, cut.low});
            piece.low = cut.high;
        }
        if (piece.high > piece.low + 1e-9) left.push_back(piece);
    }
    from = left;
}

void intersect(Intervals& from, const Intervals& with) {
    Intervals left;
    for (const Interval& a : from)
        for (const Interval& b : with)
            if (std::min(a.high, b.high) > std::max(a.low, b.low) + 1e-9)
                left.push_back({std::max(a.low, b.low), std::min(a.high, b.high)});
    from = left;
}

double total(const Intervals& list) {
    return std::accumulate(list.begin(), list.end(), 0.0,
                           [](double sum, const Interval& i) { return sum + i.high - i.low; });
}

bool overlaps(const Interval& a, const Intervals& list) {
    return std::any_of(list.begin(), list.end(), [&](const Interval& b) { return a.low < b.high && b.low < a.high; });
}

}  // namespace img2cadseq::synth
