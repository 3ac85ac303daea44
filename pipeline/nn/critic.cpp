#include "nn/critic.h"

#include "core/error.h"
#include "nn/blocks.h"
#include "nn/precision.h"
#include "nn/safetensors.h"

namespace img2cadseq::nn {
namespace {

constexpr int64_t kNumberWidth = 48;
constexpr double kDropped = 0.2;  ///< of what the last layers read, in training

torch::Tensor bytes(const std::vector<uint8_t>& data, int64_t maps, int64_t side) {
    return torch::from_blob(const_cast<uint8_t*>(data.data()), {maps, side, side}, torch::kUInt8);
}

torch::Tensor shares(const torch::Tensor& bytes) { return bytes.to(torch::kFloat) / 255.0; }
torch::Tensor signedOnes(const torch::Tensor& bytes) { return (bytes.to(torch::kFloat) - 128.0) / 127.0; }

/// Fine maps [.., maps, 2 s, 2 s] as [.., 4 maps, s, s].
torch::Tensor folded(const torch::Tensor& fine) { return torch::pixel_unshuffle(fine, 2); }

struct Layer {
    int64_t from, to, stride;
};

/// Of the options' width.
std::vector<Layer> layersOf(int64_t w) {
    return {{kCriticChannels, w, 2}, {w, w, 1},         {w, 2 * w, 2},    {2 * w, 2 * w, 1},
            {2 * w, 3 * w, 2},       {3 * w, 3 * w, 1}, {3 * w, 3 * w, 1}};
}

}  // namespace

std::map<std::string, std::string> CriticOptions::metadata() const {
    return {{"network", "critic"}, {"width", std::to_string(width)}};
}

CriticOptions CriticOptions::fromMetadata(const std::map<std::string, std::string>& words) {
    try {
        return {std::stoll(words.at("width"))};
    } catch (const std::exception&) {
        throw Error(ErrorCode::BadWeights, "the weights do not say what network they are for",
                    "they are not critic weights of this program");
    }
}

CriticBatch criticBatch(const CriticPicture& picture, const std::vector<const CriticCandidate*>& candidates,
                        bool mirrored) {
    std::vector<torch::Tensor> coarse, fine, numbers;
    for (const CriticCandidate* one : candidates) {
        coarse.push_back(bytes(one->coarse, CriticCandidate::kCoarse, kCriticSide));
        fine.push_back(bytes(one->fine, CriticCandidate::kFine, kCriticFine));
        numbers.push_back(torch::from_blob(const_cast<float*>(one->numbers.data()), {kCriticNumbers}, torch::kFloat));
    }
    const auto count = static_cast<int64_t>(candidates.size());
    const torch::Tensor seen = bytes(picture.coarse, CriticPicture::kCoarse, kCriticSide);
    const torch::Tensor fineSeen = bytes(picture.fine, CriticPicture::kFine, kCriticFine);
    const torch::Tensor drawn = torch::stack(coarse);
    const torch::Tensor mask = shares(seen.slice(0, 0, 2)), depth = signedOnes(seen.slice(0, 2, 3)),
                        thickness = shares(seen.slice(0, 3, 4)), normal = signedOnes(seen.slice(0, 4, 7));
    const torch::Tensor hits = shares(drawn.slice(1, 0, 1)), drawnDepth = signedOnes(drawn.slice(1, 1, 2)),
                        drawnThickness = shares(drawn.slice(1, 2, 3)), drawnNormal = signedOnes(drawn.slice(1, 3, 6));
    const torch::Tensor there = (hits > 0).to(torch::kFloat), both = there * mask.slice(0, 0, 1);
    const torch::Tensor differences = torch::cat(
        {there - mask.slice(0, 0, 1), both * (drawnDepth - depth) * 4.0, both * (drawnThickness - thickness) * 8.0,
         both * (1.0 - (drawnNormal * normal).sum(1, true)), both * mask.slice(0, 1, 2)},
        1);
    const torch::Tensor finePicture =
        torch::cat({shares(fineSeen.slice(0, 0, 2)), signedOnes(fineSeen.slice(0, 2, 3))});
    const auto all = [&](const torch::Tensor& one) { return one.unsqueeze(0).expand({count, -1, -1, -1}); };
    torch::Tensor maps =
        torch::cat({all(torch::cat({mask, depth, thickness * 2.0, normal, folded(finePicture)})), hits * 2.0,
                    drawnDepth, drawnThickness * 2.0, drawnNormal, folded(shares(torch::stack(fine))), differences},
                   1);
    if (mirrored) {
        maps = maps.flip({3});
        // The normals' x changes sign; cells of 2 x 2 pixels are mirrored within.
        maps.select(1, 4).neg_();
        constexpr int64_t kFineFrom = CriticPicture::kCoarse, kFineCount = 4 * CriticPicture::kFine,
                          kDrawn = kFineFrom + kFineCount, kDrawnFine = kDrawn + CriticCandidate::kCoarse;
        maps.select(1, kDrawn + 3).neg_();
        const torch::Tensor order = torch::tensor({1, 0, 3, 2}, torch::kLong);
        for (int64_t from = kFineFrom; from < kDrawn; from += 4)
            maps.slice(1, from, from + 4) = maps.slice(1, from, from + 4).index_select(1, order);
        maps.slice(1, kDrawnFine, kDrawnFine + 4) = maps.slice(1, kDrawnFine, kDrawnFine + 4).index_select(1, order);
    }
    return {maps, torch::stack(numbers)};
}

CriticImpl::CriticImpl(const CriticOptions& o) : options_(o) {
    for (const Layer& l : layersOf(o.width)) {
        convolutions_->push_back(
            torch::nn::Conv2d(torch::nn::Conv2dOptions(l.from, l.to, 3).stride(l.stride).padding(1).bias(false)));
        norms_->push_back(torch::nn::GroupNorm(torch::nn::GroupNormOptions(4, l.to)));
    }
    register_module("convolutions", convolutions_);
    register_module("norms", norms_);
    numbersIn_ = register_module("numbersIn", perceptron(kCriticNumbers, kNumberWidth, kNumberWidth));
    out_ = register_module("out", perceptron(2 * 3 * o.width + kNumberWidth, 3 * o.width, 1));
}

torch::Tensor CriticImpl::forward(const CriticBatch& batch) {
    torch::Tensor x = batch.maps.contiguous(torch::MemoryFormat::ChannelsLast);
    for (size_t i = 0; i < convolutions_->size(); ++i) {
        torch::Tensor y = convolutions_[i]->as<torch::nn::Conv2d>()->forward(x);
        y = torch::relu(norms_[i]->as<torch::nn::GroupNorm>()->forward(y));
        x = y.sizes() == x.sizes() ? x + y : y;
    }
    const NoAutocast exact;
    const torch::Tensor cells = x.flatten(2).to(torch::kFloat);
    torch::Tensor all = torch::cat({cells.mean(2), cells.amax(2), numbersIn_->forward(batch.numbers)}, 1);
    all = torch::dropout(all, kDropped, is_training());
    return out_->forward(all).squeeze(1);
}

Critic loadCritic(const std::filesystem::path& weights) {
    const Safetensors file(weights);
    if (!file.metadata().contains("network") || file.metadata().at("network") != "critic")
        throw Error(ErrorCode::BadWeights, weights.string() + ": these are not critic weights",
                    "name a file that `img2cadseq-train critic` wrote");
    Critic critic(CriticOptions::fromMetadata(file.metadata()));
    loadModule(*critic, file);
    critic->eval();
    return critic;
}

}  // namespace img2cadseq::nn
