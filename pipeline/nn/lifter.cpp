#include "nn/lifter.h"

#include <algorithm>
#include <numbers>

#include "core/error.h"
#include "nn/precision.h"

namespace img2cadseq::nn {
namespace {

torch::nn::Conv2d convolution(int64_t in, int64_t out, int64_t size, int64_t stride = 1) {
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, size).stride(stride).padding(size / 2));
}

/// Two 3 x 3 convolutions on a normalised copy, added to what came in.
class ResidualImpl : public torch::nn::Module {
public:
    explicit ResidualImpl(int64_t channels)
        : norm(register_module("norm", torch::nn::GroupNorm(8, channels))),
          first(register_module("first", convolution(channels, channels, 3))),
          second(register_module("second", convolution(channels, channels, 3))) {}
    torch::Tensor forward(const torch::Tensor& x) { return x + second(torch::relu(first(torch::relu(norm(x))))); }

    torch::nn::GroupNorm norm;
    torch::nn::Conv2d first, second;
};

class TrunkLayerImpl : public torch::nn::Module {
public:
    TrunkLayerImpl(int64_t width, int64_t heads)
        : self(register_module("self", SelfAttention(width, heads))),
          feed(register_module("feed", FeedForward(width, 3 * width))) {}
    torch::Tensor forward(const torch::Tensor& x) { return feed(self(x)); }
    /// The layer begins as nothing.
    void silence() {
        for (auto& item : named_parameters())
            if (item.key().ends_with("out.weight")) torch::nn::init::zeros_(item.value());
    }

    SelfAttention self;
    FeedForward feed;
};

constexpr int64_t kWaves = 12;         ///< of the three places in the box: sine and cosine of one turn and of two
constexpr double kFewOpenings = -4.0;  ///< logit of their usual share of a picture, and of that of pockets
constexpr double kUsualLogDepth = -0.4, kDepthReach = 4.0;  ///< so that depths are learnt as fast as logits
constexpr double kUsualLevel = 0.85;  ///< where levels begin: most of what is seen is a side of the box
constexpr int64_t kOfMaps = 8;        ///< what a point is told of the maps under it

torch::Tensor through(const torch::nn::ModuleList& blocks, torch::Tensor x) {
    for (const auto& block : *blocks) x = block->as<ResidualImpl>()->forward(x);
    return x;
}

}  // namespace

std::map<std::string, std::string> LifterOptions::metadata() const {
    return {{"network", "lifter"},
            {"stem", std::to_string(stem)},
            {"fine", std::to_string(fine)},
            {"middle", std::to_string(middle)},
            {"width", std::to_string(width)},
            {"heads", std::to_string(heads)},
            {"layers", std::to_string(layers)},
            {"stemBlocks", std::to_string(stemBlocks)},
            {"levelBlocks", std::to_string(levelBlocks)},
            {"field", std::to_string(field)},
            {"middleLayers", std::to_string(middleLayers)},
            {"close", std::to_string(close)}};
}

LifterOptions LifterOptions::fromMetadata(const std::map<std::string, std::string>& words) {
    try {
        const auto number = [&](const char* name) { return static_cast<int64_t>(std::stoll(words.at(name))); };
        const auto later = [&](const char* name) { return words.contains(name) ? number(name) : 0; };
        return {number("stem"),  number("fine"),        number("middle"),     number("width"),
                number("heads"), number("layers"),      number("stemBlocks"), number("levelBlocks"),
                number("field"), later("middleLayers"), later("close")};
    } catch (const std::exception&) {
        throw Error(ErrorCode::BadWeights, "the weights do not say what network they are for",
                    "they are not lifter weights of this program");
    }
}

torch::Tensor rotationsOf(const torch::Tensor& sixes) {
    const auto unit = [](const torch::Tensor& v) { return v / (v.square().sum(-1, true) + 1e-8).sqrt(); };
    const torch::Tensor a = unit(sixes.slice(-1, 0, 3)), second = sixes.slice(-1, 3, 6);
    const torch::Tensor b = unit(second - (a * second).sum(-1, true) * a);
    return torch::stack({a, b, torch::cross(a, b, -1)}, -2);
}

LifterImpl::LifterImpl(const LifterOptions& o)
    : options_(o),
      enter_(register_module("enter", convolution(4 * kChannels, o.stem, 3, 2))),
      toFine_(register_module("toFine", convolution(o.stem, o.fine, 3, 2))),
      toMiddle_(register_module("toMiddle", convolution(o.fine, o.middle, 3, 2))),
      toCoarse_(register_module("toCoarse", convolution(o.middle, o.width, 3, 2))),
      upMiddle_(register_module("upMiddle", convolution(o.width, 4 * o.middle, 1))),
      upFine_(register_module("upFine", convolution(o.middle, 4 * o.fine, 1))),
      maps_(register_module("maps", convolution(o.fine, 4 * LifterMaps::Count, 3))),
      edgeEnter_(register_module("edgeEnter", convolution(o.stem + o.fine / 4, o.stem, 3))),
      edges_(register_module("edges", convolution(o.stem, 4, 3))),
      openingEnter_(register_module("openingEnter", convolution(o.stem + o.fine / 4, o.stem, 3))),
      openings_(register_module("openings", convolution(o.stem, 4, 3))),
      pocketEnter_(register_module("pocketEnter", convolution(o.stem + o.fine / 4, o.stem, 3))),
      pockets_(register_module("pockets", convolution(o.stem, 8, 3))),
      levelEnter_(register_module("levelEnter", convolution(o.stem + o.fine / 4, o.stem, 3))),
      levels_(register_module("levels", convolution(o.stem, 8, 3))),
      norm_(register_module("norm", Norm(o.width))) {
    torch::nn::init::zeros_(openings_->weight);
    torch::nn::init::constant_(openings_->bias, kFewOpenings);
    torch::nn::init::zeros_(pockets_->weight);
    torch::nn::init::constant_(pockets_->bias.data().slice(0, 0, 4), kFewOpenings);
    torch::nn::init::zeros_(pockets_->bias.data().slice(0, 4, 8));
    torch::nn::init::zeros_(levels_->weight);
    torch::nn::init::zeros_(levels_->bias);
    for (int64_t i = 0; i < o.stemBlocks; ++i) stem_->push_back(std::make_shared<ResidualImpl>(o.stem));
    for (int64_t i = 0; i < o.levelBlocks; ++i) {
        fineDown_->push_back(std::make_shared<ResidualImpl>(o.fine));
        middleDown_->push_back(std::make_shared<ResidualImpl>(o.middle));
    }
    fineUp_->push_back(std::make_shared<ResidualImpl>(o.fine));
    middleUp_->push_back(std::make_shared<ResidualImpl>(o.middle));
    for (int64_t i = 0; i < o.layers; ++i) layers_->push_back(std::make_shared<TrunkLayerImpl>(o.width, o.heads));
    register_module("stemBlocks", stem_);
    register_module("fineDown", fineDown_);
    register_module("middleDown", middleDown_);
    register_module("fineUp", fineUp_);
    register_module("middleUp", middleUp_);
    register_module("layers", layers_);
    places_ = register_parameter("places", 0.02 * torch::randn({1, kTokens, o.width}));
    constexpr int64_t kCells = 4 * kAcross * kAcross;  // at 16 x 16
    if (o.middleLayers > 0) middlePlaces_ = register_parameter("middlePlaces", torch::zeros({1, kCells, o.middle}));
    for (int64_t i = 0; i < o.middleLayers; ++i) {
        const auto layer = std::make_shared<TrunkLayerImpl>(o.middle, std::max<int64_t>(1, o.heads / 2));
        layer->silence();
        middleLayers_->push_back(layer);
    }
    register_module("middleLayers", middleLayers_);
    fieldMiddle_ = register_module("fieldMiddle", convolution(o.middle, o.fine, 1));
    fieldDeep_ = register_module("fieldDeep", convolution(o.width, o.fine, 1));
    fieldWhole_ = register_module("fieldWhole", torch::nn::Linear(o.width, o.fine));
    field_ = register_module("field", perceptron(2 * o.fine + LifterQuery::Count + kWaves + kOfMaps, o.field, 1));
    if (o.close > 0) {
        constexpr int64_t kDetail = 16 * kChannels;  // 4 x 4 pixels as they are
        closeEnter_ = register_module("closeEnter", convolution(o.stem + o.fine / 4 + kDetail, o.close, 3));
        for (int i = 0; i < 2; ++i) closeBlocks_->push_back(std::make_shared<ResidualImpl>(o.close));
        register_module("closeBlocks", closeBlocks_);
        close_ = register_module("close", convolution(o.close, 8, 3));
        torch::nn::init::zeros_(close_->weight);
        torch::nn::init::zeros_(close_->bias);
    }
    camera_ = register_module(
        "camera", torch::nn::Sequential(torch::nn::Linear(2 * o.width, o.width), torch::nn::ReLU(),
                                        torch::nn::Linear(o.width, static_cast<int64_t>(LifterCamera::Count))));
}

LifterOutput LifterImpl::forward(const torch::Tensor& picture) {
    const int64_t batch = picture.size(0);
    const torch::Tensor input = torch::pixel_unshuffle(picture, 2).contiguous(torch::MemoryFormat::ChannelsLast);
    const torch::Tensor entered = torch::relu(through(stem_, enter_(input)));
    const torch::Tensor fine = through(fineDown_, toFine_(entered));
    const torch::Tensor middle = through(middleDown_, toMiddle_(torch::relu(fine)));
    const torch::Tensor coarse = toCoarse_(torch::relu(middle));

    const torch::Tensor seen = coarse.permute({0, 2, 3, 1}).reshape({batch, kAcross * kAcross, options_.width});
    const torch::Tensor asked = torch::zeros({batch, 1, options_.width}, seen.options());
    torch::Tensor tokens = lowered(torch::cat({seen, asked}, 1) + places_);
    for (const auto& layer : *layers_) tokens = layer->as<TrunkLayerImpl>()->forward(tokens);

    const torch::Tensor deep =
        tokens.slice(1, 0, kAcross * kAcross).view({batch, kAcross, kAcross, options_.width}).permute({0, 3, 1, 2});
    torch::Tensor wider = through(middleUp_, middle + torch::pixel_shuffle(upMiddle_(deep), 2));
    if (!middleLayers_->is_empty()) {
        torch::Tensor cells = lowered(wider.flatten(2).transpose(1, 2) + middlePlaces_);
        for (const auto& layer : *middleLayers_) cells = layer->as<TrunkLayerImpl>()->forward(cells);
        wider = cells.transpose(1, 2).view(wider.sizes());
    }
    const torch::Tensor widest = through(fineUp_, fine + torch::pixel_shuffle(upFine_(wider), 2));

    LifterOutput out;
    out.maps = torch::pixel_shuffle(maps_(torch::relu(widest)), 2);
    const torch::Tensor sharp = torch::cat({entered, torch::relu(torch::pixel_shuffle(widest, 2))}, 1);
    out.sharp = sharp;
    out.edges = torch::pixel_shuffle(edges_(torch::relu(edgeEnter_(sharp))), 2).squeeze(1);
    out.openings = torch::pixel_shuffle(openings_(torch::relu(openingEnter_(sharp))), 2).squeeze(1);
    const torch::Tensor pockets = torch::pixel_shuffle(pockets_(torch::relu(pocketEnter_(sharp))), 2);
    out.pockets = pockets.select(1, 0);
    out.depths = kUsualLogDepth + kDepthReach * pockets.select(1, 1);
    const torch::Tensor levels = torch::pixel_shuffle(levels_(torch::relu(levelEnter_(sharp))), 2);
    out.aligned = kDepthReach * levels.select(1, 0);
    out.levels = kUsualLevel + levels.select(1, 1);
    out.tokens = norm_(tokens);
    const torch::Tensor own = out.tokens.select(1, kTokens - 1);
    out.camera = camera_->forward(torch::cat({own, out.tokens.slice(1, 0, kAcross * kAcross).mean(1)}, -1));
    const auto enlarged = [&](const torch::Tensor& x) {
        return torch::upsample_bilinear2d(x, {kMapSide / 2, kMapSide / 2}, false);
    };
    const torch::Tensor around =
        enlarged(fieldMiddle_(wider)) + enlarged(fieldDeep_(deep)) + fieldWhole_(own).unsqueeze(-1).unsqueeze(-1);
    out.features = torch::cat({widest, around}, 1);
    return out;
}

CloseOutput LifterImpl::close(const torch::Tensor& picture, const LifterOutput& output) {
    if (options_.close == 0) return {output.edges, output.openings};
    const torch::Tensor read = torch::cat({output.sharp, torch::pixel_unshuffle(picture, 4)}, 1);
    const torch::Tensor blocks = through(closeBlocks_, closeEnter_(read));
    const torch::Tensor more = torch::pixel_shuffle(close_(torch::relu(blocks)), 2);
    return {output.edges + more.select(1, 0), output.openings + more.select(1, 1)};
}

torch::Tensor LifterImpl::occupancy(const LifterOutput& output, const torch::Tensor& queries) {
    namespace F = torch::nn::functional;
    const NoAutocast exact;  // distances to the surfaces decide
    const torch::Tensor grid = queries.slice(2, LifterQuery::PlaceX, LifterQuery::Depth).unsqueeze(1);
    const auto at = [&](const torch::Tensor& maps) {
        const auto how =
            F::GridSampleFuncOptions().mode(torch::kBilinear).padding_mode(torch::kBorder).align_corners(false);
        return F::grid_sample(maps.to(torch::kFloat), grid, how).squeeze(2).transpose(1, 2);
    };
    const torch::Tensor maps = at(output.maps.slice(1, 0, LifterMaps::BoxX).detach());
    const auto map = [&](int64_t from, int64_t to) { return maps.slice(2, from, to); };
    const torch::Tensor behindFront =
        queries.slice(2, LifterQuery::Depth, LifterQuery::BoxX) - map(LifterMaps::Front, LifterMaps::Thickness);
    const torch::Tensor beforeBack = map(LifterMaps::Thickness, LifterMaps::NormalX) - behindFront;
    const torch::Tensor mask = map(LifterMaps::Mask, LifterMaps::Front).clamp(-6.0, 6.0) / 3.0;
    const torch::Tensor doubts = map(LifterMaps::FrontDoubt, LifterMaps::BoxX) / 3.0;
    const torch::Tensor turns = 2.0 * std::numbers::pi * queries.slice(2, LifterQuery::BoxX, LifterQuery::LogSideX);
    const torch::Tensor asked = torch::cat(
        {at(output.features), queries, turns.sin(), turns.cos(), (2.0 * turns).sin(), (2.0 * turns).cos(),
         5.0 * behindFront, 5.0 * beforeBack, mask, map(LifterMaps::NormalX, LifterMaps::FrontDoubt), doubts},
        2);
    return field_->forward(asked).squeeze(2);
}

}  // namespace img2cadseq::nn
