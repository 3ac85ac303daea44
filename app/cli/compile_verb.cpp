// compile: construction sequences to STEP, at the size they are given.

#include <algorithm>

#include "app/cli/batch.h"
#include "app/cli/verb.h"
#include "brep/built.h"
#include "brep/compile.h"
#include "brep/step.h"
#include "cad/json.h"
#include "cad/validity.h"
#include "csg/solid.h"

namespace img2cadseq::cli {
namespace {

namespace fs = std::filesystem;

Record facts(const Input& input, const CadSequence& sequence, const brep::Solid& solid,
             const brep::CompileReport& compiled) {
    const brep::MassProperties mass = solid.massProperties();
    const Vec3 size = solid.box().size();
    return {{"name", input.name},
            {"input", input.path.string()},
            {"valid", true},
            {"product", sequence.name},
            {"blocks", sequence.blocks.size()},
            {"bodies", solid.bodyCount()},
            {"faces", solid.faceCount()},
            {"edges", solid.edgeCount()},
            {"unit", "mm"},
            {"volume", mass.volume},
            {"area", mass.area},
            {"size", {size.x, size.y, size.z}},
            {"healed", compiled.healed},
            {"warnings", compiled.warnings}};
}

class CompileVerb : public Verb {
public:
    std::string name() const override { return "compile"; }
    std::string summary() const override { return "Compile construction sequences to STEP files of valid solids."; }
    std::string inputs() const override { return "sequence files (.json), or folders of them"; }

    void describe(OptionList& list) override {
        list.add(output_);
        list.add(work_);
        list.add("schema", &schema_,
                 {.help = "STEP schema", .placeholder = "SCHEMA", .choices = {"ap214", "ap242", "ap203"}});
    }

    int run(const std::vector<std::string>& inputs, const OptionList& options) override {
        const fs::path folder = outputFolder(output_.out);
        Batch batch;
        batch.verb = name();
        batch.inputs = expandInputs(inputs, {".json"});
        batch.work = [&](const Input& input, const Publish& publish) { publish(compiled(input, folder)); };
        batch.result = [&](const Record& record) { return (folder / outputOf(record)).string(); };
        batch.how = work_;
        batch.output = output_;
        return runBatch(batch, options);
    }

private:
    Record compiled(const Input& input, const fs::path& folder) const {
        const CadSequence sequence = readSequence(input.path.string());
        requireValid(sequence);
        brep::CompileReport how;
        const brep::Solid solid = brep::compile(sequence, &how);
        const std::string file = input.name + ".step";
        brep::StepOptions step;
        step.schema = brep::stepSchemaOf(schema_);
        step.productName = sequence.name;
        step.version = IMG2CADSEQ_VERSION;
        const brep::Verdict same = brep::sameVolume(solid, csg::Solid(sequence).volume());
        const brep::Verdict passed =
            same.valid ? brep::gateAndWriteStep(solid, folder / file, step) : brep::gate(solid);
        Record record = facts(input, sequence, solid, how);
        if (same.valid && passed.valid) {
            record["step"] = file;
        } else {
            record["valid"] = false;
            record["reason"] = passed.valid ? same.reason : "the part does not pass the gate: " + passed.reason;
            record["error"] = errorCodeName(ErrorCode::NoCandidate);
        }
        return record;
    }

    OutputOptions output_;
    WorkOptions work_;
    std::string schema_ = "ap214";
};

}  // namespace

std::unique_ptr<Verb> compileVerb() { return std::make_unique<CompileVerb>(); }

}  // namespace img2cadseq::cli
