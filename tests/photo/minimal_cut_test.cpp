#include "photo/minimal_cut.h"

#include <gtest/gtest.h>

#include "core/random.h"

namespace img2cadseq {
namespace {

double costOf(const CutGraph& graph, const std::vector<uint8_t>& side) {
    double sum = 0.0;
    for (size_t i = 0; i < side.size(); ++i) sum += side[i] ? graph.outside[i] : graph.inside[i];
    for (const CutGraph::Edge& e : graph.edges)
        if (side[static_cast<size_t>(e.a)] != side[static_cast<size_t>(e.b)]) sum += e.cost;
    return sum;
}

TEST(MinimalCut, NoOtherSidesAreCheaper) {
    constexpr int kNodes = 9;
    for (uint64_t seed = 0; seed < 20; ++seed) {
        Random random(seed);
        CutGraph graph;
        for (int i = 0; i < kNodes; ++i) {
            graph.inside.push_back(random.uniform());
            graph.outside.push_back(random.uniform());
            for (int j = 0; j < i; ++j)
                if (random.chance(0.4)) graph.edges.push_back({i, j, 0.6 * random.uniform()});
        }
        double least = 1e9;
        for (unsigned sides = 0; sides < (1u << kNodes); ++sides) {
            std::vector<uint8_t> side(kNodes);
            for (size_t i = 0; i < kNodes; ++i) side[i] = (sides >> i) & 1;
            least = std::min(least, costOf(graph, side));
        }
        EXPECT_NEAR(costOf(graph, minimalCut(graph)), least, 1e-9);
    }
}

TEST(MinimalCut, WithoutEdgesEachNodeTakesItsCheaperSide) {
    EXPECT_EQ(minimalCut({{2, 1}, {1, 2}, {}}), (std::vector<uint8_t>{1, 0}));
    EXPECT_TRUE(minimalCut({}).empty());
}

}  // namespace
}  // namespace img2cadseq
