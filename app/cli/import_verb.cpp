// import: other people's construction sequences to this program's JSON, at the size they are given.

#include "app/cli/batch.h"
#include "app/cli/interrupt.h"
#include "app/cli/verb.h"
#include "cad/import.h"
#include "cad/json.h"

namespace img2cadseq::cli {
namespace {

namespace fs = std::filesystem;

/// Writes one model; its file is called after the input, or after the model's own id in a file of many.
Record imported(const Input& input, const fs::path& folder, const ImportedModel& model, FileNames& names) {
    if (model.error) return failureRecord(input, model.id, *model.error);
    const std::string name = names.unique(model.line > 0 ? model.id : input.name);
    const std::string file = name + ".json";
    writeSequence(model.sequence, (folder / file).string());
    const Vec3 size = boundingBox(model.sequence).size();
    Record record = {{"name", name},
                     {"input", input.path.string()},
                     {"valid", true},
                     {"sequence", file},
                     {"blocks", model.sequence.blocks.size()},
                     {"loops", loopCount(model.sequence)},
                     {"curves", curveCount(model.sequence)},
                     {"unit", "mm"},
                     {"size", {size.x, size.y, size.z}}};
    if (model.line > 0) record["line"] = model.line;
    if (model.volume) record["stated_volume"] = *model.volume;
    if (model.area) record["stated_area"] = *model.area;
    return record;
}

class ImportVerb : public Verb {
public:
    std::string name() const override { return "import"; }
    std::string summary() const override {
        return "Import DeepCAD and Fusion 360 Gallery models as construction sequences.";
    }
    std::string inputs() const override { return "model files (.json, .jsonl), or folders of them"; }

    void describe(OptionList& list) override {
        list.add(output_);
        list.add(work_);
    }

    int run(const std::vector<std::string>& inputs, const OptionList& options) override {
        const fs::path folder = outputFolder(output_.out);
        Batch batch;
        batch.verb = name();
        batch.inputs = expandInputs(inputs, {".json", ".jsonl"});
        batch.work = [&](const Input& input, const Publish& publish) {
            FileNames names({fs::path(kReportName).stem().string()});
            importFile(input.path.string(), [&](ImportedModel&& model) {
                if (interruptCount() > 0) throw Error(ErrorCode::Stopped, "stopped");
                publish(imported(input, folder, model, names));
            });
        };
        batch.result = [&](const Record& record) { return (folder / outputOf(record)).string(); };
        batch.how = work_;
        batch.output = output_;
        return runBatch(batch, options);
    }

private:
    OutputOptions output_;
    WorkOptions work_;
};

}  // namespace

std::unique_ptr<Verb> importVerb() { return std::make_unique<ImportVerb>(); }

}  // namespace img2cadseq::cli
