#include "nn/ua_dgcnn.h"

#include "core/error.h"
#include "nn/axis_profiles.h"
#include "nn/point_graph.h"

namespace img2cadseq::nn {
namespace {

constexpr int64_t kEdgeNumbers = 5;  ///< relative position by the local scale, its length, logarithm of the scale
constexpr int64_t kGiven = LocalShape::kNumbers + AxisProfiles::kNumbers;  ///< numbers of a point beside its edges
/// Shares of the local shape's vectors and of the ways along the axes, displacement beside them, logarithm of the
/// deviation, importance.
constexpr int64_t kOutputs = LocalShape::kVectors + AxisProfiles::kWays + 5;
constexpr double kLeastScale = 1e-4;

/// [B, N, D] at [B, N, k] -> [B, N, k, D]
torch::Tensor gathered(const torch::Tensor& x, const torch::Tensor& index) {
    const int64_t batch = x.size(0), count = x.size(1), width = x.size(2);
    const torch::Tensor start = (torch::arange(batch) * count).view({batch, 1, 1});
    return x.reshape({batch * count, width}).index_select(0, (index + start).view(-1)).view({batch, count, -1, width});
}

/// h + relu(norm(A h_i + [max_j, mean_j] (B h_j + C (x_j - x_i)))): over edges that are linear in what they join.
class EdgeConvImpl : public torch::nn::Module {
public:
    explicit EdgeConvImpl(int64_t width)
        : own_(register_module("own", Project(width, width))),
          other_(register_module("other", Project(width, width))),
          place_(register_module("place", Project(3, width))),
          mixed_(register_module("mixed", Project(2 * width, width))),
          norm_(register_module("norm", Norm(width))) {}
    /// `places`: positions in units of the distance between neighbours.
    torch::Tensor forward(const torch::Tensor& h, const torch::Tensor& places, const torch::Tensor& graph) {
        const torch::Tensor from = place_(places);
        const torch::Tensor edges = reached(other_(h) + from, graph) - torch::cat({from, from}, -1);
        return h + torch::relu(norm_(own_(h) + mixed_(edges)));
    }

private:
    Project own_, other_, place_, mixed_;
    Norm norm_;
};

}  // namespace

std::map<std::string, std::string> UaDgcnnOptions::metadata() const {
    return {{"network", "ua-dgcnn"},
            {"width", std::to_string(width)},
            {"neighbours", std::to_string(neighbours)},
            {"layers", std::to_string(layers)}};
}

UaDgcnnOptions UaDgcnnOptions::fromMetadata(const std::map<std::string, std::string>& words) {
    try {
        return {std::stoll(words.at("width")), std::stoll(words.at("neighbours")), std::stoll(words.at("layers"))};
    } catch (const std::exception&) {
        throw Error(ErrorCode::BadWeights, "the weights do not say what network they are for",
                    "they are not UA-DGCNN weights of this program");
    }
}

UaDgcnnImpl::UaDgcnnImpl(const UaDgcnnOptions& o)
    : options_(o),
      edge_(register_module("edge", torch::nn::Sequential(torch::nn::Linear(kEdgeNumbers, o.width), torch::nn::ReLU(),
                                                          torch::nn::Linear(o.width, o.width)))),
      head_(register_module("head", torch::nn::Sequential(torch::nn::Linear(2 * o.width + kGiven, o.width),
                                                          torch::nn::SiLU(), torch::nn::Linear(o.width, o.width),
                                                          torch::nn::SiLU(), torch::nn::Linear(o.width, kOutputs)))),
      into_(register_module("into", Project(2 * o.width + kGiven, o.width))),
      whole_(register_module("whole", Project(2 * o.width, o.width))),
      norm_(register_module("norm", Norm(o.width))) {
    for (int64_t i = 1; i < o.layers; ++i) layers_->push_back(std::make_shared<EdgeConvImpl>(o.width));
    register_module("layers", layers_);
    // Points stay where they are to begin with: the first steps would push them back there, and units with them.
    torch::NoGradGuard guard;
    for (torch::Tensor& last : head_->ptr(head_->size() - 1)->parameters()) last.zero_();
}

RefinedPoints UaDgcnnImpl::forward(const torch::Tensor& points) {
    const torch::Tensor around = nearestPoints(points, 2 * options_.neighbours);
    const torch::Tensor near = around.slice(2, 0, options_.neighbours).contiguous(),
                        wide = around.slice(2, 0, around.size(2), 2).contiguous();
    const LocalShape shape = localShape(points, around);
    const torch::Tensor relative = gathered(points, near) - points.unsqueeze(2);
    const torch::Tensor length = relative.norm(2, -1, true);
    const torch::Tensor scale = length.mean(2, true).clamp_min(kLeastScale);
    const torch::Tensor spacing = scale.mean({1, 2, 3});
    const AxisProfiles profiles = axisProfiles(points, spacing);
    const torch::Tensor given = torch::cat({shape.numbers, profiles.numbers}, -1);
    const torch::Tensor edges =
        edge_->forward(torch::cat({relative / scale, length / scale, scale.log().expand_as(length)}, -1));
    torch::Tensor h =
        torch::silu(into_(torch::cat({std::get<0>(edges.max(2)), torch::relu(edges).mean(2), given}, -1)));
    const torch::Tensor places = points / spacing.view({-1, 1, 1});
    for (size_t i = 0; i < layers_->size(); ++i) {
        const bool dynamic = i + 1 == layers_->size();
        h = layers_[i]->as<EdgeConvImpl>()->forward(h, places,
                                                    dynamic ? nearestFeatures(h, around, options_.neighbours) : wide);
    }
    h = norm_(h);
    const torch::Tensor whole = torch::silu(whole_(torch::cat({std::get<0>(h.max(1, true)), h.mean(1, true)}, -1)));
    const torch::Tensor out = head_->forward(torch::cat({h, whole.expand_as(h), given}, -1)).to(torch::kFloat);
    const torch::Tensor local = scale.squeeze(2);
    constexpr int64_t kVectors = LocalShape::kVectors, kWays = AxisProfiles::kWays, kRest = kVectors + kWays;
    const torch::Tensor along = (out.slice(2, 0, kVectors).unsqueeze(-1) * shape.vectors).sum(2);
    const torch::Tensor axes =
        (out.slice(2, kVectors, kRest) * profiles.ways).view({out.size(0), out.size(1), 3, kWays / 3}).sum(-1);
    return {along + axes + out.slice(2, kRest, kRest + 3) * local,
            out.select(2, kRest + 3).clamp(-6, 3).exp() * local.squeeze(-1), out.select(2, kRest + 4)};
}

}  // namespace img2cadseq::nn
