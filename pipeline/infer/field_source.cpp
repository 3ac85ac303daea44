#include <algorithm>
#include <mutex>

#include "cad/validity.h"
#include "fit/field_layers.h"
#include "fit/score.h"
#include "infer/candidate_source.h"
#include "infer/same_part.h"

namespace img2cadseq::infer {
namespace {

constexpr int kOffered = 8;
constexpr double kAlike = 0.95;

/// Stacks along each axis at several levels and with few or many layers; those that explain the picture best first,
/// each unlike those before it.
class FieldSource : public CandidateSource {
public:
    std::string name() const override { return "occupancy"; }
    int count(const Observation& observation) const override {
        return observation.occupancy && observation.view ? kOffered : 0;
    }
    std::optional<Proposal> propose(const Observation& observation, uint64_t, int k, std::stop_token) const override {
        std::call_once(asked_, [&] { found_ = bestFirst(observation); });
        if (static_cast<size_t>(k) >= found_.size()) return std::nullopt;
        return Proposal{found_[static_cast<size_t>(k)]};
    }

private:
    static std::vector<CadSequence> bestFirst(const Observation& observation) {
        const Scorer scorer(observation);
        std::vector<std::pair<double, CadSequence>> ranked;
        for (int axis = 0; axis < 3; ++axis)
            for (const double level : {0.35, 0.5})
                for (const double price : {0.05, 0.15})
                    for (const bool carve : {false, true}) {
                        CadSequence made =
                            fieldProposal(observation, axis, {.level = level, .layerPrice = price, .carve = carve});
                        if (made.blocks.empty() || !isValid(made)) continue;
                        const double value = scorer.guide(made, csg::Solid(made),
                                                          {observation.view->camera, observation.occupancy->boxSize});
                        ranked.emplace_back(value, std::move(made));
                    }
        std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<CadSequence> out;
        std::vector<std::vector<bool>> insides;
        Box3 box;
        box.add(observation.boxSize * 0.5);
        box.add(observation.boxSize * -0.5);
        for (auto& [value, sequence] : ranked) {
            if (out.size() == static_cast<size_t>(kOffered)) break;
            std::vector<bool> inside = insideGrid(csg::Solid(sequence), box, 20);
            const bool known = std::any_of(insides.begin(), insides.end(),
                                           [&](const auto& other) { return overlapOf(inside, other) > kAlike; });
            if (known) continue;
            insides.push_back(std::move(inside));
            out.push_back(std::move(sequence));
        }
        return out;
    }

    mutable std::once_flag asked_;
    mutable std::vector<CadSequence> found_;
};

}  // namespace

std::shared_ptr<const CandidateSource> fieldSource() { return std::make_shared<FieldSource>(); }

}  // namespace img2cadseq::infer
