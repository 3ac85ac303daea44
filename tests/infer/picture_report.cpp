// How well candidates are made, fitted and ranked where predictions are off by a known amount.
//   picture_report parts COUNT SPOILING [FIGURES.csv]         held-out made parts
//   picture_report FILE.jsonl EVERY SPOILING [FIGURES.csv]    every EVERY-th model of a file
// SPOILING 1: the usual deviations, 0: none. One line a part; then medians by source and by ranking.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <string>

#include "cad/import.h"
#include "cad/validity.h"
#include "fit/score.h"
#include "infer/candidate_source.h"
#include "infer/judged.h"
#include "infer/predicted.h"
#include "synth/part.h"

namespace img2cadseq::infer {
namespace {

double secondsNow() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double median(std::vector<double> values) {
    if (values.empty()) return 0.0;
    std::sort(values.begin(), values.end());
    return 0.5 * (values[(values.size() - 1) / 2] + values[values.size() / 2]);
}

std::vector<synth::Sample> samplesFrom(const std::string& source, size_t number) {
    std::vector<synth::Sample> out;
    if (source == "parts") {
        for (size_t i = 0; i < number; ++i) out.push_back(synth::makeSample(synth::kTestSeed, i));
        return out;
    }
    size_t count = 0;
    importFile(source, [&](ImportedModel&& model) {
        if (count++ % number != 0 || model.error) return;
        out.push_back(synth::sampleOf(model.sequence, synth::kTestSeed, count));
    });
    return out;
}

struct Tried {
    std::string source;
    Candidate candidate;
    double before = 0.0;  ///< IoU as proposed
    double placed = 0.0;  ///< IoU after camera and sides
    double iou = 0.0;     ///< IoU at last
};

Tried tried(const CandidateSource& source, Proposal proposal, const Scorer& scorer, const CadSequence& truth) {
    Tried out;
    out.source = source.name();
    out.before = test::normalisedOverlap(proposal.sequence, truth).iou;
    Candidate& c = out.candidate;
    c.sequence = std::move(proposal.sequence);
    c.camera = proposal.camera.value_or(scorer.observation().view->camera);
    c.boxSize = proposal.boxSize == Vec3{} ? scorer.observation().boxSize : proposal.boxSize;
    place(c, scorer);
    out.placed = test::normalisedOverlap(c.sequence, truth).iou;
    fit(c, scorer, {});
    c.score = scorer.score(c.sequence, csg::Solid(c.sequence), {c.camera, c.boxSize});
    out.iou = test::normalisedOverlap(c.sequence, truth).iou;
    return out;
}

void report(const std::string& from, size_t number, double spoiling, const char* file) {
    std::FILE* csv = file ? std::fopen(file, "w") : nullptr;
    std::map<std::string, std::vector<double>> columns;
    const auto samples = samplesFrom(from, number);
    for (const synth::Sample& sample : samples) {
        const Observation observation = test::predicted(sample, test::Spoiling{}.scaled(spoiling), 5);
        const double start = secondsNow();
        const Scorer scorer(observation);
        std::vector<Tried> all;
        for (const auto& source : allSources()) {
            for (int k = 0; k < std::min(4, source->count(observation)); ++k) {
                auto proposal = source->propose(observation, 0, k, {});
                if (!proposal || !isValid(proposal->sequence)) continue;
                all.push_back(tried(*source, std::move(*proposal), scorer, sample.sequence));
                const Tried& t = all.back();
                columns[t.source + " " + std::to_string(k) + " proposed"].push_back(t.before);
                columns[t.source + " " + std::to_string(k) + " placed"].push_back(t.placed);
                columns[t.source + " " + std::to_string(k) + " fitted"].push_back(t.iou);
                const Score& s = t.candidate.score;
                if (csv)
                    std::fprintf(csv, "%zu,%s,%d,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f\n",
                                 size_t(&sample - samples.data()), t.source.c_str(), k, s.silhouette, s.edges, s.relief,
                                 s.occupancy, s.cloud, s.total, t.iou);
            }
        }
        if (all.empty()) continue;
        const auto byScore = std::max_element(all.begin(), all.end(), [](const Tried& a, const Tried& b) {
            return a.candidate.score.total < b.candidate.score.total;
        });
        const auto byTruth =
            std::max_element(all.begin(), all.end(), [](const Tried& a, const Tried& b) { return a.iou < b.iou; });
        const double box = test::normalisedOverlap(sample.sequence, sample.sequence).box;
        const auto gain = [&](double iou) { return test::NormalisedOverlap{iou, box}.gain(); };
        columns["true box"].push_back(box);
        columns["predicted box"].push_back(
            test::normalisedOverlap(boxSequence(observation.boxSize), sample.sequence).iou);
        columns["ranked first"].push_back(byScore->iou);
        columns["ranked first, gain"].push_back(gain(byScore->iou));
        columns["best by truth"].push_back(byTruth->iou);
        columns["best by truth, gain"].push_back(gain(byTruth->iou));
        columns["seconds"].push_back(secondsNow() - start);
        std::printf("%-34.34s box %.3f  first %.3f %s  best %.3f %s\n", sample.family.c_str(), box, byScore->iou,
                    byScore->source.c_str(), byTruth->iou, byTruth->source.c_str());
    }
    if (csv) std::fclose(csv);
    std::printf("\n%zu parts, medians\n", samples.size());
    for (const auto& [name, values] : columns)
        std::printf("%-32s %4zu  %.3f\n", name.c_str(), values.size(), median(values));
}

}  // namespace
}  // namespace img2cadseq::infer

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fprintf(stderr, "picture_report parts|FILE.jsonl COUNT|EVERY SPOILING [FIGURES.csv]\n");
        return 2;
    }
    img2cadseq::infer::report(argv[1], std::strtoull(argv[2], nullptr, 10), std::atof(argv[3]),
                              argc > 4 ? argv[4] : nullptr);
}
