// Gradient-boosted trees of depth three on binned features, logistic loss.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "synth/statistics.h"

namespace img2cadseq::synth {
namespace {

constexpr int kBins = 32, kRounds = 120, kDepth = 3;
constexpr double kRate = 0.15, kLeafPrior = 4.0;

struct Rows {
    std::vector<std::vector<uint8_t>> bins;  ///< [row][feature]
    std::vector<double> label, score;
};

struct Node {
    size_t feature = 0;
    int bin = -1;  ///< goes right where the row's bin is above; -1: a leaf
    double value = 0.0;
    size_t left = 0, right = 0;
};

class Booster {
public:
    explicit Booster(Rows& rows, size_t features) : rows_(rows), gains_(features, 0.0) {}

    std::vector<Node> grow() {
        gradient_.resize(rows_.label.size());
        weight_.resize(rows_.label.size());
        for (size_t i = 0; i < gradient_.size(); ++i) {
            const double p = 1.0 / (1.0 + std::exp(-rows_.score[i]));
            gradient_[i] = rows_.label[i] - p;
            weight_[i] = p * (1.0 - p);
        }
        tree_.clear();
        std::vector<size_t> all(rows_.label.size());
        std::iota(all.begin(), all.end(), size_t{0});
        split(all, kDepth);
        return tree_;
    }
    const std::vector<double>& gains() const { return gains_; }

private:
    static double worth(double g, double h) { return g * g / (h + kLeafPrior); }

    size_t split(const std::vector<size_t>& members, int depth) {
        const size_t here = tree_.size();
        tree_.push_back({});
        double g = 0.0, h = 0.0;
        for (const size_t i : members) g += gradient_[i], h += weight_[i];
        tree_[here].value = kRate * g / (h + kLeafPrior);
        if (depth == 0) return here;
        double best = 1e-3;
        for (size_t f = 0; f < gains_.size(); ++f) bestCut(members, f, g, h, best, tree_[here]);
        if (tree_[here].bin < 0) return here;
        gains_[tree_[here].feature] += best;
        std::vector<size_t> low, high;
        for (const size_t i : members) (rows_.bins[i][tree_[here].feature] > tree_[here].bin ? high : low).push_back(i);
        const size_t left = split(low, depth - 1), right = split(high, depth - 1);
        tree_[here].left = left;
        tree_[here].right = right;
        return here;
    }

    void bestCut(const std::vector<size_t>& members, size_t f, double g, double h, double& best, Node& node) const {
        double sums[kBins] = {}, weights[kBins] = {};
        for (const size_t i : members) {
            sums[rows_.bins[i][f]] += gradient_[i];
            weights[rows_.bins[i][f]] += weight_[i];
        }
        double gl = 0.0, hl = 0.0;
        for (int b = 0; b + 1 < kBins; ++b) {
            gl += sums[b];
            hl += weights[b];
            const double gain = worth(gl, hl) + worth(g - gl, h - hl) - worth(g, h);
            if (gain > best) {
                best = gain;
                node.feature = f;
                node.bin = b;
            }
        }
    }

    Rows& rows_;
    std::vector<double> gains_, gradient_, weight_;
    std::vector<Node> tree_;
};

double value(const std::vector<Node>& tree, const std::vector<uint8_t>& row) {
    size_t at = 0;
    while (tree[at].bin >= 0) at = row[tree[at].feature] > tree[at].bin ? tree[at].right : tree[at].left;
    return tree[at].value;
}

/// Share of pairs (ours, theirs) that the score orders rightly; ties count half.
double areaUnderCurve(const Rows& rows) {
    std::vector<size_t> order(rows.label.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return rows.score[a] < rows.score[b]; });
    double below = 0.0, pairs = 0.0, ours = 0.0, theirs = 0.0;
    for (size_t i = 0; i < order.size();) {
        double mine = 0.0, other = 0.0;
        size_t k = i;
        for (; k < order.size() && rows.score[order[k]] == rows.score[order[i]]; ++k)
            (rows.label[order[k]] > 0.5 ? mine : other) += 1.0;
        pairs += mine * (below + 0.5 * other);
        below += other;
        ours += mine;
        theirs += other;
        i = k;
    }
    return ours * theirs > 0.0 ? pairs / (ours * theirs) : 0.5;
}

}  // namespace

double separability(const FeatureTable& ours, const FeatureTable& theirs, std::vector<size_t>* important) {
    const size_t features = featureNames().size();
    FeatureTable both = ours;
    both.insert(both.end(), theirs.begin(), theirs.end());
    std::vector<std::vector<double>> edges(features);
    for (size_t f = 0; f < features; ++f)
        for (int b = 1; b < kBins; ++b) edges[f].push_back(quantile(both, f, static_cast<double>(b) / kBins));
    Rows train, test;
    const auto add = [&](const FeatureTable& table, double label) {
        for (size_t i = 0; i < table.size(); ++i) {
            std::vector<uint8_t> bins;
            for (size_t f = 0; f < features; ++f)
                bins.push_back(static_cast<uint8_t>(std::lower_bound(edges[f].begin(), edges[f].end(), table[i][f]) -
                                                    edges[f].begin()));
            Rows& rows = i % 2 == 0 ? train : test;
            rows.bins.push_back(bins);
            rows.label.push_back(label);
            rows.score.push_back(0.0);
        }
    };
    add(ours, 1.0);
    add(theirs, 0.0);
    Booster booster(train, features);
    for (int round = 0; round < kRounds; ++round) {
        const std::vector<Node> tree = booster.grow();
        for (size_t i = 0; i < train.bins.size(); ++i) train.score[i] += value(tree, train.bins[i]);
        for (size_t i = 0; i < test.bins.size(); ++i) test.score[i] += value(tree, test.bins[i]);
    }
    if (important) {
        important->resize(features);
        std::iota(important->begin(), important->end(), size_t{0});
        std::sort(important->begin(), important->end(),
                  [&](size_t a, size_t b) { return booster.gains()[a] > booster.gains()[b]; });
    }
    return areaUnderCurve(test);
}

}  // namespace img2cadseq::synth
