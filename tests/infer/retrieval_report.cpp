// How near the nearest generated parts are, before any fitting.
//   retrieval_report parts INDEX COUNT           held-out generated parts
//   retrieval_report FILE.jsonl INDEX EVERY      every EVERY-th model of a file
// One line a part: IoU and gain over the box of the nearest by cloud distance, and of the best of the nearest eight.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "cad/import.h"
#include "cad/transform.h"
#include "csg/solid.h"
#include "infer/retrieval.h"
#include "synth/part.h"

namespace img2cadseq::infer {
namespace {

/// Of the processor: other programs on the machine do not count.
double secondsNow() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

constexpr int kCells = 48;

struct Overlap {
    double iou = 0.0, gain = 0.0;
};

Overlap overlapOf(const csg::Solid& part, const csg::Solid& reference) {
    const Box3 own = reference.box();
    Box3 box = own;
    box.add(part.box());
    size_t both = 0, any = 0, inOwn = 0, inside = 0;
    for (int i = 0; i < kCells; ++i)
        for (int j = 0; j < kCells; ++j)
            for (int k = 0; k < kCells; ++k) {
                const Vec3 s = box.size() / kCells;
                const Vec3 p = box.low + Vec3{(i + 0.5) * s.x, (j + 0.5) * s.y, (k + 0.5) * s.z};
                const bool a = part.inside(p), b = reference.inside(p);
                both += a && b;
                any += a || b;
                inside += b;
                inOwn += p.x > own.low.x && p.y > own.low.y && p.z > own.low.z && p.x < own.high.x &&
                         p.y < own.high.y && p.z < own.high.z;
            }
    const double iou = any ? static_cast<double>(both) / static_cast<double>(any) : 0.0;
    const double ofBox = inOwn ? static_cast<double>(inside) / static_cast<double>(inOwn) : 0.0;
    return {iou, ofBox < 0.99 ? std::max(-1.0, (iou - ofBox) / (1.0 - ofBox)) : std::nan("")};
}

std::vector<CadSequence> referencesFrom(const std::string& source, size_t number) {
    std::vector<CadSequence> out;
    if (source == "parts") {
        for (size_t i = 0; i < number; ++i) out.push_back(synth::makePart(synth::kTestSeed, i).sequence);
        return out;
    }
    size_t count = 0;
    importFile(source, [&](ImportedModel&& model) {
        if (count++ % number != 0 || model.error) return;
        const Box3 box = csg::Solid(model.sequence).box();
        out.push_back(normalised(model.sequence, box));
    });
    return out;
}

double median(std::vector<double> values) {
    std::erase_if(values, [](double v) { return std::isnan(v); });
    if (values.empty()) return 0.0;
    std::sort(values.begin(), values.end());
    return 0.5 * (values[(values.size() - 1) / 2] + values[values.size() / 2]);
}

void report(const std::string& source, const std::string& file, size_t number) {
    double start = secondsNow();
    const PartIndex index = PartIndex::open(file, kRetrievalParts, kRetrievalSeed, 1);
    std::printf("index %.2f s\n", secondsNow() - start);
    std::vector<double> iou1, gain1, iou8, gain8, seconds;
    for (const CadSequence& sequence : referencesFrom(source, number)) {
        const csg::Solid reference(sequence);
        PointCloud cloud;
        Box3 box;
        for (const auto& sample : reference.sampleSurface(4096, Random(7))) {
            cloud.positions.push_back(cast<float>(sample.position));
            box.add(sample.position);
        }
        start = secondsNow();
        const auto found = index.nearest(cloud, box.center(), box.size(), 8);
        seconds.push_back(secondsNow() - start);
        Overlap first, best;
        for (size_t i = 0; i < found.size(); ++i) {
            const Overlap overlap = overlapOf(csg::Solid(found[i].sequence), reference);
            if (i == 0) first = overlap;
            if (i == 0 || overlap.iou > best.iou) best = overlap;
        }
        if (found.empty()) first.gain = best.gain = -1.0;
        iou1.push_back(first.iou), gain1.push_back(first.gain);
        iou8.push_back(best.iou), gain8.push_back(best.gain);
        std::printf("%-40.40s %zu found, %.4f away; first %.3f %+.3f  best of 8 %.3f %+.3f\n", sequence.name.c_str(),
                    found.size(), found.empty() ? 0.0 : found.front().distance, first.iou, first.gain, best.iou,
                    best.gain);
    }
    std::printf("%zu parts; median IoU, gain: first %.3f %.3f, best of 8 %.3f %.3f; query %.1f ms\n", iou1.size(),
                median(iou1), median(gain1), median(iou8), median(gain8), 1e3 * median(seconds));
}

}  // namespace
}  // namespace img2cadseq::infer

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "retrieval_report parts|FILE.jsonl INDEX COUNT|EVERY\n");
        return 2;
    }
    img2cadseq::infer::report(argv[1], argv[2], std::strtoull(argv[3], nullptr, 10));
}
