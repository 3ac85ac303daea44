#pragma once
// Which of many draws to show, where the draws are all that is known of how likely each part is.

#include <cstddef>
#include <vector>

namespace img2cadseq::infer {

/// All draws, each the cells of one grid that it fills, by how much they add to what is expected of the best of those
/// before: the mean over all draws, each taken for the truth, of the greatest IoU of one that is chosen, where none
/// counts for itself. The first is the one that overlaps most with all others; the next stands for those that it does
/// not stand for.
std::vector<size_t> byExpectedBest(const std::vector<std::vector<bool>>& inside);

}  // namespace img2cadseq::infer
