#include "app/recorded_run.h"

#include "brep/compile.h"
#include "brep/mesh.h"
#include "cad/transform.h"
#include "codes/layout.h"
#include "csg/solid.h"

namespace img2cadseq::test {
namespace {

constexpr double kLongest = 100.0;

PointCloud cloudOf(const CadSequence& canonical, size_t count, bool refined) {
    PointCloud cloud;
    for (const auto& sample : csg::Solid(canonical).sampleSurface(count, Random(3))) {
        cloud.positions.push_back(cast<float>(sample.position));
        cloud.confidence.push_back(0.5f + static_cast<float>(sample.position.x) / 2);
        if (refined) cloud.importance.push_back(0.5f + static_cast<float>(sample.position.z) / 2);
    }
    return cloud;
}

/// The tokens of one block with two loops, uncovered from the first to the last over the steps.
std::vector<int> tokensAt(int step) {
    using namespace codes;
    PartCodes codes;
    codes.blocks = {{3, 14}, {15, 92}};
    codes.loops.resize(3);
    codes.loops[1].block = codes.loops[2].block = 1;
    codes.loops[2].hole = true;
    const CodeTree tree = layOut(codes);
    std::vector<int> tokens;
    const int known = kSlots * step / kRecordedSteps;
    for (int slot = 0; slot < kSlots; ++slot)
        for (const int16_t token : tree[static_cast<size_t>(slot)]) tokens.push_back(slot <= known ? token : kNone);
    return tokens;
}

RankedCandidate candidateOf(const CadSequence& part, int slot, double score, const Camera& camera) {
    RankedCandidate made;
    made.candidate.sequence = normalised(part, csg::Solid(part).box());
    made.candidate.source = slot == 0 ? "diffusion" : "retrieval";
    made.candidate.seed = 11;
    made.candidate.sample = slot;
    made.candidate.camera = camera;
    made.candidate.score = {score, -1.0, -1.0, score};
    made.slot = slot;
    made.sequence = scaled(made.candidate.sequence, kLongest);
    const brep::Solid solid = brep::compile(made.sequence);
    made.mesh = brep::mesh(solid);
    made.valid = true;
    made.faces = static_cast<int>(made.mesh.faceTypes.size());
    made.volume = made.mesh.volume();
    made.size = made.mesh.box().size();
    return made;
}

}  // namespace

Recording recordedRun(double seconds) {
    Recording recording;
    recording.input = "bracket.jpg";
    recording.options.samples = 3;
    const auto add = [&](ReconstructEvent event) {
        recording.events.push_back({seconds * static_cast<double>(recording.events.size()), std::move(event)});
    };
    const CadSequence first = plateWithBoss(10), second = plateWithBoss(14);
    const Camera camera = Camera::lookAt({1.6, 1.6, 1.2}, {0, 0, 0}, {0, 0, 1}, 0.7, 128, 128);
    PhotoReady photo{Image(320, 240, Rgb{196, 190, 180}), Mask(320, 240)};
    for (int y = 60; y < 180; ++y)
        for (int x = 80; x < 240; ++x) {
            photo.photo.at(x, y) = {90, 100, 120};
            photo.mask.at(x, y) = 255;
        }
    const CadSequence canonical = normalised(first, csg::Solid(first).box());
    add(StageProgress{"segmentation", 0.05, 0});
    add(photo);
    add(CoarseCloud{cloudOf(canonical, 800, false), camera, 0.0});
    add(RefinedCloud{cloudOf(canonical, 1600, true)});
    for (int step = 1; step <= kRecordedSteps; ++step)
        add(DenoiseStep{0, step, kRecordedSteps, tokensAt(step), canonical});
    add(CandidateReady{1, candidateOf(first, 0, 0.91, camera)});
    add(CandidateReady{2, candidateOf(second, 1, 0.74, camera)});
    RankedCandidate failed = candidateOf(first, 2, 0.3, camera);
    failed.valid = false;
    failed.reason = "the shell is not closed";
    failed.mesh = {};
    add(CandidateReady{3, failed});
    Finished finished;
    finished.result.input = recording.input;
    finished.result.photo = photo.photo;
    finished.result.mask = photo.mask;
    finished.result.device = "cpu";
    for (const RecordedEvent& event : recording.events) {
        if (const auto* coarse = std::get_if<CoarseCloud>(&event.event)) finished.result.coarse = coarse->cloud;
        if (const auto* refined = std::get_if<RefinedCloud>(&event.event)) finished.result.refined = refined->cloud;
        if (const auto* ready = std::get_if<CandidateReady>(&event.event))
            finished.result.ranked.push_back(ready->candidate);
    }
    finished.result.seconds = {{"denoising", 1.5}};
    add(finished);
    return recording;
}

}  // namespace img2cadseq::test
