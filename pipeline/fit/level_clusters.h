#pragma once
// Which heights there are among many measured ones.

#include <vector>

namespace img2cadseq {

struct LevelOptions {
    double price = 0.006;  ///< of one more level: share of all values times the square of a height
    int most = 4;
};

/// Means of the clusters, ascending, of values in [0, 1]: least squared deviation plus the price of each, by dynamic
/// programming over sorted cells (Wang and Song, R Journal, 2011). Empty without values.
std::vector<double> levelsOf(const std::vector<float>& values, const LevelOptions& options = {});

}  // namespace img2cadseq
