#include "learn/round_trip.h"

#include <algorithm>

#include "core/random.h"
#include "csg/solid.h"
#include "learn/part_sample.h"

namespace img2cadseq::learn {

double overlap(const CadSequence& a, const CadSequence& b, int probes, uint64_t seed) {
    if (a.blocks.empty() || b.blocks.empty()) return 0.0;
    const csg::Solid first(a), second(b);
    Random random(seed);
    int both = 0, either = 0;
    for (int k = 0; k < probes; ++k) {
        const Vec3 p{random.uniform(-0.52, 0.52), random.uniform(-0.52, 0.52), random.uniform(-0.52, 0.52)};
        const bool inA = first.inside(p), inB = second.inside(p);
        both += inA && inB;
        either += inA || inB;
    }
    return either > 0 ? static_cast<double>(both) / either : 0.0;
}

namespace {

/// `truth` with one level (0 EB, 1 SP, 2 CC; 3: all) as it came back from its codes.
codes::PartFeatures mixed(const codes::PartFeatures& truth, const codes::PartFeatures& back, int level) {
    codes::PartFeatures out = truth;
    if (level == 0 || level == 3) out.blocks = back.blocks;
    for (size_t i = 0; i < out.loops.size(); ++i) {
        if (level == 1 || level == 3) out.loops[i].patch = back.loops[i].patch;
        if (level == 2 || level == 3) {
            out.loops[i].curves = back.loops[i].curves;
            out.loops[i].corners = back.loops[i].corners;
        }
    }
    return out;
}

}  // namespace

std::map<std::string, double> roundTrip(nn::Codec& codec, uint64_t seed, int count, int probes) {
    constexpr const char* kNames[] = {"blocks", "patches", "curves", "all"};
    SampleOptions data;
    data.seed = seed;
    data.clean = 1.0;
    data.points = 512;
    std::vector<double> ious[4];
    for (int i = 0; i < count; ++i) {
        const PartSample sample = makePartSample(data, static_cast<uint64_t>(i));
        const codes::PartFeatures truth = codes::toFeatures(sample.sequence),
                                  back = codec->decode(codec->encode(truth));
        for (int level = 0; level < 4; ++level) {
            const CadSequence sequence = codes::toSequence(mixed(truth, back, level), true);
            ious[level].push_back(overlap(sample.sequence, sequence, probes, static_cast<uint64_t>(i)));
        }
    }
    std::map<std::string, double> figures;
    for (int level = 0; level < 4; ++level) {
        std::sort(ious[level].begin(), ious[level].end());
        figures[std::string(kNames[level]) + ".median"] = ious[level][ious[level].size() / 2];
        figures[std::string(kNames[level]) + ".tenth"] = ious[level][ious[level].size() / 10];
    }
    return figures;
}

}  // namespace img2cadseq::learn
