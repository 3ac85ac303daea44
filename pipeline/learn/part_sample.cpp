#include "learn/part_sample.h"

#include "codes/features.h"
#include "core/error.h"
#include "csg/solid.h"
#include "synth/canonical.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

/// Nothing where the part has no room in the tree or no surface worth the name.
std::optional<PartSample> attempt(const SampleOptions& options, uint64_t part, Random random) {
    const uint64_t index = options.parts > 0 ? part % options.parts : part;
    const synth::Part made = options.family.empty() ? synth::makePart(options.seed, index)
                                                    : synth::makePart(options.family, options.seed, index);
    PartSample sample;
    sample.family = made.family;
    const int points =
        random.chance(0.5) ? options.points : static_cast<int>(options.points * random.uniform(0.25, 1.0));
    sample.cloud = csg::cloudOf(csg::Solid(made.sequence).sampleSurface(static_cast<size_t>(points), random.child(1)));
    if (sample.cloud.size() < 64) return {};
    if (!random.chance(options.clean)) sample.cloud = damaged(std::move(sample.cloud), random.child(2));
    if (!random.chance(options.normals)) sample.cloud.normals.clear();
    return completed(std::move(sample), made.sequence, {});
}

}  // namespace

std::optional<PartSample> completed(PartSample sample, const CadSequence& part, const Mat3& naming) {
    sample.pose = nn::networkPose(sample.cloud);
    Similarity turn;
    turn.rotation = sample.pose.rotation * naming;
    sample.sequence = synth::canonicalise(transformed(part, turn));
    const codes::PartFeatures features = codes::toFeatures(sample.sequence);
    if (!nn::fits(features)) return {};
    sample.arrays = nn::toArrays(features);
    return sample;
}

PartSample makePartSample(const SampleOptions& options, uint64_t index) {
    const Random random(options.seed, 0x5A3D0000ull + index);
    for (uint64_t skip = 0;; ++skip) {
        // Parts that do not fit give way to parts far along the list, so that no part comes twice.
        const uint64_t part = skip == 0 ? index : index + (skip << 40);
        try {
            if (auto sample = attempt(options, part, random.child(skip))) return std::move(*sample);
        } catch (const Error& error) {
            if (skip > 100) throw;
        }
    }
}

}  // namespace img2cadseq::learn
