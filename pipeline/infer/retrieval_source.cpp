#include <algorithm>
#include <cstdlib>
#include <mutex>

#include "core/error.h"
#include "core/log.h"
#include "fit/score.h"
#include "infer/candidate_source.h"
#include "infer/retrieval.h"

namespace img2cadseq::infer {
namespace {

constexpr size_t kPooled = 96;  ///< of the nearest that the picture is asked about
constexpr int kOffered = 16;

std::filesystem::path indexFile() {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    if (cache && *cache) return std::filesystem::path(cache) / "img2cadseq" / "parts.bin";
    if (home && *home) return std::filesystem::path(home) / ".cache" / "img2cadseq" / "parts.bin";
    return std::filesystem::temp_directory_path() / "img2cadseq-parts.bin";
}

/// One a process, made when it is first asked for.
const PartIndex& sharedIndex() {
    static const PartIndex index = PartIndex::open(indexFile());
    return index;
}

/// The nearest generated parts, best first, by all evidence.
class RetrievalSource : public CandidateSource {
public:
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

    static std::vector<CadSequence> seen(const Observation& observation) {
        const Occupancy& field = *observation.occupancy;
        std::vector<std::pair<double, CadSequence>> ranked;
        const Scorer scorer(observation);
        for (RetrievedPart& part : sharedIndex().overlapping(field.probability, field.side, field.boxSize, kPooled)) {
            const double value = observation.view ? scorer.guide(part.sequence, csg::Solid(part.sequence),
                                                                 {observation.view->camera, field.boxSize})
                                                  : -part.distance;
            ranked.emplace_back(value, std::move(part.sequence));
        }
        std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<CadSequence> out;
        for (auto& [value, sequence] : ranked)
            if (out.size() < static_cast<size_t>(kOffered)) out.push_back(std::move(sequence));
        return out;
    }

    mutable std::once_flag asked_;
    mutable std::vector<CadSequence> found_;
};

}  // namespace

std::shared_ptr<const CandidateSource> retrievalSource() { return std::make_shared<RetrievalSource>(); }

}  // namespace img2cadseq::infer
