#include "infer/scan_frame.h"

#include <utility>

#include "cad/transform.h"

namespace img2cadseq::infer {
namespace {

void turnBack(CadSequence& sequence, const Mat3& axes) {
    if (!sequence.blocks.empty()) sequence = transformed(sequence, {axes.transposed(), 1.0, {}});
}

struct Back {
    const Mat3& axes;

    void operator()(CoarseCloud& event) const { turn(event.cloud, axes.transposed()); }
    void operator()(RefinedCloud& event) const { turn(event.cloud, axes.transposed()); }
    void operator()(DenoiseStep& event) const { turnBack(event.preview, axes); }
    void operator()(CandidateReady& event) const { turnBack(event.candidate.candidate.sequence, axes); }
    void operator()(Finished& event) const { (*this)(event.result); }
    void operator()(Stopped& event) const { (*this)(event.result); }
    void operator()(PhotoReady&) const {}
    void operator()(StageProgress&) const {}
    void operator()(Failed&) const {}

private:
    void operator()(Reconstruction& result) const {
        turn(result.coarse, axes.transposed());
        turn(result.refined, axes.transposed());
        turn(result.observation.cloud, axes.transposed());
        for (Observation& other : result.others) turn(other.cloud, axes.transposed());
        for (RankedCandidate& ranked : result.ranked) turnBack(ranked.candidate.sequence, axes);
    }
};

}  // namespace

void turn(PointCloud& cloud, const Mat3& by) { cloud = transformed(std::move(cloud), {by, 1.0, {}}); }

void turnBack(ReconstructEvent& event, const Mat3& axes) { std::visit(Back{axes}, event); }

}  // namespace img2cadseq::infer
