#pragma once
// Proposals from a measured cloud: the part as a few prisms along any of the three axes, put together and cut out of
// one another. Each next block is the one that explains most of what is left of the inside (of the overlap, for cuts).

#include "cad/sequence.h"
#include "fit/inside_grid.h"
#include "geometry/point_cloud.h"

namespace img2cadseq {

struct AssemblyOptions {
    double filled = 0.8;      ///< share of a column that must be material for a block to have it; the rest is cut
    int most = 6;             ///< blocks put together,
    int mostCuts = 4;         ///< and cut out
    double least = 0.012;     ///< a block explains at least this share of the volume,
    double leastCut = 0.006;  ///< a cut this
};

/// New first, then Joins, then Cuts; empty where the cloud has no inside. `grid` is insideOf(cloud).
CadSequence assemblyProposal(const PointCloud& cloud, const InsideGrid& grid, const AssemblyOptions& options = {});

}  // namespace img2cadseq
