#pragma once
// What `evaluate` writes of a case and of all of them.

#include <string>
#include <vector>

#include "app/cli/report.h"
#include "metrics/compare.h"

namespace img2cadseq::cli {

Record figuresOf(const metrics::Comparison& comparison);

/// Of a case's record: name, and what the best scores.
std::string captionOf(const Record& record);

/// Medians a row (baselines, one sample, the best), and by how much the best is ahead of each.
std::string tableOf(const std::vector<Record>& cases);

}  // namespace img2cadseq::cli
