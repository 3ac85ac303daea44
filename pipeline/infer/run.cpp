#include "infer/run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>

#include "cloud/cloud.h"
#include "core/log.h"
#include "core/parallel.h"
#include "infer/judged.h"
#include "infer/prepare.h"
#include "infer/scan_frame.h"
#include "nn/device.h"

namespace img2cadseq::infer {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kShortestMm = 0.01;  ///< of a part that a kernel of tolerance 1e-7 can build

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

bool wanted(const std::string& names, const std::string& name) {
    return names == "all" || ("," + names + ",").find("," + name + ",") != std::string::npos;
}

class Run {
public:
    Run(const ReconstructInput& input, const ReconstructOptions& options, const EventSink& sink, const StopTokens& stop,
        Networks& networks)
        : input_(input), options_(options), sink_(sink), stop_(stop), networks_(networks) {}

    void run() {
        result_.input = input_.path.string();
        result_.scaleKnown = options_.longestMm() > 0;
        options_.check();
        result_.device = nn::deviceNamed(options_.device);
        aligned_ = alignment();
        const Sources sources = chosenSources();  // before anything is read, so that a wrong name is told at once
        timed("input", [&] { prepare(); });
        readings_.push_back(std::make_unique<Asked>(result_.observation, aligned_, sources));
        for (const Observation& other : result_.others)
            readings_.push_back(std::make_unique<Asked>(other, aligned_, chosenSources()));
        timed("candidates", [&] { makeCandidates(); });
        timed("rank", [&] { rankAll(); });
        throwIfStopped();
        if (stop_.keep.stop_requested())
            send(Stopped{std::move(result_)});
        else
            send(Finished{std::move(result_)});
    }

private:
    /// A reading with sources of its own: they keep what they have found for it.
    struct Asked {
        Asked(const Observation& observation, std::shared_ptr<const AlignedParts> aligned, Sources from)
            : reading(observation, std::move(aligned)), sources(std::move(from)) {}
        const Reading reading;
        const Sources sources;
    };

    bool unconditional() const { return input_.path.empty() && !input_.picture && !input_.points; }

    Sources chosenSources() {
        const std::string& names = options_.sources;
        Sources chosen;
        for (const auto& source : allSources(wanted(names, "diffusion") ? diffusion() : nullptr,
                                             wanted(names, "retrieval") ? aligned_ : nullptr))
            if (wanted(names, source->name())) chosen.push_back(source);
        for (const auto& source : {silhouetteSource(), boxSource()})  // where they are named
            if (names != "all" && wanted(names, source->name())) chosen.push_back(source);
        if (chosen.empty()) throw Error(ErrorCode::Usage, "no source of candidates is named by --sources " + names);
        return chosen;
    }

    /// None without weights, unless it was asked for: the other sources go on.
    std::shared_ptr<const CandidateSource> diffusion() {
        try {
            const std::filesystem::path folder = weightsFolder(options_.models);
            const auto loaded = networks_.diffusion.load(folder, result_.device);
            if (!loaded)
                throw Error(ErrorCode::BadWeights,
                            folder.empty() ? "there are no weights beside the program"
                                           : folder.string() + " holds no " + kDiffusionFile,
                            "name the folder of the weights: --models DIR");
            result_.weights.insert(loaded->hashes.begin(), loaded->hashes.end());
            return diffusionSource(loaded->generator, {options_.steps, options_.guidance, unconditional()});
        } catch (const Error& error) {
            if (unconditional() || options_.sources != "all" || !options_.models.empty()) throw;
            logWarning("no candidates by diffusion: ", error.line());
            return nullptr;
        }
    }

    /// Null where there are no such weights: retrieval and ranking do without.
    std::shared_ptr<const AlignedParts> alignment() {
        auto parts = unconditional() ? nullptr : networks_.alignment.load(weightsFolder(options_.models));
        if (parts) result_.weights.insert(parts->hashes().begin(), parts->hashes().end());
        return parts;
    }

    void send(ReconstructEvent&& event) {
        const std::lock_guard guard(mutex_);
        pass(std::move(event));
    }

    void pass(ReconstructEvent&& event) {
        if (axes_) turnBack(event, *axes_);
        sink_(std::move(event));
    }

    void throwIfStopped() const {
        if (stop_.now.stop_requested()) throw Error(ErrorCode::Stopped, "stopped");
    }

    template <class Work>
    void timed(const std::string& stage, const Work& work) {
        const auto start = Clock::now();
        work();
        result_.seconds.emplace_back(stage, secondsSince(start));
        throwIfStopped();
    }

    void progress(const std::string& stage, double fraction) {
        const double spent = secondsSince(start_);
        send(StageProgress{stage, fraction, fraction > 0 ? spent * (1 - fraction) / fraction : 0.0});
    }

    void prepare() {
        progress("input", 0.0);
        if (unconditional()) return;
        if (input_.points || (!input_.picture && isCloudFile(input_.path))) {
            prepareCloud(input_, result_);
            axes_ = result_.axes;
        } else {
            networks_.pictures.prepare(input_, options_, result_);
            send(PhotoReady{*result_.photo, *result_.mask});
        }
        // A measured cloud that turns out noisy is scaled anew when it is refined.
        const auto& view = result_.observation.view;
        if (view) send(CoarseCloud{result_.coarse, view->camera, 0.0});
        networks_.refinement.refine(weightsFolder(options_.models), result_);
        if (!view) send(CoarseCloud{result_.coarse, std::nullopt, result_.ownLength});
        if (options_.keepSize) keepSize();
        send(RefinedCloud{result_.refined});
    }

    void keepSize() {
        if (options_.longestMm() > 0 || !(result_.ownLength > 0)) return;
        if (result_.ownLength < kShortestMm || result_.ownLength > kLongestMm)
            throw Error(ErrorCode::BadInput, result_.input + ": no part has the size that its file says",
                        "leave --keep-size away and say how long it is: --size-mm L");
        result_.scaleKnown = true;
    }

    /// Slot by slot; results land in places of their own, so that neither threads nor samples change them.
    void makeCandidates() {
        std::vector<std::optional<Judged>> made(static_cast<size_t>(options_.samples));
        std::atomic<int> done = 0;
        parallelFor(
            made.size(), static_cast<unsigned>(options_.threads),
            [&](size_t slot) {
                if (stop_.keep.stop_requested() || stop_.now.stop_requested()) return;
                made[slot] = candidateOf(input_.firstSlot + static_cast<int>(slot));
                if (made[slot]) announce(*made[slot]);
                progress("candidates", 0.2 + 0.7 * ++done / static_cast<double>(made.size()));
            },
            stop_.now);
        for (auto& one : made)
            if (one) judged_.push_back(std::move(*one));
    }

    std::optional<Judged> candidateOf(int slot) {
        const auto [which, place] = readingOf(slot, result_.observation, result_.others);
        const Reading& reading = readings_[which]->reading;
        const Sources& sources = readings_[which]->sources;
        const Observation& observation = reading.observation();
        const auto turn = turnOf(place, sources, observation);
        if (!turn) return std::nullopt;
        const CandidateSource& source = *sources[turn->source];
        const auto seed = static_cast<uint64_t>(options_.seed);
        std::optional<Proposal> proposal;
        try {
            proposal = source.propose(observation, seed, turn->index, stop_.now);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::BadGeometry) throw;
        }
        if (!proposal) return std::nullopt;
        for (ProposalStep& step : proposal->steps)
            send(DenoiseStep{slot, step.step, step.of, std::move(step.tokens), std::move(step.preview)});
        Candidate made = candidate(std::move(*proposal), source.name(), turn->index, observation);
        img2cadseq::infer::place(made, reading.scorer());
        const Reading& by = judgeOf(reading);
        return exact(fitted(judged(std::move(made), slot, by), reading, by), by);
    }

    /// However a part may lie in a picture, each is judged by its own; clouds of one part are one to be held against:
    /// the refined, since noise makes parts look thicker.
    const Reading& judgeOf(const Reading& own) const {
        return own.observation().cloudMeasured ? readings_.front()->reading : own;
    }

    /// With the known sides to the last digit, where the construction can be stretched to them.
    Judged exact(Judged start, const Reading& by) const {
        Candidate moved = start.ranked.candidate;
        const Observation& observation = by.observation();
        if (!observation.sidesKnown || !start.ranked.valid || !giveSides(moved, observation.boxSize)) return start;
        Judged after = judged(std::move(moved), start.ranked.slot, by);
        after.ranked.fitted = start.ranked.fitted;
        return after.ranked.valid ? std::move(after) : std::move(start);
    }

    Judged judged(Candidate made, int slot, const Reading& by) const {
        return judge(std::move(made), slot, by, result_.observation.boxSize, size(), axes_);
    }

    /// The same moved to agree with what `seen` reads, as far as the gate lets it, where `by` agrees that it is better.
    Judged fitted(Judged start, const Reading& seen, const Reading& by) const {
        if (!options_.fit || unconditional()) return start;
        const auto worth = [](const Judged& j) { return j.ranked.valid ? j.ranked.candidate.score.total : kNoSolid; };
        for (Candidate& moved : img2cadseq::infer::fitted(start.ranked.candidate, seen.scorer(), stop_.now)) {
            Judged after = judged(std::move(moved), start.ranked.slot, by);
            after.ranked.fitted = true;
            if (worth(after) > worth(start)) return after;
        }
        return start;
    }

    Candidate candidate(Proposal proposal, const std::string& source, int index, const Observation& observation) const {
        Candidate candidate;
        candidate.sequence = std::move(proposal.sequence);
        if (observation.view) candidate.camera = proposal.camera.value_or(observation.view->camera);
        candidate.boxSize = proposal.boxSize == Vec3{} ? observation.boxSize : proposal.boxSize;
        candidate.sequence.name = unconditional() ? "sample" : input_.path.stem().string();
        candidate.source = source;
        candidate.seed = static_cast<uint64_t>(options_.seed);
        candidate.sample = index;
        return candidate;
    }

    void announce(const Judged& judged) {
        const std::lock_guard guard(mutex_);
        const double total = judged.ranked.valid ? judged.ranked.candidate.score.total : kNoSolid;
        const auto better = std::count_if(totals_.begin(), totals_.end(), [&](double t) { return t >= total; });
        totals_.push_back(total);
        pass(CandidateReady{static_cast<int>(better) + 1, judged.ranked});
    }

    void rankAll() {
        throwIfStopped();
        rank(judged_);
        if (!unconditional() && (judged_.empty() || !judged_.front().ranked.valid)) {
            judged_.push_back(
                judged(candidate({boxSequence(result_.observation.boxSize), {}, {}}, "box", 0, result_.observation),
                       input_.firstSlot + options_.samples, readings_.front()->reading));
            announce(judged_.back());
            rank(judged_);
        }
        for (Judged& judged : judged_) result_.ranked.push_back(std::move(judged.ranked));
        progress("rank", 1.0);
    }

    double size() const {
        if (options_.longestMm() > 0) return options_.longestMm();
        return result_.scaleKnown ? result_.ownLength : 100.0;
    }

    const ReconstructInput& input_;
    const ReconstructOptions& options_;
    const EventSink& sink_;
    const StopTokens& stop_;
    Networks& networks_;
    const Clock::time_point start_ = Clock::now();
    std::mutex mutex_;
    Reconstruction result_;
    std::optional<Mat3> axes_;  ///< of result_, which is moved away in the end
    std::shared_ptr<const AlignedParts> aligned_;
    std::vector<std::unique_ptr<const Asked>> readings_;  ///< of result_'s observations
    std::vector<Judged> judged_;
    std::vector<double> totals_;
};

}  // namespace

void runStages(const ReconstructInput& input, const ReconstructOptions& options, const EventSink& sink,
               const StopTokens& stop, Networks& networks) {
    Run(input, options, sink, stop, networks).run();
}

}  // namespace img2cadseq::infer
