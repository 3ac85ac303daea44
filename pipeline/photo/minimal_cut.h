#pragma once
// Minimal cut of an undirected graph (Boykov and Kolmogorov, PAMI 2004), for masks and for grids of cells alike.

#include <cstdint>
#include <vector>

namespace img2cadseq {

struct CutGraph {
    struct Edge {
        int a = 0, b = 0;
        double cost = 0.0;  ///< of a and b on different sides, at least 0
    };
    std::vector<double> inside;   ///< a node: what it costs outside, at least 0
    std::vector<double> outside;  ///< a node: what it costs inside, at least 0
    std::vector<Edge> edges;
};

/// 1 a node that is inside in the cheapest cut, else 0. Costs should be far from the rounding of doubles.
std::vector<uint8_t> minimalCut(const CutGraph& graph);

}  // namespace img2cadseq
