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

constexpr size_t kPooled = 96, kAligned = 64;  ///< that the picture is asked about
constexpr size_t kLookedAt = 24;               ///< closely, of either
constexpr int kOffered = 16;

/// One a process, made when it is first asked for; who stops that leaves it to the next.
const PartIndex& sharedIndex(const std::stop_token& stop) {
    static const PartIndex index =
        PartIndex::open(indexFolder() / "parts.bin", kRetrievalParts, kRetrievalSeed, 0, stop);
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
    std::optional<Proposal> propose(const Observation& observation, uint64_t, int k,
                                    std::stop_token stop) const override {
        std::call_once(asked_,
                       [&] { found_ = observation.occupancy ? seen(observation, stop) : measured(observation, stop); });
        if (static_cast<size_t>(k) >= found_.size()) return std::nullopt;
        return Proposal{found_[static_cast<size_t>(k)], std::nullopt, {}};
    }

private:
    static std::vector<CadSequence> measured(const Observation& observation, const std::stop_token& stop) {
        std::vector<CadSequence> out;
        for (RetrievedPart& part : sharedIndex(stop).nearest(observation.cloud, {}, observation.boxSize, kOffered))
            out.push_back(std::move(part.sequence));
        return out;
    }

    /// The best by all evidence of those that overlap most with the predicted occupancy and of those that the alignment
    /// takes for alike, in turn: what either finds is not what the other does.
    std::vector<CadSequence> seen(const Observation& observation, const std::stop_token& stop) const {
        const Occupancy& field = *observation.occupancy;
        const Scorer scorer(observation);
        std::vector<CadSequence> overlapping, alike;
        for (RetrievedPart& part : sharedIndex(stop).overlapping(field.probability, field.side, field.boxSize, kPooled))
            overlapping.push_back(std::move(part.sequence));
        if (aligned_ && !observation.cloud.positions.empty())
            alike = aligned_->index(stop).nearest({&observation.cloud, &observation.edges, &field}, field.boxSize,
                                                  kAligned);
        std::vector<CadSequence> first = bestFirst(std::move(overlapping), scorer),
                                 second = bestFirst(std::move(alike), scorer), out;
        for (size_t i = 0; i < std::max(first.size(), second.size()); ++i)
            for (std::vector<CadSequence>* from : {&first, &second})
                if (i < from->size() && out.size() < static_cast<size_t>(kOffered))
                    out.push_back(std::move((*from)[i]));
        return out;
    }

    struct Ranked {
        double value;
        csg::Solid solid;
        CadSequence part;
    };

    /// By coarse pictures, and the first of those by fine ones.
    static std::vector<CadSequence> bestFirst(std::vector<CadSequence> parts, const Scorer& scorer) {
        std::vector<Ranked> ranked;
        for (CadSequence& part : parts) {
            csg::Solid solid(part);
            ranked.push_back({-1.0, std::move(solid), std::move(part)});
        }
        order(ranked, ranked.size(), scorer, Detail::Coarse);
        order(ranked, std::min(ranked.size(), kLookedAt), scorer, Detail::Fine);
        std::vector<CadSequence> out;
        for (Ranked& one : ranked) out.push_back(std::move(one.part));
        return out;
    }

    /// Sorts the first `count` by what the evidence says.
    static void order(std::vector<Ranked>& ranked, size_t count, const Scorer& scorer, Detail detail) {
        const Observation& observation = scorer.observation();
        const Occupancy& field = *observation.occupancy;
        for (size_t i = 0; i < count; ++i) {
            Ranked& one = ranked[i];
            one.value = observation.view
                            ? scorer.guide(one.part, one.solid, {observation.view->camera, field.boxSize}, detail)
                            : expectedOverlap(one.solid, field, field.boxSize);
        }
        std::stable_sort(ranked.begin(), ranked.begin() + static_cast<ptrdiff_t>(count),
                         [](const Ranked& a, const Ranked& b) { return a.value > b.value; });
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
