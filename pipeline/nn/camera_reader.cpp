#include "nn/camera_reader.h"

#include "nn/precision.h"

namespace img2cadseq::nn {
namespace {

class ReaderLayerImpl : public torch::nn::Module {
public:
    ReaderLayerImpl(int64_t width, int64_t heads)
        : cross(register_module("cross", CrossAttention(width, heads))),
          self(register_module("self", SelfAttention(width, heads))),
          feed(register_module("feed", FeedForward(width, 3 * width))) {}
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& memory) { return feed(self(cross(x, memory))); }

    CrossAttention cross;
    SelfAttention self;
    FeedForward feed;
};

}  // namespace

CameraReaderImpl::CameraReaderImpl(const CameraReaderOptions& o)
    : enter_(register_module("enter", Project(o.memory, o.width))),
      own_(register_module("own", Project(o.width, o.width))),
      guess_(register_module("guess", Project(o.camera, o.width))),
      norm_(register_module("norm", Norm(o.width))),
      memoryNorm_(register_module("memoryNorm", Norm(o.width))),
      gatheredNorm_(register_module("gatheredNorm", Norm(o.width))),
      gather_(register_module("gather", Project(kQueries * o.width, o.width))),
      out_(register_module("out", torch::nn::Linear(o.width, o.camera))) {
    places_ = register_parameter("places", 0.1 * torch::randn({1, kAcross * kAcross, o.width}));
    queries_ = register_parameter("queries", torch::randn({1, kQueries, o.width}));
    for (int64_t i = 0; i < o.layers; ++i) layers_->push_back(std::make_shared<ReaderLayerImpl>(o.width, o.heads));
    register_module("layers", layers_);
    torch::nn::init::zeros_(out_->weight);
    torch::nn::init::zeros_(out_->bias);
}

torch::Tensor CameraReaderImpl::forward(const torch::Tensor& memory, const torch::Tensor& own,
                                        const torch::Tensor& camera) {
    const torch::Tensor read = memoryNorm_(lowered(enter_(memory) + places_));
    torch::Tensor asked = lowered(queries_ + (own_(own) + guess_(camera)).unsqueeze(1));
    for (const auto& layer : *layers_) asked = layer->as<ReaderLayerImpl>()->forward(asked, read);
    // Normalised: while `out` is still nothing Muon moves `gather` without aim, and without it all units died once.
    return out_(torch::relu(gatheredNorm_(gather_(norm_(asked).flatten(1)))));
}

}  // namespace img2cadseq::nn
