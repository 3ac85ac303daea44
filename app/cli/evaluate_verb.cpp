// evaluate: how near the results come to references, over a set of cases.

#include <cstdio>
#include <map>

#include "app/cli/batch.h"
#include "app/cli/case_picture.h"
#include "app/cli/evaluate_cases.h"
#include "app/cli/evaluate_figures.h"
#include "app/cli/png.h"
#include "app/cli/reconstruct_case.h"
#include "app/cli/verb.h"
#include "geometry/rotations.h"
#include "metrics/sampling.h"

namespace img2cadseq::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRowFile = "row.png";

metrics::Comparison compared(const Mesh& result, const Mesh& reference) {
    metrics::CompareOptions options;
    options.anyRotation = true;
    return metrics::compare(result, reference, options);
}

Record figures(const Mesh& result, const Mesh& reference) { return figuresOf(compared(result, reference)); }

Mesh boxMesh(const Vec3& size) {
    Mesh mesh;
    for (int i = 0; i < 8; ++i)
        mesh.vertices.push_back(
            {(i & 1 ? 0.5 : -0.5) * size.x, (i & 2 ? 0.5 : -0.5) * size.y, (i & 4 ? 0.5 : -0.5) * size.z});
    mesh.triangles = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4},
                      {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
    return mesh;
}

/// The rows of the cases of these names, stacked, as contact-sheet-01.png ...; what an earlier run left there goes.
std::vector<fs::path> writeSheets(const std::vector<std::string>& names, const fs::path& folder) {
    constexpr size_t kRowsASheet = 17;  // about 4000 pixels
    std::vector<fs::path> written;
    std::vector<Image> rows;
    const auto flush = [&] {
        if (rows.empty()) return;
        char name[40];
        std::snprintf(name, sizeof name, "contact-sheet-%02zu.png", written.size() + 1);
        writePicture(written.emplace_back(folder / name), stacked(rows));
        rows.clear();
    };
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().filename().string().starts_with("contact-sheet-")) fs::remove(entry.path());
    for (const std::string& name : names) {
        const fs::path row = folder / name / kRowFile;
        if (!fs::exists(row)) continue;
        rows.push_back(readPicture(row));
        if (rows.size() == kRowsASheet) flush();
    }
    flush();
    return written;
}

class EvaluateVerb : public Verb {
public:
    std::string name() const override { return "evaluate"; }
    std::string summary() const override {
        return "Measure reconstructions against references: a table, report.json, and contact sheets of input, mask, "
               "clouds, result and reference.";
    }
    std::string inputs() const override {
        return "folders of pairs (picture, cloud or scan, and STEP, STL or GLB of the same name)";
    }

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
        const fs::path folder = outputFolder(output_.out);
        options_.check();
        const auto cases = chosen(inputs, folder / "cases");
        std::map<std::string, EvaluationCase> byPath;
        std::vector<std::string> paths;
        for (const EvaluationCase& one : cases) {
            byPath[one.input.string()] = one;
            paths.push_back(one.input.string());
        }
        std::map<std::string, Record> done;  // in the order of the inputs' paths, however they were worked on
        Batch batch;
        batch.verb = name();
        batch.inputs = expandInputs(paths, {});
        batch.work = [&](const Input& input, const Publish& publish) {
            if (!reconstructor_) reconstructor_ = loadReconstructor();
            publish(measured(byPath.at(input.path.string()), input.name, folder, publish.progress));
        };
        batch.result = [&](const Record& record) {
            done[record["input"]] = record;
            return std::string();
        };
        batch.how = work_;
        batch.output = output_;
        const int status = runBatch(batch, options);
        std::vector<Record> records;
        std::vector<std::string> names;
        for (const auto& [input, record] : done) {
            records.push_back(record);
            names.push_back(record["name"]);
        }
        std::printf("%s", tableOf(records).c_str());
        for (const fs::path& sheet : writeSheets(names, folder)) std::printf("%s\n", sheet.string().c_str());
        return status;
    }

private:
    std::vector<EvaluationCase> chosen(const std::vector<std::string>& inputs, const fs::path& folder) const {
        if (synthetic_ > 0) return syntheticPictures(synthetic_, every_, folder);
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

    Record measured(const EvaluationCase& one, const std::string& name, const fs::path& folder,
                    const ProgressSink& progress) const {
        const Mesh reference = referenceMesh(one.reference);
        const ReconstructInput input{one.input, one.mask, {}};
        const Reconstruction result = reconstructCase(*reconstructor_, input, options_, progress);
        Record record{{"name", name}, {"input", one.input.string()}, {"reference", one.reference.string()}};
        reconstructor_->write(result, options_, folder / name, true);
        record["true_box"] = figures(boxMesh(reference.box().size()), reference);
        record["predicted_box"] = figures(boxMesh(result.observation.boxSize), reference);
        if (result.observation.view) record["silhouette"] = baseline("silhouette", input, reference, progress);
        record["nearest"] = baseline("retrieval", input, reference, progress);
        for (const RankedCandidate& ranked : result.ranked)
            if (ranked.slot == 0 && ranked.valid) record["single"] = figures(ranked.mesh, reference);
        const RankedCandidate& best = result.ranked.front();
        record["valid"] = best.valid;
        if (best.valid) record["step"] = name + "/candidate-01.step";
        record["row"] = name + "/" + kRowFile;
        record["source"] = best.candidate.source;
        Mesh turned = reference;  // into the result's frame
        if (best.valid) {
            const metrics::Comparison comparison = compared(best.mesh, reference);
            record["best"] = figuresOf(comparison);
            const Mat3& turn = axisRotations()[static_cast<size_t>(comparison.rotation)];
            turned = metrics::rotated(reference, turn.transposed());
        }
        writePicture(folder / name / kRowFile,
                     casePicture(result, best.valid ? best.mesh : Mesh(), turned, captionOf(record)));
        Record stages = Record::object();  // seconds
        for (const auto& [stage, time] : result.seconds) stages[stage] = time;
        record["stages"] = stages;
        return record;
    }

    /// One candidate of one source, as it is proposed; null where nothing came of it.
    Record baseline(const std::string& source, const ReconstructInput& input, const Mesh& reference,
                    const ProgressSink& progress) const {
        ReconstructOptions options = options_;
        options.sources = source;
        options.samples = 1;
        options.fit = false;
        const Reconstruction result = reconstructCase(*reconstructor_, input, options,
                                                      [&](const std::string&, double) { progress("baselines", 1.0); });
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
