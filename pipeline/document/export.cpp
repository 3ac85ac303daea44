#include "document/export.h"

#include "brep/compile.h"
#include "brep/stl.h"
#include "cad/json.h"
#include "cloud/cloud.h"
#include "core/file.h"
#include "document/real_size.h"

namespace img2cadseq {
namespace {

brep::StepOptions stepOptions(const RankedCandidate& candidate, const ExportOptions& options) {
    brep::StepOptions step;
    step.schema = options.schema;
    step.unit = options.unit;
    step.productName = options.productName;
    step.colour = options.colour;
    step.version = IMG2CADSEQ_VERSION;
    step.seed = candidate.candidate.seed;
    return step;
}

Mesh inUnit(Mesh mesh, brep::LengthUnit unit) {
    if (unit == brep::LengthUnit::Inch)
        for (Vec3& vertex : mesh.vertices) vertex = vertex / kMillimetresPerInch;
    return mesh;
}

/// A file of one thing, written on a worker.
class WriteJob : public Job {
public:
    WriteJob(std::function<void()> write, std::function<void(const JobOutcome&)> done)
        : write_(std::move(write)), done_(std::move(done)) {}
    void process(const JobControl&) override { write_(); }
    void finalize(const JobOutcome& outcome) override {
        if (done_) done_(outcome);
    }

private:
    std::function<void()> write_;
    std::function<void(const JobOutcome&)> done_;
};

}  // namespace

std::string suffixOf(ExportKind kind) {
    switch (kind) {
        case ExportKind::Step: return ".step";
        case ExportKind::Stl: return ".stl";
        case ExportKind::Sequence: return ".json";
        case ExportKind::FreecadMacro: return ".FCMacro";
        case ExportKind::Cloud: return ".ply";
    }
    return {};
}

std::shared_ptr<const brep::Solid> solidOf(const RankedCandidate& candidate) {
    if (candidate.solid) return candidate.solid;
    return std::make_shared<const brep::Solid>(brep::compile(candidate.sequence));
}

void exportCandidate(const RankedCandidate& candidate, ExportKind kind, const std::filesystem::path& file,
                     const ExportOptions& options) {
    if (!candidate.valid && kind != ExportKind::Sequence)
        throw Error(ErrorCode::BadGeometry, "this candidate is no valid solid: " + candidate.reason,
                    "choose another one, or export its sequence");
    switch (kind) {
        case ExportKind::Step: brep::writeStep(*solidOf(candidate), file, stepOptions(candidate, options)); break;
        case ExportKind::Stl: brep::writeStl(inUnit(candidate.mesh, options.unit), file); break;
        case ExportKind::Sequence:
            writeSequence(candidate.sequence.blocks.empty() ? candidate.candidate.sequence : candidate.sequence,
                          file.string());
            break;
        case ExportKind::FreecadMacro: writeFile(file, freecadMacro(candidate.sequence)); break;
        case ExportKind::Cloud: throw Error(ErrorCode::Usage, "a candidate has no cloud", "export the run's cloud");
    }
}

std::unique_ptr<Job> exportJob(CandidatePtr candidate, ExportKind kind, std::filesystem::path file,
                               ExportOptions options, std::function<void(const JobOutcome&)> done) {
    return std::make_unique<WriteJob>(
        [candidate = std::move(candidate), kind, file = std::move(file), options = std::move(options)] {
            exportCandidate(*candidate, kind, file, options);
        },
        std::move(done));
}

std::unique_ptr<Job> exportCloudJob(PointCloud cloud, std::filesystem::path file,
                                    std::function<void(const JobOutcome&)> done) {
    return std::make_unique<WriteJob>([cloud = std::move(cloud), file = std::move(file)] { writePly(file, cloud); },
                                      std::move(done));
}

}  // namespace img2cadseq
