#pragma once
// How clouds that UA-DGCNN has refined compare with those it was given. No torch in this header.

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "synth/part.h"

namespace img2cadseq::learn {

struct RefineReportOptions {
    std::filesystem::path weights;
    std::filesystem::path lifter;  ///< weights of the image lifter; empty: its clouds are not measured
    std::filesystem::path parts;   ///< file that importFile() reads; empty: made parts of `seed`
    int every = 1;                 ///< of the file's parts
    uint64_t seed = synth::kTestSeed;
    int count = 40, points = 4096;
    int neighbours = 8;  ///< of the smoothing: each point is moved to the middle of so many, itself among them
    double lambda = 0.5, beta = 4.0;
};

/// Means over `count` clouds. NaN where none of the kind has such points or edges.
struct RefineRow {
    std::string clouds;               ///< "clean", "noise 0.005", ..., "measured" (all damage), "imitated lift", "lift"
    std::string treatment;            ///< "given", "smoothed" or "refined"
    double cd = 0.0;                  ///< 1000 x L1 distance to the true surface, both ways
    double seen = 0.0, hidden = 0.0;  ///< 1000 x mean distance of points that are seen (measured), or not, to the truth
    double edges = 0.0;               ///< share of the points within 0.01 of a sharp edge
    double edgesByImportance = 0.0;   ///< the same of half the points, drawn by importance; refined clouds only
    int count = 0;
};

/// Throws Error (Io, BadWeights, BadInput).
std::vector<RefineRow> reportRefine(const RefineReportOptions& options, std::stop_token stop);

}  // namespace img2cadseq::learn
