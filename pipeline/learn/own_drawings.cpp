#include "learn/own_drawings.h"

#include <algorithm>

#include <torch/torch.h>

#include "nn/drawing.h"
#include "nn/lifter.h"
#include "nn/picture_input.h"

namespace img2cadseq::learn {
namespace {

constexpr int kDrawingSide = nn::LifterImpl::kPictureSide;

Mask givenMask(const LifterSample& sample) {
    constexpr ptrdiff_t kPixels = ptrdiff_t{kDrawingSide} * kDrawingSide;
    Mask mask(kDrawingSide, kDrawingSide);
    std::transform(sample.picture.begin() + 3 * kPixels, sample.picture.begin() + 4 * kPixels, mask.data.begin(),
                   [](float value) { return value > 0.5f ? uint8_t{255} : uint8_t{0}; });
    return mask;
}

}  // namespace

std::vector<LifterSample> OwnDrawings::joined(std::vector<LifterSample> fresh) {
    fresh_ = fresh.size();
    std::move(kept_.begin(), kept_.end(), std::back_inserter(fresh));
    kept_.clear();
    return fresh;
}

void OwnDrawings::keep(const std::vector<LifterSample>& samples, const torch::Tensor& edges) {
    if (count_ == 0) return;
    const torch::Tensor drawn = torch::sigmoid(edges.detach().to(torch::kFloat)).cpu().contiguous();
    for (size_t i = 0; i < fresh_ && static_cast<int64_t>(kept_.size()) < count_; ++i) {
        const Mask mask = givenMask(samples[i]);
        if (std::none_of(mask.data.begin(), mask.data.end(), [](uint8_t v) { return v != 0; })) continue;
        FloatMap map(nn::LifterImpl::kEdgeSide, nn::LifterImpl::kEdgeSide);
        std::copy_n(drawn[static_cast<int64_t>(i)].data_ptr<float>(), map.data.size(), map.data.begin());
        LifterSample& own = kept_.emplace_back(samples[i]);
        own.picture = nn::pictureInput(nn::drawingOf(map, kDrawingSide), mask);
    }
}

}  // namespace img2cadseq::learn
