#include "learn/diffusion_report.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <numeric>

#include <torch/torch.h>

#include "cad/import.h"
#include "codes/features.h"
#include "core/error.h"
#include "csg/solid.h"
#include "learn/diffusion_evaluation.h"
#include "learn/picture_part.h"
#include "learn/round_trip.h"
#include "nn/sampler.h"

namespace img2cadseq::learn {
namespace {

/// A sample's evidence, and what it is of.
struct Case {
    std::string name;
    PartSample sample;
};

struct Row {
    std::string name;
    double box = 0, one = 0, best = 0, agreed = 0, oracle = 0, seconds = 0;
    bool empty = false;
};

std::vector<Case> fusionCases(const ReportOptions& options) {
    std::vector<Case> cases;
    importFile(options.models.string(), [&](ImportedModel&& model) {
        if (model.error || static_cast<int>(cases.size()) >= options.count) return;
        const CadSequence part = normalised(model.sequence, csg::Solid(model.sequence).box());
        Case one{model.id, {}};
        PointCloud& cloud = one.sample.cloud;
        const Random random(options.seed, cases.size());
        cloud = csg::cloudOf(csg::Solid(part).sampleSurface(static_cast<size_t>(options.points), random.child(1)));
        Random choice = random.child(2);
        if (!choice.chance(options.clean)) cloud = damaged(std::move(cloud), random.child(3));
        if (!choice.chance(options.normals)) cloud.normals.clear();
        one.sample.pose = nn::networkPose(cloud);
        Similarity turn;
        turn.rotation = one.sample.pose.rotation;
        one.sample.sequence = transformed(part, turn);
        cases.push_back(std::move(one));
    });
    return cases;
}

std::vector<Case> syntheticCases(const ReportOptions& options) {
    SampleOptions data;
    data.seed = options.seed;
    data.points = options.points;
    data.clean = options.clean;
    data.normals = options.normals;
    std::vector<Case> cases;
    for (int i = 0; i < options.count; ++i) {
        PartSample sample = makePartSample(data, static_cast<uint64_t>(i));
        cases.push_back({sample.family, std::move(sample)});
    }
    return cases;
}

std::vector<Case> pictureCases(const ReportOptions& options) {
    const nn::PictureLifter lifter(options.lifter);
    PicturePartOptions data;
    data.pictures.seed = options.seed;
    data.points = options.points;
    data.thinner = 0.0;
    std::vector<Case> cases;
    for (uint64_t i = 0; static_cast<int>(cases.size()) < options.count; ++i)
        for (PartSample& sample : makePictureParts(data, lifter, i))
            cases.push_back({sample.family, std::move(sample)});
    return cases;
}

std::vector<Case> casesOf(const ReportOptions& options) {
    if (!options.models.empty()) return fusionCases(options);
    return options.lifter.empty() ? syntheticCases(options) : pictureCases(options);
}

/// IoU of the truth with its own bounding box.
double boxOverlap(const CadSequence& truth, uint64_t seed) {
    const csg::Solid solid(truth);
    const Box3 box = solid.box();
    Random random(seed);
    int inside = 0;
    constexpr int kProbes = 4000;
    for (int i = 0; i < kProbes; ++i)
        inside += solid.inside({random.uniform(box.low.x, box.high.x), random.uniform(box.low.y, box.high.y),
                                random.uniform(box.low.z, box.high.z)});
    return static_cast<double>(inside) / kProbes;
}

double quantile(std::vector<double> values, double q) {
    std::sort(values.begin(), values.end());
    return values.empty()
               ? 0.0
               : values[std::min(values.size() - 1, static_cast<size_t>(q * static_cast<double>(values.size())))];
}

/// The one that overlaps most with the others: that of the greatest expected IoU, if they are drawn as parts are
/// likely.
size_t mostAgreed(const std::vector<CadSequence>& drawn, uint64_t seed) {
    constexpr size_t kProbes = 2000;
    std::vector<double> sum(drawn.size(), 0.0);
    for (size_t i = 0; i < drawn.size(); ++i)
        for (size_t k = i + 1; k < drawn.size(); ++k) {
            const double iou = overlap(drawn[i], drawn[k], kProbes, seed);
            sum[i] += iou, sum[k] += iou;
        }
    return static_cast<size_t>(std::max_element(sum.begin(), sum.end()) - sum.begin());
}

torch::Tensor conditionOf(nn::Denoiser& denoiser, const PartSample& one, const ReportOptions& options) {
    const torch::InferenceMode noGradients;
    const torch::Tensor memory = denoiser->encode(nn::conditionTensors(one.evidence(), one.pose));
    return denoiser->withheld(memory, torch::full({1}, options.withoutCloud, torch::kBool),
                              torch::full({1}, options.withoutPicture, torch::kBool));
}

Row measure(const Case& named, nn::Codec& codec, nn::Denoiser& denoiser, const ReportOptions& options, uint64_t index) {
    const auto start = std::chrono::steady_clock::now();
    Row row;
    row.name = named.name;
    const PartSample& one = named.sample;
    const torch::Tensor memory = conditionOf(denoiser, one, options);
    nn::SamplerOptions sampler;
    sampler.seed = index;
    sampler.steps = options.steps;
    sampler.temperature = options.temperature;
    sampler.guidance = options.guidance;
    sampler.settle = options.settle;
    const PointCloud posed = transformed(one.cloud, one.pose);
    double nearest = 1e300;
    std::vector<CadSequence> sequences;
    std::vector<double> overlaps;
    const auto drawn = nn::drawTrees(codec, denoiser, memory, sampler, 0, static_cast<uint64_t>(options.samples));
    for (size_t k = 0; k < drawn.size(); ++k) {
        const CadSequence sequence =
            codes::toSequence(codec->decode(codes::readTree(drawn[k].tree), &drawn[k].corrections), true);
        const double iou = overlap(one.sequence, sequence, 8000, index), distance = cloudDistance(posed, sequence);
        if (k == 0) row.one = iou;
        if (k == 0) row.empty = sequence.blocks.empty();
        row.oracle = std::max(row.oracle, iou);
        sequences.push_back(sequence);
        overlaps.push_back(iou);
        if (distance < nearest) {
            nearest = distance;
            row.best = iou;
        }
    }
    row.agreed = overlaps[mostAgreed(sequences, index)];
    row.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    row.box = boxOverlap(one.sequence, index);
    return row;
}

std::map<std::string, double> summary(const std::vector<Row>& rows) {
    std::map<std::string, double> figures;
    const auto add = [&](const std::string& name, double Row::*value) {
        std::vector<double> plain, gain;
        for (const Row& row : rows) {
            plain.push_back(row.*value);
            gain.push_back((row.*value - row.box) / std::max(1e-3, 1.0 - row.box));
        }
        figures[name + ".median"] = quantile(plain, 0.5);
        figures[name + ".mean"] =
            std::accumulate(plain.begin(), plain.end(), 0.0) / static_cast<double>(std::max<size_t>(1, plain.size()));
        figures[name + ".above.9"] =
            static_cast<double>(std::count_if(plain.begin(), plain.end(), [](double x) { return x > 0.9; })) /
            static_cast<double>(plain.size());
        figures[name + ".gain"] = quantile(gain, 0.5);
    };
    add("one", &Row::one);
    add("best", &Row::best);
    add("agreed", &Row::agreed);
    add("oracle", &Row::oracle);
    for (const Row& row : rows) {
        figures["box"] += row.box / static_cast<double>(rows.size());
        figures["seconds"] += row.seconds / static_cast<double>(rows.size());
        figures["empty"] += (row.empty ? 1.0 : 0.0) / static_cast<double>(rows.size());
    }
    return figures;
}

}  // namespace

std::map<std::string, double> reportDiffusion(const ReportOptions& options, std::stop_token stop) {
    nn::Codec codec = nn::loadCodec(options.codes);
    nn::Denoiser denoiser = nn::loadDenoiser(options.weights);
    std::ofstream list;
    if (!options.list.empty()) list.open(options.list);
    std::vector<Row> rows;
    for (const Case& one : casesOf(options)) {
        if (stop.stop_requested()) break;
        rows.push_back(measure(one, codec, denoiser, options, rows.size()));
        const Row& row = rows.back();
        if (list)
            list << row.name << ',' << row.box << ',' << row.one << ',' << row.best << ',' << row.agreed << ','
                 << row.oracle << '\n';
    }
    return summary(rows);
}

}  // namespace img2cadseq::learn
