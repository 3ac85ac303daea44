#include <algorithm>
#include <mutex>

#include "cad/validity.h"
#include "fit/field_layers.h"
#include "fit/height_field.h"
#include "fit/score.h"
#include "infer/candidate_source.h"
#include "infer/same_part.h"

namespace img2cadseq::infer {
namespace {

constexpr int kOffered = 8;
constexpr double kAlike = 0.95;

using Stacks = std::vector<CadSequence>;

/// Those that explain the picture best first, each unlike those before it.
Stacks bestFirst(const Observation& observation, Stacks made) {
    const Scorer scorer(observation);
    std::vector<std::pair<double, CadSequence>> ranked;
    for (CadSequence& one : made) {
        if (one.blocks.empty() || !isValid(one)) continue;
        const double value = scorer.guide(one, csg::Solid(one), {observation.view->camera, observation.boxSize});
        ranked.emplace_back(value, std::move(one));
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    Stacks out;
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

/// Stacks of prisms along each axis, made in several ways from what was predicted.
class StackSource : public CandidateSource {
public:
    using Has = bool(const Observation&);
    using Make = Stacks(const Observation&);
    StackSource(std::string name, Has* has, Make* make) : name_(std::move(name)), has_(has), make_(make) {}

    std::string name() const override { return name_; }
    int count(const Observation& observation) const override {
        return observation.view && has_(observation) ? kOffered : 0;
    }
    std::optional<Proposal> propose(const Observation& observation, uint64_t, int k, std::stop_token) const override {
        std::call_once(asked_, [&] { found_ = bestFirst(observation, make_(observation)); });
        if (static_cast<size_t>(k) >= found_.size()) return std::nullopt;
        return Proposal{found_[static_cast<size_t>(k)]};
    }

private:
    std::string name_;
    Has* has_;
    Make* make_;
    mutable std::once_flag asked_;
    mutable Stacks found_;
};

/// At several levels and with few or many layers.
Stacks ofField(const Observation& observation) {
    Stacks made;
    for (int axis = 0; axis < 3; ++axis)
        for (const double level : {0.35, 0.5})
            for (const double price : {0.05, 0.15})
                for (const bool carve : {false, true})
                    made.push_back(
                        fieldProposal(observation, axis, {.level = level, .layerPrice = price, .carve = carve}));
    return made;
}

/// With few or many levels, evened within small or large regions or as they are.
Stacks ofHeights(const Observation& observation) {
    constexpr RegionOptions kLarge{.scale = 8.0, .levelShare = 2.0, .blur = 0.03, .least = 20};
    const std::optional<RegionOptions> regions[] = {RegionOptions{}, kLarge, std::nullopt};
    Stacks made;
    for (int axis = 0; axis < 3; ++axis)
        for (const double price : {0.003, 0.012})
            for (const auto& evened : regions)
                made.push_back(heightFieldProposal(observation, axis, {.levelPrice = price, .regions = evened}));
    return made;
}

}  // namespace

std::shared_ptr<const CandidateSource> fieldSource() {
    return std::make_shared<StackSource>(
        "occupancy", [](const Observation& o) { return o.occupancy.has_value(); }, &ofField);
}

std::shared_ptr<const CandidateSource> heightFieldSource() {
    return std::make_shared<StackSource>(
        "height field", [](const Observation& o) { return !o.view->levels.empty(); }, &ofHeights);
}

}  // namespace img2cadseq::infer
