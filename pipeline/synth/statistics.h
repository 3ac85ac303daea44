#pragma once
// What sets of sequences look like in numbers, to hold made parts against drawn ones: a vector of features a part,
// quantiles of each, and how well a classifier tells two sets apart.

#include <cstdint>
#include <string>
#include <vector>

#include "cad/sequence.h"

namespace img2cadseq::synth {

/// Names of the features, in the order of partFeatures.
const std::vector<std::string>& featureNames();
/// Of a canonical, normalised sequence.
std::vector<double> partFeatures(const CadSequence& part);

using FeatureTable = std::vector<std::vector<double>>;  ///< a row a part

/// Quantile of one feature, linear between neighbours; `share` in [0, 1].
double quantile(const FeatureTable& table, size_t feature, double share);

/// Side by side: mean and the quantiles 0.05, 0.25, 0.5, 0.75, 0.95 of both sets, feature by feature; Markdown.
std::string comparisonTable(const FeatureTable& ours, const FeatureTable& theirs);

/// Area under the ROC curve by which boosted trees, trained on the even rows of both sets, tell the odd rows apart: 0.5
/// where the sets look alike, 1 where they never do. `important` receives the features by the loss they took away,
/// largest first.
double separability(const FeatureTable& ours, const FeatureTable& theirs, std::vector<size_t>* important = nullptr);

}  // namespace img2cadseq::synth
