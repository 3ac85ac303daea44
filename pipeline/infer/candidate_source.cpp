#include "infer/candidate_source.h"

#include <algorithm>
#include <mutex>

#include "fit/assembly.h"
#include "fit/evidence.h"
#include "fit/layers.h"

namespace img2cadseq::infer {
namespace {

class BoxSource : public CandidateSource {
public:
    std::string name() const override { return "box"; }
    int count(const Observation&) const override { return 1; }
    std::optional<Proposal> propose(const Observation& observation, uint64_t, int, std::stop_token) const override {
        return Proposal{boxSequence(observation.boxSize), std::nullopt, {}};
    }
};

/// The proposals of a measured cloud that are nearest to it, nearest first.
class CloudSource : public CandidateSource {
public:
    using Propose = std::vector<CadSequence>(const PointCloud&);
    CloudSource(std::string name, int most, Propose* propose)
        : name_(std::move(name)), most_(most), propose_(propose) {}
    std::string name() const override { return name_; }
    int count(const Observation& observation) const override { return observation.cloudMeasured ? most_ : 0; }
    std::optional<Proposal> propose(const Observation& observation, uint64_t, int k, std::stop_token) const override {
        std::call_once(asked_, [&] { found_ = nearestFirst(observation.cloud); });
        if (static_cast<size_t>(k) >= found_.size()) return std::nullopt;
        return Proposal{found_[static_cast<size_t>(k)], std::nullopt, {}};
    }

private:
    std::vector<CadSequence> nearestFirst(const PointCloud& cloud) const {
        const CloudEvidence evidence(cloud);
        std::vector<std::pair<double, CadSequence>> ranked;
        for (CadSequence& sequence : propose_(cloud))
            if (!sequence.blocks.empty()) ranked.emplace_back(evidence.distance(sequence), std::move(sequence));
        std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<CadSequence> out;
        for (auto& one : ranked) out.push_back(std::move(one.second));
        return out;
    }

    std::string name_;
    int most_;
    Propose* propose_;
    mutable std::once_flag asked_;
    mutable std::vector<CadSequence> found_;
};

template <CadSequence alongAxis(const PointCloud&, int, const LayerOptions&)>
std::vector<CadSequence> alongAxes(const PointCloud& cloud) {
    return {alongAxis(cloud, 0, {}), alongAxis(cloud, 1, {}), alongAxis(cloud, 2, {})};
}

std::vector<CadSequence> assemblies(const PointCloud& cloud) {
    std::vector<CadSequence> out;
    for (const InsideOptions& how : {kWideGaps, kNarrowHoles}) {
        const InsideGrid grid = insideOf(cloud, how);
        for (const double filled : {0.85, 0.5}) {
            AssemblyOptions options;
            options.filled = filled;
            out.push_back(assemblyProposal(cloud, grid, options));
        }
    }
    return out;
}

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
std::shared_ptr<const CandidateSource> assemblySource() {
    return std::make_shared<CloudSource>("assembly", 2, &assemblies);
}
std::shared_ptr<const CandidateSource> layersSource() {
    return std::make_shared<CloudSource>("layers", 1, &alongAxes<layeredProposal>);
}
std::shared_ptr<const CandidateSource> prismSource() {
    return std::make_shared<CloudSource>("prism", 1, &alongAxes<prismProposal>);
}

Sources allSources(std::shared_ptr<const CandidateSource> diffusion, std::shared_ptr<const AlignedParts> aligned) {
    Sources sources{assemblySource(), layersSource(), prismSource(), retrievalSource(std::move(aligned))};
    // Of a picture's few candidates the diffusion has one more here than after hulls and traced fields.
    if (diffusion) sources.push_back(std::move(diffusion));
    sources.insert(sources.end(), {heightFieldSource(), hullSource(), fieldSource()});
    return sources;
}

std::optional<Turn> turnOf(int slot, const Sources& sources, const Observation& observation) {
    std::vector<int> left;
    for (const auto& source : sources) left.push_back(source->count(observation));
    for (int round = 0; std::any_of(left.begin(), left.end(), [&](int count) { return count > round; }); ++round)
        for (size_t i = 0; i < sources.size(); ++i)
            if (left[i] > round && slot-- == 0) return Turn{i, round};
    return std::nullopt;
}

ReadingTurn readingOf(int slot, const Observation& first, const std::vector<Observation>& others) {
    std::vector<double> share{first.share};
    for (const Observation& other : others) share.push_back(std::min(other.share, first.share));
    std::vector<int> given(share.size(), 0);
    // The one that is farthest behind its share is next; the first of equals.
    for (;; --slot) {
        size_t next = 0;
        for (size_t i = 1; i < share.size(); ++i)
            if ((given[i] + 1) / share[i] < (given[next] + 1) / share[next] - 1e-9) next = i;
        if (slot == 0) return {next, given[next]};
        ++given[next];
    }
}

}  // namespace img2cadseq::infer
