#include "learn/part_batch.h"

#include <cstring>

#include <torch/torch.h>

#include "nn/cloud_input.h"

namespace img2cadseq::learn {

using nn::CloudInput;

std::vector<const nn::PartArrays*> PartBatch::pointers() const {
    std::vector<const nn::PartArrays*> all;
    for (const nn::PartArrays& part : parts) all.push_back(&part);
    return all;
}

PartBatch partBatch(std::vector<PartSample> samples) {
    const auto count = static_cast<int64_t>(samples.size());
    PartBatch batch;
    batch.planes = torch::empty({count, 3, CloudInput::kChannels, CloudInput::kSide, CloudInput::kSide});
    batch.histograms = torch::empty({count, 3, CloudInput::kBins});
    for (int64_t i = 0; i < count; ++i) {
        PartSample& sample = samples[static_cast<size_t>(i)];
        const CloudInput input = nn::cloudInput(sample.evidence(), sample.pose);
        std::memcpy(batch.planes[i].data_ptr<float>(), input.planes.data(), input.planes.size() * sizeof(float));
        std::memcpy(batch.histograms[i].data_ptr<float>(), input.histograms.data(),
                    input.histograms.size() * sizeof(float));
        batch.parts.push_back(std::move(sample.arrays));
    }
    return batch;
}

}  // namespace img2cadseq::learn
