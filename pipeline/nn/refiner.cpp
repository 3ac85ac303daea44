#include "nn/refiner.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "nn/safetensors.h"
#include "nn/ua_dgcnn.h"

namespace img2cadseq::nn {
namespace {

constexpr float kSureWithin = 0.01f;  ///< expected distance at which confidence is one half

/// Positions without repetition: clouds that were brought up to a number of points name many of them twice.
struct Places {
    explicit Places(const std::vector<Vec3f>& positions) : of(positions.size()) {
        std::vector<size_t> order(positions.size());
        std::iota(order.begin(), order.end(), 0);
        const auto key = [&](size_t i) { return std::tuple(positions[i].x, positions[i].y, positions[i].z); };
        std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return key(a) < key(b); });
        std::vector<size_t> leader(positions.size());
        for (size_t i = 0; i < order.size(); ++i)
            leader[order[i]] = i > 0 && key(order[i]) == key(order[i - 1]) ? leader[order[i - 1]] : order[i];
        for (size_t i = 0; i < positions.size(); ++i) {
            of[i] = leader[i] == i ? first.size() : of[leader[i]];
            if (leader[i] == i) first.push_back(i);
        }
    }
    std::vector<size_t> first;  ///< points that each stand for a place
    std::vector<size_t> of;     ///< the place of each point
};

template <class Value>
std::vector<Value> picked(const std::vector<Value>& values, const std::vector<size_t>& order) {
    std::vector<Value> out;
    if (values.empty()) return out;
    for (const size_t i : order) out.push_back(values[i]);
    return out;
}

}  // namespace

struct Refiner::Data {
    UaDgcnn network{nullptr};
};

Refiner::Refiner(const std::filesystem::path& file) : data_(std::make_unique<Data>()) {
    const torch::InferenceMode noGradients;
    const Safetensors weights(file);
    data_->network = UaDgcnn(UaDgcnnOptions::fromMetadata(weights.metadata()));
    loadModule(*data_->network, weights);
    data_->network->eval();
}
Refiner::~Refiner() = default;

PointCloud Refiner::refined(PointCloud cloud) const {
    const Places places(cloud.positions);
    const auto count = static_cast<int64_t>(places.first.size());
    if (count <= data_->network->leastPoints()) return cloud;
    const torch::InferenceMode noGradients;
    torch::Tensor points = torch::empty({1, count, 3});
    float* to = points.data_ptr<float>();
    for (const size_t i : places.first)
        for (int a = 0; a < 3; ++a) *to++ = cloud.positions[i][a];
    const RefinedPoints out = data_->network->forward(points);
    const torch::Tensor moved = (points + out.displacement).contiguous(),
                        sure = (kSureWithin / (kSureWithin + out.deviation)).contiguous(),
                        importance = torch::sigmoid(out.importance).contiguous();
    const bool doubted = !cloud.confidence.empty();
    cloud.confidence.resize(cloud.size());
    cloud.importance.resize(cloud.size());
    for (size_t i = 0; i < cloud.size(); ++i) {
        const size_t place = places.of[i];
        for (int a = 0; a < 3; ++a) cloud.positions[i][a] = moved.data_ptr<float>()[3 * place + static_cast<size_t>(a)];
        cloud.importance[i] = importance.data_ptr<float>()[place];
        if (!doubted) cloud.confidence[i] = sure.data_ptr<float>()[place];
    }
    return cloud;
}

PointCloud mixtureResampled(const PointCloud& cloud, size_t count, const MixtureOptions& options, Random random) {
    const size_t size = cloud.size();
    std::vector<double> weight(size, 1.0);
    for (size_t i = 0; i < cloud.importance.size(); ++i) weight[i] = std::exp(options.beta * cloud.importance[i]);
    const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
    // The least exponential waiting times are a draw without replacement (Efraimidis and Spirakis 2006).
    std::vector<double> wait(size);
    for (size_t i = 0; i < size; ++i) {
        const double p = options.lambda * weight[i] / sum + (1.0 - options.lambda) / static_cast<double>(size);
        wait[i] = -std::log(1.0 - random.uniform()) / std::max(p, 1e-300);
    }
    std::vector<size_t> order(size);
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return wait[a] < wait[b]; });
    order.resize(std::min(count, size));
    std::sort(order.begin(), order.end());
    return {picked(cloud.positions, order), picked(cloud.normals, order), picked(cloud.confidence, order),
            picked(cloud.importance, order), picked(cloud.seen, order)};
}

}  // namespace img2cadseq::nn
