// How well candidates are made, fitted and ranked where predictions are off by a known amount.
//   picture_report parts COUNT SPOILING|MODELS [FIGURES.csv]         held-out made parts
//   picture_report FILE.jsonl EVERY SPOILING|MODELS [FIGURES.csv]    every EVERY-th model of a file
// SPOILING 1: the usual deviations from the truth, 0: none. MODELS: a folder of weights; then the picture is lifted,
// for models of a file its render in val_renders beside it where there is one. One line a part; then medians.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>
#include <string>

#include "cad/import.h"
#include "cad/validity.h"
#include "core/error.h"
#include "fit/placement.h"
#include "fit/score.h"
#include "infer/candidate_source.h"
#include "infer/judged.h"
#include "infer/picture.h"
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

struct Case {
    synth::Sample sample;
    std::filesystem::path picture;  ///< empty: the sample's
};

std::vector<Case> casesFrom(const std::string& source, size_t number) {
    std::vector<Case> out;
    synth::SampleOptions options;
    options.size = 256;
    if (source == "parts") {
        for (size_t i = 0; i < number; ++i) out.push_back({synth::makeSample(synth::kTestSeed, i, options), {}});
        return out;
    }
    size_t count = 0;
    importFile(source, [&](ImportedModel&& model) {
        if (count++ % number != 0 || model.error) return;
        const auto picture = std::filesystem::path(source).parent_path() / "val_renders" / (model.id + ".png");
        out.push_back({synth::sampleOf(model.sequence, synth::kTestSeed, count, options),
                       std::filesystem::exists(picture) ? picture : std::filesystem::path()});
    });
    return out;
}

/// One candidate on its way: as proposed, with camera and sides in place, with its parameters fitted.
struct Tried {
    std::string source;
    Candidate stages[3];
    double iou[3] = {0.0, 0.0, 0.0};
    Agreement seen[3];
    double turn[3] = {0.0, 0.0, 0.0}, unlike[3] = {0.0, 0.0, 0.0};  ///< radians and logarithms from what was predicted
};
constexpr const char* kStages[] = {"proposed", "placed", "fitted"};

/// What the weights in `models` say of the case's picture, most probable first.
std::vector<Observation> lifted(PictureStage& stage, const Case& one, const std::string& models) {
    ReconstructInput input;
    input.path = one.picture.empty() ? "picture.png" : one.picture;
    if (one.picture.empty()) {
        const Image& image = one.sample.picture.image;
        input.picture = Photo{image, {}, {}, image.width, image.height};
    }
    ReconstructOptions options;
    options.models = models;
    Reconstruction result;
    stage.prepare(input, options, result);
    std::vector<Observation> readings{std::move(result.observation)};
    for (Observation& other : result.others) readings.push_back(std::move(other));
    return readings;
}

Tried tried(const CandidateSource& source, Proposal proposal, const Scorer& scorer, const CadSequence& truth,
            bool anyRotation) {
    Tried out;
    out.source = source.name();
    Candidate c;
    c.sequence = std::move(proposal.sequence);
    c.camera = proposal.camera.value_or(scorer.observation().view->camera);
    c.boxSize = proposal.boxSize == Vec3{} ? scorer.observation().boxSize : proposal.boxSize;
    for (int stage = 0; stage < 3; ++stage) {
        if (stage == 1) place(c, scorer);
        if (stage == 2)
            if (auto moved = fitted(c, scorer, {}); !moved.empty()) c = std::move(moved.front());
        c.score = scorer.score(c.sequence, csg::Solid(c.sequence), {c.camera, c.boxSize});
        out.seen[stage] = scorer.picture()->agreement(csg::Solid(c.sequence), c.camera);
        double trace = 0.0;
        Vec3 logs;
        for (int i = 0; i < 3; ++i) {
            trace += dot(c.camera.rotation.row[i], scorer.observation().view->camera.rotation.row[i]);
            logs[i] = std::log(c.boxSize[i] / scorer.observation().boxSize[i]);
        }
        out.turn[stage] = std::acos(std::clamp((trace - 1.0) / 2.0, -1.0, 1.0));
        const double middle = (logs.x + logs.y + logs.z) / 3.0;
        out.unlike[stage] = norm(logs - Vec3{middle, middle, middle});
        out.iou[stage] = test::normalisedOverlap(c.sequence, truth, anyRotation).iou;
        out.stages[stage] = c;
    }
    return out;
}

void report(const std::string& from, size_t number, const std::string& how, const char* file) {
    const bool lift = std::filesystem::is_directory(how);
    PictureStage stage;
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    std::FILE* csv = file ? std::fopen(file, "w") : nullptr;
    std::map<std::string, std::vector<double>> columns;
    const auto cases = casesFrom(from, number);
    for (const Case& one : cases) {
        const synth::Sample& sample = one.sample;
        std::vector<Observation> readings;
        try {
            readings = lift ? lifted(stage, one, how)
                            : std::vector{test::predicted(sample, test::Spoiling{}.scaled(std::atof(how.c_str())), 5)};
        } catch (const Error& error) {
            std::printf("%s\n", error.line().c_str());
            continue;
        }
        const double start = secondsNow();
        std::vector<Tried> all;
        for (const Observation& observation : readings) {
            const Scorer scorer(observation);
            const std::string reading = &observation == readings.data() ? "" : "other: ";
            const int most = reading.empty() ? 4 : 2;
            for (const auto& source : allSources()) {
                for (int k = 0; k < std::min(most, source->count(observation)); ++k) {
                    auto proposal = source->propose(observation, 0, k, {});
                    if (!proposal || !isValid(proposal->sequence)) continue;
                    all.push_back(tried(*source, std::move(*proposal), scorer, sample.sequence, lift));
                    const Tried& t = all.back();
                    for (int stage = 0; stage < 3; ++stage) {
                        columns[reading + t.source + " " + std::to_string(k) + " " + kStages[stage]].push_back(
                            t.iou[stage]);
                        const Score& s = t.stages[stage].score;
                        if (csv)
                            std::fprintf(csv,
                                         "%zu,%s,%d,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%s,%.4f,%zu,%.4f,%.4f,%.4f,%.4f,"
                                         "%.4f,%.4f\n",
                                         size_t(&one - cases.data()), t.source.c_str(), k, s.silhouette, s.edges,
                                         s.relief, s.occupancy, s.cloud, s.total, t.iou[stage], kStages[stage],
                                         observation.probability, curveCount(t.stages[stage].sequence),
                                         t.seen[stage].normals, t.seen[stage].depth, t.seen[stage].thickness,
                                         t.seen[stage].slip, t.turn[stage], t.unlike[stage]);
                    }
                }
            }
        }
        if (csv) {
            for (size_t i = 0; i < all.size(); ++i) {
                std::fprintf(csv, "pairs,%zu", size_t(&one - cases.data()));
                for (size_t j = 0; j < all.size(); ++j)
                    std::fprintf(csv, ",%.3f",
                                 test::normalisedOverlap(all[i].stages[2].sequence, all[j].stages[2].sequence).iou);
                std::fprintf(csv, "\n");
            }
        }
        const Observation& observation = readings.front();
        if (all.empty()) continue;
        const auto byScore = std::max_element(all.begin(), all.end(), [](const Tried& a, const Tried& b) {
            return a.stages[2].score.total < b.stages[2].score.total;
        });
        const auto byTruth = std::max_element(all.begin(), all.end(),
                                              [](const Tried& a, const Tried& b) { return a.iou[2] < b.iou[2]; });
        const double box = test::normalisedOverlap(sample.sequence, sample.sequence).box;
        const auto gain = [&](double iou) { return test::NormalisedOverlap{iou, box}.gain(); };
        columns["true box"].push_back(box);
        columns["predicted box"].push_back(
            test::normalisedOverlap(boxSequence(observation.boxSize), sample.sequence, lift).iou);
        columns["ranked first"].push_back(byScore->iou[2]);
        columns["ranked first, gain"].push_back(gain(byScore->iou[2]));
        columns["best by truth"].push_back(byTruth->iou[2]);
        columns["best by truth, gain"].push_back(gain(byTruth->iou[2]));
        columns["seconds"].push_back(secondsNow() - start);
        std::printf("%-34.34s box %.3f  first %.3f %s  best %.3f %s\n",
                    one.picture.empty() ? sample.family.c_str() : one.picture.stem().c_str(), box, byScore->iou[2],
                    byScore->source.c_str(), byTruth->iou[2], byTruth->source.c_str());
    }
    if (csv) std::fclose(csv);
    std::printf("\n%zu parts, medians\n", cases.size());
    for (const auto& [name, values] : columns)
        std::printf("%-44s %4zu  %.3f\n", name.c_str(), values.size(), median(values));
}

}  // namespace
}  // namespace img2cadseq::infer

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fprintf(stderr, "picture_report parts|FILE.jsonl COUNT|EVERY SPOILING|MODELS [FIGURES.csv]\n");
        return 2;
    }
    img2cadseq::infer::report(argv[1], std::strtoull(argv[2], nullptr, 10), argv[3], argc > 4 ? argv[4] : nullptr);
}
