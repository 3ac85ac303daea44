#include "photo/minimal_cut.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc/detail/gcgraph.hpp>

namespace img2cadseq {

std::vector<uint8_t> minimalCut(const CutGraph& graph) {
    std::vector<uint8_t> side(graph.inside.size(), 0);
    if (side.empty()) return side;
    cv::detail::GCGraph<double> flow(static_cast<unsigned>(side.size()), static_cast<unsigned>(2 * graph.edges.size()));
    for (size_t i = 0; i < side.size(); ++i) flow.addTermWeights(flow.addVtx(), graph.inside[i], graph.outside[i]);
    for (const CutGraph::Edge& edge : graph.edges) flow.addEdges(edge.a, edge.b, edge.cost, edge.cost);
    if (graph.edges.empty()) {
        for (size_t i = 0; i < side.size(); ++i) side[i] = graph.inside[i] > graph.outside[i];
        return side;
    }
    flow.maxFlow();
    for (size_t i = 0; i < side.size(); ++i) side[i] = flow.inSourceSegment(static_cast<int>(i));
    return side;
}

}  // namespace img2cadseq
