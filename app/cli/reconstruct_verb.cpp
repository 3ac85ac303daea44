// reconstruct: pictures and clouds to ranked STEP files, a folder each.

#include "app/cli/batch.h"
#include "app/cli/reconstruct_case.h"
#include "app/cli/verb.h"
#include "core/suffix.h"

namespace img2cadseq::cli {
namespace {

namespace fs = std::filesystem;

/// "x,y,w,h" in pixels; none where the text is empty.
std::optional<Box2> boxOf(const std::string& text) {
    if (text.empty()) return std::nullopt;
    double x = 0, y = 0, w = 0, h = 0;
    char end = 0;
    if (std::sscanf(text.c_str(), "%lf,%lf,%lf,%lf%c", &x, &y, &w, &h, &end) != 4 || !(w > 0) || !(h > 0))
        throw Error(ErrorCode::Usage, "--box must be x,y,w,h in pixels, not " + text);
    return Box2{{x, y}, {x + w, y + h}};
}

class ReconstructVerb : public Verb {
public:
    std::string name() const override { return "reconstruct"; }
    std::string summary() const override { return "Reconstruct parts from pictures or point clouds, as ranked STEP."; }
    std::string inputs() const override {
        return "pictures, clouds (.ply .pcd .xyz), scans (.stl .obj .glb), or folders";
    }

    void describe(OptionList& list) override {
        list.add(output_);
        list.add(options_);
        list.add("mask", &mask_, {.help = "picture of the mask of the part meant", .placeholder = "FILE"});
        list.add(
            "box", &box_,
            {.help = "x,y,w,h: the part meant lies inside, in pixels of the file, upright", .placeholder = "X,Y,W,H"});
        list.add("best", &best_, {.help = "write the best candidate only"});
        list.add(work_);
    }

    int run(const std::vector<std::string>& inputs, const OptionList& options) override {
        options_.check();
        const std::optional<Box2> box = boxOf(box_);
        const fs::path folder = outputFolder(output_.out);
        Batch batch;
        batch.verb = name();
        batch.inputs = expandInputs(inputs, inputSuffixes());
        batch.work = [&](const Input& input, const Publish& publish) {
            if (!reconstructor_) reconstructor_ = loadReconstructor();
            publish(reconstructed({input.path, mask_, box}, input.name, folder, publish.progress));
        };
        batch.result = [&](const Record& record) { return (folder / outputOf(record)).string(); };
        batch.how = work_;
        batch.output = output_;
        return runBatch(batch, options);
    }

private:
    Record reconstructed(const ReconstructInput& input, const std::string& name, const fs::path& folder,
                         const ProgressSink& progress) const {
        const Reconstruction result = reconstructCase(*reconstructor_, input, options_, progress);
        reconstructor_->write(result, options_, folder / name, best_);
        const bool any = !result.ranked.empty() && result.ranked.front().valid;
        Record record{
            {"name", name}, {"input", input.path.string()}, {"valid", any}, {"report", name + "/report.json"}};
        if (!any) {
            record["reason"] = "no candidate passed the gate";
            record["error"] = errorCodeName(ErrorCode::NoCandidate);
            return record;
        }
        const RankedCandidate& first = result.ranked.front();
        record["step"] = name + "/candidate-01.step";
        record["source"] = first.candidate.source;
        record["score"] = first.candidate.score.total;
        record["candidates"] = result.ranked.size();
        return record;
    }

    OutputOptions output_;
    WorkOptions work_;
    ReconstructOptions options_;
    std::string mask_, box_;
    bool best_ = false;
    std::unique_ptr<Reconstructor> reconstructor_;
};

}  // namespace

std::unique_ptr<Verb> reconstructVerb() { return std::make_unique<ReconstructVerb>(); }

}  // namespace img2cadseq::cli
