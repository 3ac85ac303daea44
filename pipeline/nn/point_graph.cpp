#include "nn/point_graph.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "metrics/nearest.h"

namespace img2cadseq::nn {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

/// Sizes of values [B, N, D] over a graph [B, N, k].
struct Sizes {
    Sizes(const torch::Tensor& values, const torch::Tensor& graph)
        : count(values.size(1)), width(values.size(2)), edges(graph.size(2)), rows(values.size(0) * count) {}
    int64_t start(int64_t row) const { return row / count * count; }  ///< of the row's cloud
    int64_t count, width, edges, rows;
};

class Reached : public torch::autograd::Function<Reached> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& given, const torch::Tensor& edges) {
        const torch::Tensor values = given.contiguous(), graph = edges.contiguous();
        const Sizes s(values, graph);
        const torch::Tensor out = torch::empty({values.size(0), s.count, 2 * s.width}),
                            best = torch::empty({s.rows, s.width}, torch::kInt);
        const float* from = values.data_ptr<float>();
        const int64_t* edge = graph.data_ptr<int64_t>();
        for (int64_t row = 0; row < s.rows; ++row, edge += s.edges) {
            float* greatest = out.data_ptr<float>() + row * 2 * s.width;
            float* mean = greatest + s.width;
            int* which = best.data_ptr<int>() + row * s.width;
            std::fill_n(greatest, s.width, -std::numeric_limits<float>::infinity());
            std::fill_n(mean, s.width, 0.0f);
            std::fill_n(which, s.width, 0);
            for (int64_t e = 0; e < s.edges; ++e) {
                const auto other = static_cast<int>(s.start(row) + edge[e]);
                const float* value = from + other * s.width;
                for (int64_t d = 0; d < s.width; ++d) {
                    which[d] = value[d] > greatest[d] ? other : which[d];
                    greatest[d] = value[d] > greatest[d] ? value[d] : greatest[d];
                    mean[d] += value[d];
                }
            }
            for (int64_t d = 0; d < s.width; ++d) mean[d] /= static_cast<float>(s.edges);
        }
        context->save_for_backward({graph, best});
        return out;
    }

    static tensor_list backward(AutogradContext* context, tensor_list gradients) {
        const auto saved = context->get_saved_variables();
        const torch::Tensor &graph = saved[0], &best = saved[1];
        const torch::Tensor gradient = gradients[0].contiguous();
        const int64_t width = best.size(1);
        const torch::Tensor out = torch::zeros({gradient.size(0), gradient.size(1), width});
        const Sizes s(out, graph);
        float* to = out.data_ptr<float>();
        const int64_t* edge = graph.data_ptr<int64_t>();
        std::vector<float> share(static_cast<size_t>(width));
        for (int64_t row = 0; row < s.rows; ++row, edge += s.edges) {
            const float* greatest = gradient.data_ptr<float>() + row * 2 * width;
            const int* which = best.data_ptr<int>() + row * width;
            for (int64_t d = 0; d < width; ++d) {
                to[which[d] * width + d] += greatest[d];
                share[static_cast<size_t>(d)] = greatest[width + d] / static_cast<float>(s.edges);
            }
            for (int64_t e = 0; e < s.edges; ++e) {
                float* other = to + (s.start(row) + edge[e]) * width;
                for (int64_t d = 0; d < width; ++d) other[d] += share[static_cast<size_t>(d)];
            }
        }
        return {out, torch::Tensor()};
    }
};

}  // namespace

torch::Tensor nearestPoints(const torch::Tensor& points, int64_t k) {
    const torch::Tensor given = points.detach().contiguous();
    const int64_t batch = given.size(0), count = given.size(1);
    const torch::Tensor graph = torch::empty({batch, count, k}, torch::kLong);
    const float* at = given.data_ptr<float>();
    int64_t* to = graph.data_ptr<int64_t>();
    for (int64_t b = 0; b < batch; ++b, at += 3 * count) {
        std::vector<Vec3> cloud(static_cast<size_t>(count));
        for (int64_t i = 0; i < count; ++i) cloud[static_cast<size_t>(i)] = {at[3 * i], at[3 * i + 1], at[3 * i + 2]};
        const metrics::PointTree tree(cloud);
        for (int64_t i = 0; i < count; ++i) {
            // Where points coincide, the point itself need not come first.
            int64_t left = k;
            for (const metrics::Nearest& one : tree.nearest(cloud[static_cast<size_t>(i)], static_cast<size_t>(k + 1)))
                if (left > 0 && one.index != i) *to++ = one.index, --left;
        }
    }
    return graph;
}

torch::Tensor nearestFeatures(const torch::Tensor& features, const torch::Tensor& candidates, int64_t k) {
    const torch::Tensor rows = features.detach().contiguous(), given = candidates.contiguous();
    const Sizes s(rows, given);
    const torch::Tensor graph = torch::empty({rows.size(0), s.count, k}, torch::kLong);
    const float* from = rows.data_ptr<float>();
    const int64_t* edge = given.data_ptr<int64_t>();
    int64_t* to = graph.data_ptr<int64_t>();
    std::vector<std::pair<float, int64_t>> far(static_cast<size_t>(s.edges));
    for (int64_t row = 0; row < s.rows; ++row, edge += s.edges) {
        const float* own = from + row * s.width;
        for (int64_t e = 0; e < s.edges; ++e) {
            const float* other = from + (s.start(row) + edge[e]) * s.width;
            float sum = 0.0f;
            for (int64_t d = 0; d < s.width; ++d) sum += (own[d] - other[d]) * (own[d] - other[d]);
            far[static_cast<size_t>(e)] = {sum, edge[e]};
        }
        std::nth_element(far.begin(), far.begin() + (k - 1), far.end());
        for (int64_t e = 0; e < k; ++e) *to++ = far[static_cast<size_t>(e)].second;
    }
    return graph;
}

torch::Tensor reached(const torch::Tensor& values, const torch::Tensor& graph) { return Reached::apply(values, graph); }

}  // namespace img2cadseq::nn
