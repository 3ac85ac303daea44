#include "infer/critic_cases.h"

#include <algorithm>
#include <cmath>

#include "cad/sequence.h"
#include "cad/stretch.h"
#include "cad/transform.h"
#include "cad/validity.h"
#include "core/error.h"
#include "fit/placement.h"
#include "geometry/rotations.h"
#include "infer/candidate_source.h"
#include "infer/critic_view.h"
#include "infer/diffusion_source.h"
#include "infer/judges.h"
#include "infer/lifted_observation.h"
#include "infer/reading.h"
#include "infer/readings.h"
#include "infer/view_window.h"
#include "photo/crop.h"
#include "photo/edges.h"

namespace img2cadseq::infer {
namespace {

/// Overlap with one solid, made ready once.
class TrueOverlap {
public:
    explicit TrueOverlap(const CadSequence& truth) : truth_(solidOf(truth)), half_(truth_.box().size() * 0.5) {}

    double of(const CadSequence& candidate) const {
        const csg::Solid other = solidOf(candidate);
        std::vector<std::pair<double, size_t>> turns;
        for (size_t t = 0; t < axisRotations().size(); ++t)
            turns.emplace_back(-turned(other, axisRotations()[t], 400), t);
        std::sort(turns.begin(), turns.end());
        double best = 0.0;
        for (size_t i = 0; i < 2; ++i) best = std::max(best, turned(other, axisRotations()[turns[i].second], 4000));
        return best;
    }

private:
    static csg::Solid solidOf(const CadSequence& sequence) {
        const Box3 box = csg::Solid(sequence).box();
        const CadSequence centred = translated(sequence, box.center() * -1.0);
        return csg::Solid(scaled(centred, 1.0 / std::max(1e-9, box.longestSide())));
    }

    double turned(const csg::Solid& other, const Mat3& turn, int probes) const {
        const Vec3 theirs = turn.transposed() * (other.box().size() * 0.5);
        Vec3 reach;
        for (int a = 0; a < 3; ++a) reach[a] = std::max(half_[a], std::abs(theirs[a]));
        Random random(7);
        int both = 0, any = 0;
        for (int i = 0; i < probes; ++i) {
            Vec3 p;
            for (int a = 0; a < 3; ++a) p[a] = reach[a] * (2.0 * random.uniform() - 1.0);
            const bool here = truth_.inside(p), there = other.inside(turn * p);
            both += here && there, any += here || there;
        }
        return any ? static_cast<double>(both) / any : 0.0;
    }

    csg::Solid truth_;
    Vec3 half_;
};

constexpr double kThinner[] = {1.0, 1.0, 0.55, 0.3};
constexpr PlacementOptions kBriefly{.coarse = 80, .fine = 0};
constexpr double kPlaced = 0.65;  ///< share of candidates that are brought into place
constexpr DiffusionOptions kBrief{.steps = 12};
constexpr double kMostStretched = 4.0;
constexpr int kVariations = 8;
constexpr size_t kLeastPoints = 64, kFewest = 4;

}  // namespace

double normalisedOverlap(const CadSequence& one, const CadSequence& other) { return TrueOverlap(one).of(other); }

struct CriticCases::Data {
    explicit Data(const std::filesystem::path& models)
        : lifter(models / "lifter.safetensors"),
          generator(diffusion.load(models).generator),
          judges{networks.load(models).aligned, nullptr} {}

    nn::PictureLifter lifter;
    DiffusionNetworks diffusion;
    JudgeNetworks networks;
    std::shared_ptr<const nn::Generator> generator;
    Judges judges;  ///< without a critic
};

namespace {

View viewOf(const synth::Picture& picture, const nn::LiftedPicture& lifted) {
    View view;
    const CropWindow whole = wholeWindow(picture.image.width, picture.image.height);
    const FloatMap mask = crop(toFloat(picture.mask), whole, kViewSide);
    view.mask = Mask(kViewSide, kViewSide);
    for (size_t i = 0; i < mask.data.size(); ++i) view.mask.data[i] = mask.data[i] > 0.5f ? 255 : 0;
    for (const PictureSegment& s : lineSegments(crop(picture.image, whole, kViewSide), view.mask))
        view.segments.push_back({s.start, s.end});
    view.edges = liftedEdgePoints(picture.image, lifted, kViewSide);
    view.contrast = contrastOf(picture.image);
    return view;
}

/// The naming of the axes under which the true part lies as the reading takes it.
Mat3 namingLike(const Mat3& rotation, const Mat3& reading) {
    double most = -4.0;
    Mat3 naming;
    for (const Mat3& turn : axisRotations()) {
        const Mat3 renamed = rotation * turn.transposed();
        double trace = 0.0;
        for (size_t r = 0; r < 3; ++r) trace += dot(renamed.row[r], reading.row[r]);
        if (trace > most) most = trace, naming = turn;
    }
    return naming;
}

/// A block less, holes less, another extent.
CadSequence changed(CadSequence part, Random& random) {
    const auto any = [&](size_t from) {
        return static_cast<size_t>(random.integer(static_cast<int>(from), static_cast<int>(part.blocks.size()) - 1));
    };
    if (part.blocks.size() > 1 && random.chance(0.6))
        part.blocks.erase(part.blocks.begin() + static_cast<ptrdiff_t>(any(1)));
    ExtrudeBlock& block = part.blocks[any(0)];
    if (random.chance(0.5))
        for (Profile& profile : block.sketch.profiles)
            if (!profile.holes.empty() && random.chance(0.7)) profile.holes.pop_back();
    if (random.chance(0.5)) {
        const double factor = std::exp(random.uniform(-0.9, 0.6)), length = block.extent.high - block.extent.low;
        (random.chance(0.5) ? block.extent.high : block.extent.low) +=
            (random.chance(0.5) ? 1.0 : -1.0) * 0.5 * (factor - 1.0) * length;
    }
    return part;
}

/// The true part in the reading's axes, whole and changed, with its own sides and with the reading's.
std::vector<CadSequence> variations(const Observation& reading, const synth::Sample& made, Random random) {
    const Mat3 naming = namingLike(made.buffers.camera.rotation, reading.view->camera.rotation);
    const CadSequence truth = transformed(made.sequence, Similarity{naming, 1.0, {}});
    const Vec3 own = csg::Solid(truth).box().size();
    std::vector<CadSequence> out;
    const auto offer = [&](const CadSequence& sequence, const Vec3& sides) {
        const auto there = stretched(sequence, {sides.x / own.x, sides.y / own.y, sides.z / own.z}, kMostStretched);
        if (there) out.push_back(*there);
    };
    offer(truth, own);
    offer(truth, reading.boxSize);
    for (int i = 0; i < kVariations; ++i) {
        const CadSequence other = changed(truth, random);
        if (isValid(other)) offer(other, random.chance(0.5) ? own : reading.boxSize);
    }
    return out;
}

/// The candidates of one reading.
class Gatherer {
public:
    Gatherer(const Observation& reading, const Judges& judges, const TrueOverlap& truth, Random random,
             nn::CriticCase& out)
        : reading_(reading), asked_(reading, judges), truth_(truth), random_(std::move(random)), out_(out) {}

    void add(CadSequence sequence, const Camera& camera, const Vec3& box) {
        Candidate made;
        made.sequence = std::move(sequence);
        made.camera = camera;
        made.boxSize = box;
        try {
            if (!isValid(made.sequence)) return;
            if (random_.chance(kPlaced)) {
                const Placement there = placed(made.sequence, {camera, box}, asked_.scorer(), kBriefly);
                made.sequence = there.sequence, made.camera = there.from.camera, made.boxSize = there.from.boxSize;
            }
            made.score = asked_.score(made);
            nn::CriticCandidate seen = criticCandidate(made, reading_);
            seen.overlap = static_cast<float>(truth_.of(made.sequence));
            out_.candidates.push_back(std::move(seen));
        } catch (const Error&) {
            return;  // no solid
        }
    }

    void addAll(const Sources& sources, uint64_t seed, int readings) {
        for (const auto& source : sources) {
            const bool retrieved = source->name() == "retrieval";
            if (!retrieved && random_.chance(0.5)) continue;  // they take longest
            const int most = retrieved ? 16 / readings : source->name() == "diffusion" ? 2 : 3;
            for (int k = 0; k < std::min(most, source->count(reading_)); ++k)
                if (auto proposal = source->propose(reading_, seed, k, {}))
                    add(std::move(proposal->sequence), proposal->camera.value_or(reading_.view->camera),
                        proposal->boxSize == Vec3{} ? reading_.boxSize : proposal->boxSize);
        }
    }

private:
    const Observation& reading_;
    const Reading asked_;
    const TrueOverlap& truth_;
    Random random_;
    nn::CriticCase& out_;
};

}  // namespace

CriticCases::CriticCases(const std::filesystem::path& models) : data_(std::make_unique<Data>(models)) {}
CriticCases::~CriticCases() = default;

std::optional<nn::CriticCase> CriticCases::of(const synth::Sample& made, Random random) const {
    const nn::LiftedPicture lifted =
        data_->lifter.lift(made.picture.image, made.picture.mask, nn::PictureLifter::Care::Glance);
    const View view = viewOf(made.picture, lifted);
    const TrueOverlap truth(made.sequence);
    nn::CriticCase out;
    const int readings = random.chance(0.5) ? 2 : 1;
    for (int r = 0; r < readings; ++r) {
        const bool second = lifted.hypotheses.size() > 1 && !random.chance(lifted.hypotheses.front().probability);
        const Observation reading =
            plainReading(data_->lifter, lifted, view, second ? 1 : 0, kThinner[random.integer(0, 3)]);
        if (reading.cloud.size() < kLeastPoints) continue;
        if (out.picture.coarse.empty()) out.picture = criticPicture(*reading.view);
        Gatherer gatherer(reading, data_->judges, truth, random.child(static_cast<uint64_t>(r)), out);
        gatherer.addAll(allSources(diffusionSource(data_->generator, kBrief, data_->judges), data_->judges), made.seed,
                        readings);
        for (CadSequence& sequence : variations(reading, made, random.child(9)))
            gatherer.add(std::move(sequence), reading.view->camera, reading.boxSize);
    }
    if (out.candidates.size() < kFewest) return std::nullopt;
    return out;
}

}  // namespace img2cadseq::infer
