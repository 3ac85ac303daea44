#include <algorithm>
#include <mutex>

#include "fit/occupancy.h"
#include "fit/score.h"
#include "infer/aligned_parts.h"
#include "infer/candidate_source.h"
#include "infer/index_folder.h"
#include "infer/retrieval.h"

namespace img2cadseq::infer {
namespace {

constexpr size_t kPooled = 96, kAligned = 64;  ///< of the nearest that the picture is asked about
constexpr int kOffered = 16;

/// One a process, made when it is first asked for.
const PartIndex& sharedIndex() {
    static const PartIndex index = PartIndex::open(indexFolder() / "parts.bin");
    return index;
}

/// The nearest generated parts, best first, by all evidence.
class RetrievalSource : public CandidateSource {
public:
    explicit RetrievalSource(std::shared_ptr<const AlignedParts> aligned) : aligned_(std::move(aligned)) {}
    std::string name() const override { return "retrieval"; }
    int count(const Observation& observation) const override {
        return observation.occupancy || observation.cloudMeasured ? kOffered : 0;
    }
    std::optional<Proposal> propose(const Observation& observation, uint64_t, int k, std::stop_token) const override {
        std::call_once(asked_, [&] { found_ = observation.occupancy ? seen(observation) : measured(observation); });
        if (static_cast<size_t>(k) >= found_.size()) return std::nullopt;
        return Proposal{found_[static_cast<size_t>(k)], std::nullopt, {}};
    }

private:
    static std::vector<CadSequence> measured(const Observation& observation) {
        std::vector<CadSequence> out;
        for (RetrievedPart& part : sharedIndex().nearest(observation.cloud, {}, observation.boxSize, kOffered))
            out.push_back(std::move(part.sequence));
        return out;
    }

    /// Those that overlap most with the predicted occupancy, and those that the alignment takes for alike.
    std::vector<CadSequence> pool(const Observation& observation) const {
        const Occupancy& field = *observation.occupancy;
        std::vector<CadSequence> out;
        for (RetrievedPart& part : sharedIndex().overlapping(field.probability, field.side, field.boxSize, kPooled))
            out.push_back(std::move(part.sequence));
        if (aligned_ && !observation.cloud.positions.empty())
            for (CadSequence& part :
                 aligned_->index().nearest({&observation.cloud, &observation.edges, &field}, field.boxSize, kAligned))
                out.push_back(std::move(part));
        return out;
    }

    std::vector<CadSequence> seen(const Observation& observation) const {
        const Occupancy& field = *observation.occupancy;
        std::vector<std::pair<double, CadSequence>> ranked;
        const Scorer scorer(observation);
        for (CadSequence& part : pool(observation)) {
            const csg::Solid solid(part);
            const double value = observation.view ? scorer.guide(part, solid, {observation.view->camera, field.boxSize})
                                                  : expectedOverlap(solid, field, field.boxSize);
            ranked.emplace_back(value, std::move(part));
        }
        std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<CadSequence> out;
        for (auto& [value, sequence] : ranked)
            if (out.size() < static_cast<size_t>(kOffered)) out.push_back(std::move(sequence));
        return out;
    }

    std::shared_ptr<const AlignedParts> aligned_;
    mutable std::once_flag asked_;
    mutable std::vector<CadSequence> found_;
};

}  // namespace

std::shared_ptr<const CandidateSource> retrievalSource(std::shared_ptr<const AlignedParts> aligned) {
    return std::make_shared<RetrievalSource>(std::move(aligned));
}

}  // namespace img2cadseq::infer
