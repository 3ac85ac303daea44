#include "nn/point_graph.h"

#include <algorithm>
#include <cmath>
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

struct Axes {
    double variance[3] = {};  ///< least first
    Vec3 axis[3];
};

/// Of a symmetric matrix, by Jacobi's rotations.
Axes principalAxes(double (&m)[3][3]) {
    constexpr int kSweeps = 6;
    double turn[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (int sweep = 0; sweep < kSweeps; ++sweep)
        for (const auto& [p, q] : {std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)}) {
            if (std::abs(m[p][q]) < 1e-30) continue;
            const double ratio = (m[q][q] - m[p][p]) / (2.0 * m[p][q]);
            const double tangent = std::copysign(1.0, ratio) / (std::abs(ratio) + std::sqrt(ratio * ratio + 1.0));
            const double cosine = 1.0 / std::sqrt(tangent * tangent + 1.0), sine = tangent * cosine;
            for (int i = 0; i < 3; ++i) {
                const double a = m[i][p], b = m[i][q];
                m[i][p] = cosine * a - sine * b, m[i][q] = sine * a + cosine * b;
            }
            for (int i = 0; i < 3; ++i) {
                const double a = m[p][i], b = m[q][i];
                m[p][i] = cosine * a - sine * b, m[q][i] = sine * a + cosine * b;
                const double s = turn[i][p], t = turn[i][q];
                turn[i][p] = cosine * s - sine * t, turn[i][q] = sine * s + cosine * t;
            }
        }
    int order[3] = {0, 1, 2};
    std::sort(order, order + 3, [&](int a, int b) { return m[a][a] < m[b][b]; });
    Axes axes;
    for (int i = 0; i < 3; ++i) {
        axes.variance[i] = std::max(0.0, m[order[i]][order[i]]);
        axes.axis[i] = {turn[0][order[i]], turn[1][order[i]], turn[2][order[i]]};
    }
    return axes;
}

/// Sums over the neighbours so far, relative to the point.
struct Neighbours {
    Vec3 sum;
    double products[3][3] = {};
    int64_t count = 0;

    void add(const Vec3& r) {
        sum += r;
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j) products[i][j] += r[i] * r[j];
        ++count;
    }
    void describe(float*& vectors, float*& numbers) const {
        const auto n = static_cast<double>(count);
        const Vec3 middle = sum / n;
        double m[3][3];
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j) m[i][j] = products[i][j] / n - middle[i] * middle[j];
        const Axes axes = principalAxes(m);
        const double whole = std::max(axes.variance[0] + axes.variance[1] + axes.variance[2], 1e-12);
        *numbers++ = static_cast<float>(std::sqrt(axes.variance[0] / whole));
        *numbers++ = static_cast<float>(std::sqrt(axes.variance[1] / whole));
        for (const Vec3& axis : axes.axis) {
            const double along = dot(middle, axis);
            *numbers++ = static_cast<float>(std::abs(along) / std::sqrt(whole));
            for (int i = 0; i < 3; ++i) *vectors++ = static_cast<float>(along * axis[i]);
        }
    }
};

/// Takes one row into greatest values, whose they are, and sums. Nothing overlaps, so that it runs in vectors.
void compared(const float* __restrict value, int row, size_t width, float* __restrict greatest, int* __restrict which,
              float* __restrict sum) {
    for (size_t d = 0; d < width; ++d) {
        const bool more = value[d] > greatest[d];
        which[d] = more ? row : which[d];
        greatest[d] = more ? value[d] : greatest[d];
        sum[d] += value[d];
    }
}

class Reached : public torch::autograd::Function<Reached> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& given, const torch::Tensor& edges) {
        const torch::Tensor values = given.contiguous(), graph = edges.contiguous();
        const Sizes s(values, graph);
        torch::Tensor out = torch::empty({values.size(0), s.count, 2 * s.width}),
                      best = torch::empty({s.rows, s.width}, torch::kInt);
        const float* from = values.data_ptr<float>();
        const int64_t* edge = graph.data_ptr<int64_t>();
        const auto width = static_cast<size_t>(s.width);
        std::vector<float> greatest(width), sum(width);
        std::vector<int> which(width);
        for (int64_t row = 0; row < s.rows; ++row, edge += s.edges) {
            std::fill(greatest.begin(), greatest.end(), -std::numeric_limits<float>::infinity());
            std::fill(sum.begin(), sum.end(), 0.0f);
            std::fill(which.begin(), which.end(), 0);
            for (int64_t e = 0; e < s.edges; ++e) {
                const auto other = static_cast<int>(s.start(row) + edge[e]);
                compared(from + other * s.width, other, width, greatest.data(), which.data(), sum.data());
            }
            float* to = out.data_ptr<float>() + row * 2 * s.width;
            std::copy(greatest.begin(), greatest.end(), to);
            for (size_t d = 0; d < width; ++d) to[width + d] = sum[d] / static_cast<float>(s.edges);
            std::copy(which.begin(), which.end(), best.data_ptr<int>() + row * s.width);
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
    torch::Tensor graph = torch::empty({batch, count, k}, torch::kLong);
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

LocalShape localShape(const torch::Tensor& points, const torch::Tensor& around) {
    const torch::Tensor given = points.detach().contiguous(), graph = around.contiguous();
    const Sizes s(given, graph);
    LocalShape shape{torch::empty({given.size(0), s.count, LocalShape::kVectors, 3}),
                     torch::empty({given.size(0), s.count, LocalShape::kNumbers})};
    float *vectors = shape.vectors.data_ptr<float>(), *numbers = shape.numbers.data_ptr<float>();
    const float* from = given.data_ptr<float>();
    const int64_t* edge = graph.data_ptr<int64_t>();
    const auto place = [&](int64_t row) { return Vec3{from[3 * row], from[3 * row + 1], from[3 * row + 2]}; };
    for (int64_t row = 0; row < s.rows; ++row, edge += s.edges) {
        Neighbours near;
        for (int64_t e = 0; e < s.edges; ++e) {
            near.add(place(s.start(row) + edge[e]) - place(row));
            if (near.count == s.edges / 4 || near.count == s.edges / 2 || near.count == s.edges)
                near.describe(vectors, numbers);
        }
    }
    return shape;
}

torch::Tensor nearestFeatures(const torch::Tensor& features, const torch::Tensor& candidates, int64_t k) {
    const torch::Tensor rows = features.detach().contiguous(), given = candidates.contiguous();
    const Sizes s(rows, given);
    torch::Tensor graph = torch::empty({rows.size(0), s.count, k}, torch::kLong);
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
