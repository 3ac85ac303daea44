#include <algorithm>
#include <mutex>

#include "fit/occupancy.h"
#include "infer/candidate_source.h"
#include "infer/index_folder.h"
#include "infer/reading.h"
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
    explicit RetrievalSource(const Judges& judges) : judges_(judges) {}
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
        const Reading reading(observation, judges_);
        std::vector<CadSequence> overlapping, alike;
        for (RetrievedPart& part : sharedIndex(stop).overlapping(field.probability, field.side, field.boxSize, kPooled))
            overlapping.push_back(std::move(part.sequence));
        if (judges_.aligned && !observation.cloud.positions.empty())
            alike = judges_.aligned->index(stop).nearest({&observation.cloud, &observation.edges, &field},
                                                         field.boxSize, kAligned);
        std::vector<CadSequence> first = bestFirst(std::move(overlapping), reading),
                                 second = bestFirst(std::move(alike), reading), out;
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

    /// By what coarse pictures say, and the first of those by everything.
    static std::vector<CadSequence> bestFirst(std::vector<CadSequence> parts, const Reading& reading) {
        std::vector<Ranked> ranked;
        for (CadSequence& part : parts) ranked.push_back({-1.0, csg::Solid(part), std::move(part)});
        order(ranked, ranked.size(), [&](const Ranked& one) { return atAGlance(one, reading); });
        order(ranked, std::min(ranked.size(), kLookedAt), [&](const Ranked& one) { return closely(one, reading); });
        std::vector<CadSequence> out;
        for (Ranked& one : ranked) out.push_back(std::move(one.part));
        return out;
    }

    template <class Value>
    static void order(std::vector<Ranked>& ranked, size_t count, const Value& value) {
        for (size_t i = 0; i < count; ++i) ranked[i].value = value(ranked[i]);
        std::stable_sort(ranked.begin(), ranked.begin() + static_cast<ptrdiff_t>(count),
                         [](const Ranked& a, const Ranked& b) { return a.value > b.value; });
    }

    static double atAGlance(const Ranked& one, const Reading& reading) {
        const Observation& observation = reading.observation();
        const Occupancy& field = *observation.occupancy;
        if (!observation.view) return expectedOverlap(one.solid, field, field.boxSize);
        return reading.scorer().guide(one.part, one.solid, {observation.view->camera, field.boxSize}, Detail::Coarse);
    }

    static double closely(const Ranked& one, const Reading& reading) {
        const Observation& observation = reading.observation();
        if (!observation.view) return one.value;
        Candidate candidate;
        candidate.sequence = one.part;
        candidate.camera = observation.view->camera;
        candidate.boxSize = observation.occupancy->boxSize;
        return reading.promise(candidate, one.solid);
    }

    const Judges judges_;
    mutable std::once_flag asked_;
    mutable std::vector<CadSequence> found_;
};

}  // namespace

std::shared_ptr<const CandidateSource> retrievalSource(const Judges& judges) {
    return std::make_shared<RetrievalSource>(judges);
}

}  // namespace img2cadseq::infer
