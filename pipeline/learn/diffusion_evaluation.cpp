#include "learn/diffusion_evaluation.h"

#include <torch/torch.h>

#include "codes/features.h"
#include "core/error.h"
#include "csg/solid.h"
#include "learn/round_trip.h"
#include "metrics/distances.h"
#include "nn/cloud_input.h"
#include "synth/part.h"

namespace img2cadseq::learn {

double cloudDistance(const PointCloud& cloud, const CadSequence& sequence, size_t samples) {
    constexpr double kNothing = 1.0;
    if (sequence.blocks.empty()) return kNothing;
    const std::vector<Vec3> surface = csg::pointsOf(csg::Solid(sequence).sampleSurface(samples, Random(1)));
    if (surface.empty()) return kNothing;
    std::vector<Vec3> given;
    const size_t stride = std::max<size_t>(1, cloud.size() / samples);
    for (size_t i = 0; i < cloud.size(); i += stride) given.push_back(cast<double>(cloud.positions[i]));
    return metrics::distances(given, surface).cdL1;
}

std::map<std::string, double> quickEvaluation(nn::Codec& codec, nn::Denoiser& denoiser, const SampleOptions& data,
                                              int count) {
    SampleOptions held = data;
    if (data.parts == 0) held.seed = synth::kValidationSeed;
    std::map<std::string, double> figures{{"iou", 0.0}, {"empty", 0.0}, {"logProbability", 0.0}};
    for (int i = 0; i < count; ++i) {
        const PartSample sample = makePartSample(held, static_cast<uint64_t>(i));
        const torch::Tensor memory = [&] {
            const torch::InferenceMode noGradients;
            return denoiser->encode(nn::conditionTensors(sample.evidence(), sample.pose));
        }();
        nn::SamplerOptions options;
        options.guidance = 1.0;
        const nn::DrawnTree drawn = nn::drawTrees(codec, denoiser, memory, options, 0, 1).at(0);
        const CadSequence sequence =
            codes::toSequence(codec->decode(codes::readTree(drawn.tree), &drawn.corrections), true);
        figures["iou"] += overlap(sample.sequence, sequence, 3000, static_cast<uint64_t>(i)) / count;
        figures["empty"] += sequence.blocks.empty() ? 1.0 / count : 0.0;
        figures["logProbability"] += drawn.logProbability / count;
    }
    return figures;
}

}  // namespace img2cadseq::learn
