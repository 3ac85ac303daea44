// sample: parts that the diffusion invents, with nothing to go by.

#include <cstdio>

#include "app/cli/inputs.h"
#include "app/cli/progress_line.h"
#include "app/cli/reconstruct_case.h"
#include "app/cli/verb.h"
#include "core/file.h"

namespace img2cadseq::cli {
namespace {

namespace fs = std::filesystem;

class SampleVerb : public Verb {
public:
    std::string name() const override { return "sample"; }
    std::string summary() const override { return "Invent parts, as STEP; the same seed invents the same parts."; }

    void describe(OptionList& list) override {
        list.add("out", &out_, {.help = "folder for the files", .placeholder = "DIR", .reported = false});
        list.add(options_);
    }

    int run(const std::vector<std::string>&, const OptionList&) override {
        const fs::path folder = outputFolder(out_);
        options_.check();
        makeFolder(folder);
        const auto reconstructor = loadReconstructor();
        const Reconstruction result = made(*reconstructor);
        reconstructor->write(result, options_, folder, false);
        size_t valid = 0;
        for (const RankedCandidate& ranked : result.ranked) valid += ranked.valid ? 1 : 0;
        for (size_t rank = 1; rank <= valid; ++rank) {
            char step[32];
            std::snprintf(step, sizeof step, "candidate-%02zu.step", rank);
            std::printf("%s\n", (folder / step).string().c_str());
        }
        return valid > 0 ? 0 : exitStatus(ErrorCode::NoCandidate);
    }

private:
    Reconstruction made(Reconstructor& reconstructor) const {
        ProgressLine progress(name());
        return reconstructCase(reconstructor, {}, options_, [&](const std::string& stage, double fraction) {
            progress.show(fraction, stageText(stage, fraction));
        });
    }

    std::string out_;
    ReconstructOptions options_;
};

}  // namespace

std::unique_ptr<Verb> sampleVerb() { return std::make_unique<SampleVerb>(); }

}  // namespace img2cadseq::cli
