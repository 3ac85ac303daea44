// evaluate: how near the results come to references, over a set of cases.

#include <algorithm>
#include <cstdio>
#include <map>

#include "app/cli/batch.h"
#include "app/cli/evaluate_cases.h"
#include "app/cli/reconstruct_case.h"
#include "app/cli/verb.h"
#include "metrics/compare.h"
#include "metrics/statistics.h"

namespace img2cadseq::cli {
namespace {

namespace fs = std::filesystem;

Record figures(const Mesh& result, const Mesh& reference) {
    metrics::CompareOptions options;
    options.anyRotation = true;
    const metrics::Comparison c = metrics::compare(result, reference, options);
    return {{"iou", c.overlap.iou},
            {"box", c.overlap.box},
            {"gain", c.overlap.gain ? Record(*c.overlap.gain) : Record()},
            {"cd", c.distances.cdL1},
            {"cd2", c.distances.cd},
            {"f1", c.distances.f1},
            {"holes_right", c.holesRight()}};
}

Mesh boxMesh(const Vec3& size) {
    Mesh mesh;
    for (int i = 0; i < 8; ++i)
        mesh.vertices.push_back(
            {(i & 1 ? 0.5 : -0.5) * size.x, (i & 2 ? 0.5 : -0.5) * size.y, (i & 4 ? 0.5 : -0.5) * size.z});
    mesh.triangles = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4},
                      {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
    return mesh;
}

double median(std::vector<double> values) {
    if (values.empty()) return 0.0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// One line of the table: medians over the cases of what stands under `key`.
std::string line(const std::vector<Record>& cases, const std::string& key) {
    std::vector<double> iou, gain, cd;
    size_t holes = 0, count = 0;
    for (const Record& one : cases) {
        if (!one.contains(key) || one[key].is_null()) continue;
        const Record& f = one[key];
        ++count;
        iou.push_back(f["iou"]);
        cd.push_back(f["cd"]);
        if (!f["gain"].is_null()) gain.push_back(f["gain"]);
        holes += f["holes_right"].get<bool>();
    }
    char text[160];
    std::snprintf(text, sizeof text, "%-14s %5zu  %6.3f  %6.3f  %8.2f  %5.1f %%", key.c_str(), count, median(iou),
                  median(gain), median(cd),
                  count > 0 ? 100.0 * static_cast<double>(holes) / static_cast<double>(count) : 0.0);
    return text;
}

constexpr const char* kRows[] = {"true_box", "predicted_box", "silhouette", "nearest", "single", "best"};

/// Gains of what stands under `key`; where nothing stands there, the case is lost: -1.
std::vector<double> gains(const std::vector<Record>& cases, const std::string& key) {
    std::vector<double> out;
    for (const Record& one : cases) {
        if (!one.contains("true_box") || one["true_box"]["gain"].is_null()) continue;  // fills its box
        const bool there = one.contains(key) && !one[key].is_null() && !one[key]["gain"].is_null();
        out.push_back(there ? one[key]["gain"].get<double>() : -1.0);
    }
    return out;
}

/// By how much the best beats what stands under `key`.
std::string lead(const std::vector<Record>& cases, const std::string& key) {
    const auto ours = gains(cases, "best"), theirs = gains(cases, key);
    const bool measured = std::any_of(cases.begin(), cases.end(),
                                      [&](const Record& one) { return one.contains(key) && !one[key].is_null(); });
    if (ours.empty() || !measured) return key + "  not measured";
    const metrics::Interval interval = metrics::pairedBootstrap(ours, theirs, metrics::Statistic::Median, Random(1),
                                                                {.resamples = 2000, .level = 0.9});
    char text[160];
    std::snprintf(text, sizeof text, "%-14s %+6.3f  [%+.3f, %+.3f]", key.c_str(), interval.estimate, interval.low,
                  interval.high);
    return text;
}

class EvaluateVerb : public Verb {
public:
    std::string name() const override { return "evaluate"; }
    std::string summary() const override { return "Measure reconstructions against references."; }
    std::string inputs() const override { return "folders of pairs (picture or cloud, and STEP, STL or GLB)"; }

    bool inputsRequired() const override { return false; }

    void describe(OptionList& list) override {
        list.add(output_);
        list.add(options_);
        list.add(
            "synthetic", &synthetic_,
            {.help = "pictures of the test split, instead of INPUT", .placeholder = "N", .low = 0, .high = 100000});
        list.add("fusion", &fusion_,
                 {.help = "clouds of the models of a file of lines, instead of INPUT", .placeholder = "FILE"});
        list.add("every", &every_,
                 {.help = "measure each N-th case only", .placeholder = "N", .low = 1, .high = 100000});
        list.add(work_);
    }

    int run(const std::vector<std::string>& inputs, const OptionList& options) override {
        if (output_.out.empty()) throw Error(ErrorCode::Usage, "--out is missing", "say where the files go: --out DIR");
        const fs::path folder = output_.out;
        const auto cases = chosen(inputs, folder / "cases");
        std::map<std::string, EvaluationCase> byPath;
        std::vector<std::string> paths;
        for (const EvaluationCase& one : cases) {
            byPath[one.input.string()] = one;
            paths.push_back(one.input.string());
        }
        std::vector<Record> done;
        Batch batch;
        batch.verb = name();
        batch.inputs = expandInputs(paths, {});
        batch.work = [&](const Input& input, const Publish& publish) {
            if (!reconstructor_) reconstructor_ = loadReconstructor();
            publish(measured(byPath.at(input.path.string()), input.name, folder));
        };
        batch.result = [&](const Record& record) {
            done.push_back(record);
            return std::string();
        };
        batch.how = work_;
        batch.output = output_;
        const int status = runBatch(batch, options);
        std::printf("%-14s %5s  %6s  %6s  %8s  %7s\n", "medians", "cases", "IoU", "gain", "1000 CD", "holes");
        for (const char* key : kRows) std::printf("%s\n", line(done, key).c_str());
        std::printf("best less, gain, medians with 90 %% intervals (paired bootstrap)\n");
        for (const char* key : kRows)
            if (std::string(key) != "best") std::printf("%s\n", lead(done, key).c_str());
        return status;
    }

private:
    std::vector<EvaluationCase> chosen(const std::vector<std::string>& inputs, const fs::path& folder) const {
        if (synthetic_ > 0) return syntheticPictures(synthetic_, folder);
        if (!fusion_.empty()) return cloudsOf(fusion_, every_, folder);
        std::vector<EvaluationCase> all, kept;
        for (const std::string& input : inputs) {
            const auto pairs = pairsIn(input);
            all.insert(all.end(), pairs.begin(), pairs.end());
        }
        if (all.empty()) throw Error(ErrorCode::Usage, "nothing to evaluate", "name a folder, --synthetic or --fusion");
        for (size_t i = 0; i < all.size(); i += static_cast<size_t>(every_)) kept.push_back(all[i]);
        return kept;
    }

    Record measured(const EvaluationCase& one, const std::string& name, const fs::path& folder) const {
        const Mesh reference = referenceMesh(one.reference);
        const ReconstructInput input{one.input, one.mask, {}};
        const Reconstruction result = reconstructCase(*reconstructor_, input, options_);
        Record record{{"name", name}, {"input", one.input.string()}, {"reference", one.reference.string()}};
        reconstructor_->write(result, options_, folder / name, true);
        record["step"] = name + "/candidate-01.step";
        record["true_box"] = figures(boxMesh(reference.box().size()), reference);
        record["predicted_box"] = figures(boxMesh(result.observation.boxSize), reference);
        if (result.observation.view) record["silhouette"] = baseline("silhouette", input, reference);
        record["nearest"] = baseline("retrieval", input, reference);
        for (const RankedCandidate& ranked : result.ranked)
            if (ranked.slot == 0 && ranked.valid) record["single"] = figures(ranked.mesh, reference);
        const RankedCandidate& best = result.ranked.front();
        record["valid"] = best.valid;
        record["source"] = best.candidate.source;
        if (best.valid) record["best"] = figures(best.mesh, reference);
        Record seconds = Record::object();
        for (const auto& [stage, time] : result.seconds) seconds[stage] = time;
        record["seconds"] = seconds;
        return record;
    }

    /// One candidate of one source, as it is proposed; null where nothing came of it.
    Record baseline(const std::string& source, const ReconstructInput& input, const Mesh& reference) const {
        ReconstructOptions options = options_;
        options.sources = source;
        options.samples = 1;
        options.fit = false;
        const Reconstruction result = reconstructCase(*reconstructor_, input, options);
        const RankedCandidate& first = result.ranked.front();
        if (!first.valid || first.candidate.source != source) return {};
        return figures(first.mesh, reference);
    }

    OutputOptions output_;
    WorkOptions work_;
    ReconstructOptions options_;
    int synthetic_ = 0, every_ = 1;
    std::string fusion_;
    std::unique_ptr<Reconstructor> reconstructor_;
};

}  // namespace

std::unique_ptr<Verb> evaluateVerb() { return std::make_unique<EvaluateVerb>(); }

}  // namespace img2cadseq::cli
