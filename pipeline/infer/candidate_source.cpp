#include "infer/candidate_source.h"

#include <algorithm>

#include "fit/layers.h"

namespace img2cadseq::infer {
namespace {

class BoxSource : public CandidateSource {
public:
    std::string name() const override { return "box"; }
    int count(const Observation&) const override { return 1; }
    std::optional<Proposal> propose(const Observation& observation, uint64_t, int, std::stop_token) const override {
        return Proposal{boxSequence(observation.boxSize), std::nullopt};
    }
};

/// One proposal an axis, of a measured cloud.
class AxisSource : public CandidateSource {
public:
    using Propose = CadSequence(const PointCloud&, int, const LayerOptions&);
    AxisSource(std::string name, Propose* propose) : name_(std::move(name)), propose_(propose) {}
    std::string name() const override { return name_; }
    int count(const Observation& observation) const override { return observation.cloudMeasured ? 3 : 0; }
    std::optional<Proposal> propose(const Observation& observation, uint64_t, int k, std::stop_token) const override {
        CadSequence sequence = propose_(observation.cloud, k, {});
        if (sequence.blocks.empty()) return std::nullopt;
        return Proposal{std::move(sequence), std::nullopt};
    }

private:
    std::string name_;
    Propose* propose_;
};

}  // namespace

CadSequence boxSequence(const Vec3& size) {
    const Vec2 half{size.x / 2, size.y / 2};
    const Vec2 corners[] = {{-half.x, -half.y}, {half.x, -half.y}, {half.x, half.y}, {-half.x, half.y}};
    Loop loop;
    for (int i = 0; i < 4; ++i) loop.curves.push_back(Line{corners[i], corners[(i + 1) % 4]});
    ExtrudeBlock block;
    block.sketch.profiles.push_back({loop, {}});
    block.extent = {-size.z / 2, size.z / 2};
    return {{}, {block}};
}

std::shared_ptr<const CandidateSource> boxSource() { return std::make_shared<BoxSource>(); }
std::shared_ptr<const CandidateSource> layersSource() {
    return std::make_shared<AxisSource>("layers", &layeredProposal);
}
std::shared_ptr<const CandidateSource> prismSource() { return std::make_shared<AxisSource>("prism", &prismProposal); }

std::optional<Turn> turnOf(int slot, const Sources& sources, const Observation& observation) {
    std::vector<int> left;
    for (const auto& source : sources) left.push_back(source->count(observation));
    for (int round = 0; std::any_of(left.begin(), left.end(), [&](int count) { return count > round; }); ++round)
        for (size_t i = 0; i < sources.size(); ++i)
            if (left[i] > round && slot-- == 0) return Turn{i, round};
    return std::nullopt;
}

}  // namespace img2cadseq::infer
