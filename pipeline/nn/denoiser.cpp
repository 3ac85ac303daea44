#include "nn/denoiser.h"

#include "core/error.h"
#include "nn/precision.h"
#include "nn/safetensors.h"

namespace img2cadseq::nn {
namespace {

using codes::kBlocks;
using codes::kFirstLoopSlot;
using codes::kSlots;

/// One layer of the denoiser: slots among themselves, slots to the cloud, slots to the picture (decoupled
/// cross-attention: Ye et al., IP-Adapter, 2023), each slot alone.
class LayerImpl : public torch::nn::Module {
public:
    explicit LayerImpl(const DenoiserOptions& o)
        : self(register_module("self", SelfAttention(o.width, o.heads))),
          cross(register_module("cross", CrossAttention(o.width, o.heads))),
          feed(register_module("feed", FeedForward(o.width, 4 * o.width))) {
        if (o.pictureWidth > 0) look = register_module("look", CrossAttention(o.width, o.heads, 0.0));
    }
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& cloud, const torch::Tensor& picture) {
        const torch::Tensor told = cross(self(x), cloud);
        return feed(picture.size(1) > 0 ? look(told, picture) : told);
    }

    SelfAttention self;
    CrossAttention cross, look{nullptr};
    FeedForward feed;
};

class EncoderLayerImpl : public torch::nn::Module {
public:
    explicit EncoderLayerImpl(const DenoiserOptions& o)
        : self(register_module("self", SelfAttention(o.width, o.heads))),
          feed(register_module("feed", FeedForward(o.width, 4 * o.width))) {}
    torch::Tensor forward(const torch::Tensor& x) { return feed(self(x)); }

    SelfAttention self;
    FeedForward feed;
};

/// One code's logits from the slot's state and from what the slot's codes before it add up to.
class CodeHeadImpl : public torch::nn::Module {
public:
    CodeHeadImpl(int64_t width, int64_t before)
        : state(register_module("state", Project(width, width))),
          past(register_module("past", Project(before, width))),
          norm(register_module("norm", Norm(width))),
          out(register_module("out", Project(width, codes::kCodebook, 0.3))) {}
    torch::Tensor forward(const torch::Tensor& hidden, const torch::Tensor& before) {
        return out(torch::relu(norm(state(hidden) + past(before))));
    }

    Project state, past;
    Norm norm;
    Project out;
};

constexpr int64_t kDetails = 96;  ///< channels at 8 x 8, of which each patch has 2 x 2

torch::Tensor small(torch::IntArrayRef shape) { return 0.02 * torch::randn(shape); }

/// Of [N, S, K, L] the entry `index` [N, S] along K.
torch::Tensor pick(const torch::Tensor& sums, const torch::Tensor& index) {
    const torch::Tensor wide = index.unsqueeze(-1).unsqueeze(-1).expand({-1, -1, 1, sums.size(3)});
    return sums.gather(2, wide).squeeze(2);
}

}  // namespace

std::map<std::string, std::string> DenoiserOptions::metadata() const {
    return {{"network", "diffusion"},           {"width", std::to_string(width)},
            {"heads", std::to_string(heads)},   {"encoderLayers", std::to_string(encoderLayers)},
            {"layers", std::to_string(layers)}, {"pictureWidth", std::to_string(pictureWidth)}};
}

DenoiserOptions DenoiserOptions::fromMetadata(const std::map<std::string, std::string>& words) {
    try {
        const auto picture = words.find("pictureWidth");
        return {std::stoll(words.at("width")), std::stoll(words.at("heads")), std::stoll(words.at("encoderLayers")),
                std::stoll(words.at("layers")), picture == words.end() ? 0 : std::stoll(picture->second)};
    } catch (const std::exception&) {
        throw Error(ErrorCode::BadWeights, "the weights do not say what network they are for",
                    "they are not diffusion weights of this program");
    }
}

ConditionEncoderImpl::ConditionEncoderImpl(const DenoiserOptions& o) {
    const int64_t pixels = CloudInput::kChannels * kPatch * kPatch;
    patches_ = register_module("patches", torch::nn::Sequential(torch::nn::Linear(pixels, o.width), torch::nn::ReLU(),
                                                                torch::nn::Linear(o.width, o.width)));
    const auto halved = [](int64_t in, int64_t out) {
        return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 3).stride(2).padding(1));
    };
    details_ = register_module(
        "details", torch::nn::Sequential(halved(CloudInput::kChannels, 32), torch::nn::ReLU(), halved(32, 64),
                                         torch::nn::ReLU(), halved(64, kDetails), torch::nn::ReLU()));
    detailsOut_ = register_module("detailsOut", torch::nn::Linear(4 * kDetails, o.width));
    bins_ = register_module("bins", torch::nn::Sequential(torch::nn::Linear(CloudInput::kBins, o.width),
                                                          torch::nn::ReLU(), torch::nn::Linear(o.width, o.width)));
    places_ = register_parameter("places", small({1, kTokens, o.width}));
    for (int64_t i = 0; i < o.encoderLayers; ++i) layers_->push_back(std::make_shared<EncoderLayerImpl>(o));
    register_module("layers", layers_);
}

torch::Tensor ConditionEncoderImpl::forward(const torch::Tensor& planes, const torch::Tensor& histograms) {
    constexpr int64_t kAcross = CloudInput::kSide / kPatch, kChannels = CloudInput::kChannels;
    const int64_t batch = planes.size(0), patchCount = 3 * kAcross * kAcross;
    const torch::Tensor cut =
        planes.view({batch, 3, kChannels, kAcross, kPatch, kAcross, kPatch}).permute({0, 1, 3, 5, 2, 4, 6});
    const torch::Tensor patches = patches_->forward(cut.reshape({batch, patchCount, kChannels * kPatch * kPatch}));
    const torch::Tensor seen =
        details_->forward(planes.flatten(0, 1)).view({batch, 3, kDetails, kAcross, 2, kAcross, 2});
    const torch::Tensor details =
        detailsOut_(seen.permute({0, 1, 3, 5, 2, 4, 6}).reshape({batch, patchCount, 4 * kDetails}));
    torch::Tensor x = torch::cat({patches + details, bins_->forward(histograms)}, 1) + places_;
    x = lowered(x);
    for (const auto& layer : *layers_) x = layer->as<EncoderLayerImpl>()->forward(x);
    return x;
}

PictureEncoderImpl::PictureEncoderImpl(const DenoiserOptions& o)
    : tokens_(register_module("tokens", Project(o.pictureWidth, o.width))),
      rays_(register_module("rays", perceptron(PictureCondition::kRay, o.width, o.width))),
      norm_(register_module("norm", Norm(o.width))) {}

torch::Tensor PictureEncoderImpl::forward(const torch::Tensor& tokens, const torch::Tensor& rays) {
    return norm_(tokens_(tokens) + rays_->forward(rays));
}

ConditionTensors ConditionTensors::to(torch::Device device) const {
    ConditionTensors out{planes.to(device), histograms.to(device), {}, {}, {}};
    if (tokens.defined())
        out.tokens = tokens.to(device), out.rays = rays.to(device), out.pictured = pictured.to(device);
    return out;
}

ConditionTensors conditionTensors(const Evidence& evidence, const Similarity& pose) {
    const CloudInput input = cloudInput(evidence, pose);
    ConditionTensors out{planeTensor(input), histogramTensor(input), {}, {}, {}};
    if (!evidence.tokens || evidence.tokens->across == 0) return out;
    const PictureCondition picture = pictureCondition(*evidence.tokens, *evidence.camera, pose);
    out.tokens = torch::tensor(picture.tokens).view({1, PictureCondition::kTokens, -1});
    out.rays = torch::tensor(picture.rays).view({1, PictureCondition::kTokens, PictureCondition::kRay});
    out.pictured = torch::ones({1}, torch::kBool);
    return out;
}

torch::Tensor planeTensor(const CloudInput& input) {
    return torch::tensor(input.planes).view({1, 3, CloudInput::kChannels, CloudInput::kSide, CloudInput::kSide});
}

torch::Tensor histogramTensor(const CloudInput& input) {
    return torch::tensor(input.histograms).view({1, 3, CloudInput::kBins});
}

TreeLatents treeLatents(Codec& codec, const torch::Tensor& trees) {
    torch::NoGradGuard guard;
    const torch::Tensor blocks = trees.slice(1, 1, kFirstLoopSlot),
                        loops = trees.slice(1, kFirstLoopSlot, trees.size(1));
    constexpr int64_t kPatchEnd = 1 + codes::kPatchCodes;
    return {trees, codec->block->quantiser->prefixes(blocks.slice(2, 1, 1 + codes::kBlockCodes)),
            codec->patch->quantiser->prefixes(loops.slice(2, 1, kPatchEnd)),
            codec->curve->quantiser->prefixes(loops.slice(2, kPatchEnd, kPatchEnd + codes::kCurveCodes))};
}

DenoiserImpl::DenoiserImpl(const DenoiserOptions& o)
    : options_(o),
      encoder_(register_module("encoder", ConditionEncoder(o))),
      norm_(register_module("norm", Norm(o.width))),
      structureHead_(register_module("structureHead", Project(o.width, codes::kStructures, 0.3))) {
    constexpr int64_t kBlock = CodecImpl::kBlockLatent, kPatch = CodecImpl::kPatchLatent,
                      kCurve = CodecImpl::kCurveLatent;
    if (o.pictureWidth > 0) pictureEncoder_ = register_module("picture", PictureEncoder(o));
    null_ = register_parameter("nothing", small({1, ConditionEncoderImpl::kTokens, o.width}));
    slots_ = register_parameter("slots", small({1, kSlots, o.width}));
    structures_ = register_parameter("structures", small({codes::kStructures + 1, o.width}));
    knownCounts_ = register_parameter("knownCounts", small({codes::kAttributes + 1, o.width}));
    headStructures_ = register_parameter("headStructures", small({codes::kStructures, o.width}));
    blockIn_ = register_module("blockIn", perceptron(kBlock, o.width, o.width));
    patchIn_ = register_module("patchIn", perceptron(kPatch, o.width, o.width));
    curveIn_ = register_module("curveIn", perceptron(kCurve, o.width, o.width));
    for (int64_t i = 0; i < o.layers; ++i) layers_->push_back(std::make_shared<LayerImpl>(o));
    register_module("layers", layers_);
    for (int64_t i = 0; i < codes::kBlockCodes; ++i)
        codeHeads_->push_back(std::make_shared<CodeHeadImpl>(o.width, kBlock));
    for (int64_t i = 0; i < codes::kLoopCodes; ++i)
        codeHeads_->push_back(std::make_shared<CodeHeadImpl>(o.width, kPatch + kCurve));
    register_module("codeHeads", codeHeads_);
    blockCorrection_ = register_module("blockCorrection", perceptron(o.width + kBlock, o.width, 2));
    patchCorrection_ =
        register_module("patchCorrection", perceptron(o.width + kPatch, o.width, codes::PatchFeature::kSize));
}

torch::Tensor DenoiserImpl::encode(const ConditionTensors& given) {
    const torch::Tensor cloud = encoder_(given.planes, given.histograms);
    if (!given.tokens.defined() || options_.pictureWidth == 0) return cloud;
    if (given.tokens.size(2) != options_.pictureWidth)
        throw Error(ErrorCode::BadWeights, "the weights of lifter and diffusion do not belong together",
                    "take both from one release");
    const torch::Tensor picture = pictureEncoder_(given.tokens, given.rays) * given.pictured.view({-1, 1, 1});
    return torch::cat({cloud, picture.to(cloud.dtype())}, 1);
}

torch::Tensor DenoiserImpl::withheld(const torch::Tensor& memory, const torch::Tensor& noCloud,
                                     const torch::Tensor& noPicture) {
    constexpr int64_t kCloud = ConditionEncoderImpl::kTokens;
    const torch::Tensor cloud =
        torch::where(noCloud.view({-1, 1, 1}), null_.to(memory.dtype()), memory.slice(1, 0, kCloud));
    return torch::cat({cloud, memory.slice(1, kCloud) * noPicture.logical_not().view({-1, 1, 1})}, 1);
}

torch::Tensor DenoiserImpl::nothing(int64_t tokens) const {
    return torch::constant_pad_nd(null_, {0, 0, 0, tokens - null_.size(1)});
}

torch::Tensor DenoiserImpl::embed(const TreeLatents& l, const torch::Tensor& known) {
    const torch::Tensor token =
        torch::where(known > 0, l.trees.select(2, 0), torch::full({}, codes::kStructures, l.trees.options()));
    const int64_t count = known.size(1);
    const torch::Tensor base =
        slots_.slice(1, 0, count) + torch::embedding(structures_, token) + torch::embedding(knownCounts_, known);
    const torch::Tensor knownBlock = known.slice(1, 1, kFirstLoopSlot),
                        knownLoop = known.slice(1, kFirstLoopSlot, count);
    const torch::Tensor block = blockIn_->forward(pick(l.block, (knownBlock - 1).clamp(0, codes::kBlockCodes)));
    const torch::Tensor patch = patchIn_->forward(pick(l.patch, (knownLoop - 1).clamp(0, codes::kPatchCodes)));
    const torch::Tensor curve =
        curveIn_->forward(pick(l.curve, (knownLoop - 1 - codes::kPatchCodes).clamp(0, codes::kCurveCodes)));
    const torch::Tensor start = torch::zeros_like(base.slice(1, 0, 1));
    return base + torch::cat({start, block.to(base.dtype()), (patch + curve).to(base.dtype())}, 1);
}

torch::Tensor DenoiserImpl::hidden(const TreeLatents& latents, const torch::Tensor& known,
                                   const torch::Tensor& memory) {
    torch::Tensor x = lowered(embed(latents, known));
    const torch::Tensor read = lowered(memory), cloud = read.slice(1, 0, ConditionEncoderImpl::kTokens),
                        picture = read.slice(1, ConditionEncoderImpl::kTokens);
    for (const auto& layer : *layers_) x = layer->as<LayerImpl>()->forward(x, cloud, picture);
    return norm_(x);
}

torch::Tensor DenoiserImpl::blockLogits(const torch::Tensor& hidden, const torch::Tensor& before, int64_t depth) {
    return codeHeads_[static_cast<size_t>(depth)]->as<CodeHeadImpl>()->forward(hidden, before);
}

torch::Tensor DenoiserImpl::loopLogits(const torch::Tensor& hidden, const torch::Tensor& structure,
                                       const torch::Tensor& patch, const torch::Tensor& curve, int64_t index) {
    auto* head = codeHeads_[static_cast<size_t>(codes::kBlockCodes + index)]->as<CodeHeadImpl>();
    return head->forward(hidden + torch::embedding(headStructures_, structure), torch::cat({patch, curve}, 1));
}

torch::Tensor DenoiserImpl::blockCorrections(const torch::Tensor& hidden, const torch::Tensor& latent) {
    return 0.05 * blockCorrection_->forward(torch::cat({hidden, latent.to(hidden.dtype())}, 1));
}

torch::Tensor DenoiserImpl::patchCorrections(const torch::Tensor& hidden, const torch::Tensor& structure,
                                             const torch::Tensor& latent) {
    const torch::Tensor state = hidden + torch::embedding(headStructures_, structure);
    return 0.05 * patchCorrection_->forward(torch::cat({state, latent.to(state.dtype())}, 1));
}

Denoiser loadDenoiser(const std::filesystem::path& weights) {
    const Safetensors file(weights);
    Denoiser denoiser(DenoiserOptions::fromMetadata(file.metadata()));
    loadModule(*denoiser, file);
    denoiser->eval();
    return denoiser;
}

}  // namespace img2cadseq::nn
