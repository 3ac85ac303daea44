#include "document/document.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "cad/transform.h"
#include "document/document_jobs.h"
#include "document/real_size.h"
#include "document/recovery.h"

namespace img2cadseq {

Document::Document(std::shared_ptr<Engine> engine)
    : engine_(std::move(engine)),
      ticket_(std::make_shared<Ticket>(Ticket{this})),
      opening_(std::make_shared<Ticket>(Ticket{this})),
      self_(std::make_shared<Ticket>(Ticket{this})) {
    input_.name = "invented part";
}

Document::~Document() {
    leaveRun();
    for (const auto& ticket : {ticket_, opening_, self_}) ticket->document = nullptr;
}

void Document::changed(Changes what) {
    constexpr Changes kWorthSaving = kPromptChanged | kMaskChanged | kCandidatesChanged | kChoiceChanged |
                                     kPinsChanged | kCompareChanged | kOptionsChanged | kStepsChanged;
    if (what & kWorthSaving) modified_ = true;
    if (what != 0 && observer_) observer_(what);
}

// ---- input ----------------------------------------------------------------------------------------------------------

std::unique_ptr<Job> Document::open(const std::filesystem::path& path) {
    opening_->document = nullptr;
    opening_ = std::make_shared<Ticket>(Ticket{this});
    return std::make_unique<OpenJob>(opening_, path);
}

void Document::setInput(DocumentInput input) {
    leaveRun();
    if (unsaved()) left_ = session();
    forgetRun();
    replay_.reset();
    earlierPins_.clear();
    prompt_ = {};
    painted_.reset();
    input_ = std::move(input);
    changed(kEverythingChanged);
    modified_ = false;
}

void Document::restore(Session session, bool saved) {
    setInput(std::move(session.input));
    prompt_ = session.prompt;
    painted_ = std::move(session.painted);
    options_ = session.options;
    run_ = std::move(session.run);
    chosen_ = session.chosen;
    chosenByHand_ = chosen_ >= 0;
    pins_.insert(session.pins.begin(), session.pins.end());
    earlierPins_ = std::move(session.earlierPins);
    compare_ = session.compare;
    saidSizeMm_ = session.saidSizeMm;
    changed(kEverythingChanged);
    modified_ = !saved;
}

void Document::bringBack() {
    if (!left_) return;
    Session session = *std::exchange(left_, std::nullopt);
    if (session.run.active()) session.run.phase = RunPhase::Stopped;
    restore(std::move(session), false);
}

void Document::setRecording(Recording recording, double speed) {
    DocumentInput input;
    input.kind = InputKind::Recording;
    input.path = recording.input;
    input.name = input.path.stem().string();
    options_ = recording.options;
    const auto shared = std::make_shared<const Recording>(std::move(recording));
    auto replay = std::make_shared<Engine>([shared, speed] { return replayReconstructor(*shared, speed); });
    setInput(std::move(input));
    replay_ = std::move(replay);
}

// ---- what the user says of it ---------------------------------------------------------------------------------------

const Mask* Document::mask() const {
    if (painted_) return &*painted_;
    return run_.mask ? &*run_.mask : nullptr;
}

void Document::setOptions(const ReconstructOptions& options) {
    options_ = options;
    changed(kOptionsChanged);
}

void Document::setRealSize(double longestMm) {
    options_.sizeMm = longestMm;
    options_.sidesMm.clear();  // they would say another
    const double own = options_.keepSize ? run_.ownLength : 0.0, known = longestMm > 0 ? longestMm : own;
    run_.scaleKnown = known > 0;
    saidSizeMm_ = known > 0 ? known : kUnknownSizeMm;
    scaleCandidates();
    analyses_.clear();
    previews_.clear();
    changed(kOptionsChanged | kCandidatesChanged | kAnalysisChanged | kPreviewsChanged);
}

double Document::shownSize() const {
    if (saidSizeMm_ > 0) return saidSizeMm_;
    const double ofRun = run_.longestMm();
    return ofRun > 0 ? ofRun : kUnknownSizeMm;
}

void Document::scaleCandidates() {
    constexpr double kSame = 1e-4;  // the run meets its size this well
    for (CandidatePtr& candidate : run_.candidates) {
        const Vec3& size = candidate->size;
        const double longest = std::max({size.x, size.y, size.z});
        if (std::abs(longest - saidSizeMm_) > kSame * saidSizeMm_) candidate = atSize(*candidate, saidSizeMm_);
    }
}

// ---- the run --------------------------------------------------------------------------------------------------------

void Document::leaveRun() {
    if (channel_) channel_->stopNow();
    channel_.reset();
    rerunSlot_ = -1;
}

void Document::forgetRun() {
    leaveRun();
    for (const int slot : pins_)
        if (CandidatePtr pinned = run_.find(slot)) earlierPins_.push_back(std::move(pinned));
    pins_.clear();
    run_ = {};
    chosen_ = -1;
    chosenByHand_ = false;
    compare_.reset();
    saidSizeMm_ = 0.0;
    exported_ = false;
    analyses_.clear();
    previews_.clear();
    recovery_.reset();
    ticket_->document = nullptr;
    ticket_ = std::make_shared<Ticket>(Ticket{this});
}

ReconstructInput Document::reconstructInput() const {
    ReconstructInput input;
    input.path = input_.path.empty() ? std::filesystem::path(input_.name) : input_.path;
    if (input_.kind == InputKind::Nothing) input.path.clear();
    if (input_.photo) {
        std::error_code ignored;
        if (!std::filesystem::exists(input_.path, ignored)) input.picture = input_.photo;
        // Drawn on the picture as it is shown; the run wants the file's own pixels.
        const Vec2 scale = input_.photo->reduction();
        const auto scaled = [&](const Vec2& p) { return Vec2{p.x * scale.x, p.y * scale.y}; };
        if (prompt_.box) input.box = Box2{scaled(prompt_.box->low), scaled(prompt_.box->high)};
        if (prompt_.click) input.click = scaled(*prompt_.click);
        input.drawn = painted_;
    }
    if (input_.kind == InputKind::Cloud) input.points = input_.cloud;
    return input;
}

std::unique_ptr<Job> Document::runJob(const ReconstructInput& input, const ReconstructOptions& options) {
    run_.phase = RunPhase::Running;
    run_.failure.reset();
    run_.progress = {"input", 0.0, 0.0};
    channel_ = std::make_shared<RunChannel>();
    if (!recovery_ && !recoveryFolder_.empty()) recovery_ = std::make_shared<RecoveryLog>(recoveryFolder_, session());
    return std::make_unique<ReconstructJob>(replay_ ? replay_ : engine_, channel_, RunKeeper{recovery_, rerunSlot_},
                                            input, options);
}

std::unique_ptr<Job> Document::startRun() {
    if (input_.kind == InputKind::Solid)
        throw Error(ErrorCode::Usage, "a STEP file is already a solid", "open a photo or a point cloud");
    forgetRun();
    run_.options = options_;
    std::unique_ptr<Job> job = runJob(reconstructInput(), options_);
    changed(kEverythingChanged & ~kInputChanged);
    return job;
}

std::unique_ptr<Job> Document::rerun(int slot) {
    leaveRun();
    ReconstructInput input = reconstructInput();
    input.firstSlot = slot;
    ReconstructOptions options = options_;
    options.samples = 1;
    rerunSlot_ = slot;
    exported_ = false;
    std::unique_ptr<Job> job = runJob(input, options);
    changed(kPhaseChanged);
    return job;
}

/// The views show the best candidate until the user chooses.
Changes Document::followRanking() {
    if (run_.candidates.empty()) return 0;
    const int best = run_.candidates.front()->slot;
    if ((chosenByHand_ && run_.find(chosen_)) || best == chosen_) return 0;
    chosen_ = best;
    return kChoiceChanged;
}

Changes Document::drain() {
    if (!channel_) return 0;
    Changes what = 0;
    for (ReconstructEvent& event : channel_->drain()) {
        if (rerunSlot_ < 0) {
            what |= run_.apply(std::move(event));
            continue;
        }
        if (auto* ready = std::get_if<CandidateReady>(&event)) {
            if (ready->candidate.slot != rerunSlot_) continue;
            run_.place(std::move(ready->candidate));
            analyses_.erase(rerunSlot_);
            what |= kCandidatesChanged | kAnalysisChanged;
        } else if (std::holds_alternative<StageProgress>(event) || std::holds_alternative<Failed>(event)) {
            what |= run_.apply(std::move(event));
        } else if (std::holds_alternative<Finished>(event) || std::holds_alternative<Stopped>(event)) {
            run_.phase = std::holds_alternative<Finished>(event) ? RunPhase::Finished : RunPhase::Stopped;
            what |= kPhaseChanged;
        }
    }
    if (!run_.active()) leaveRun();
    if ((what & kCandidatesChanged) && saidSizeMm_ > 0) scaleCandidates();
    if (what & kCandidatesChanged) what |= followRanking();
    changed(what);
    return what;
}

void Document::stopNow() {
    if (!run_.active()) return;
    drain();
    leaveRun();
    run_.phase = RunPhase::Stopped;
    changed(kPhaseChanged);
}

void Document::stopAndKeep() {
    if (channel_) channel_->stopAndKeep();
}

// ---- choices --------------------------------------------------------------------------------------------------------

CandidatePtr Document::candidate(int slot) const { return run_.find(slot); }

std::vector<CandidatePtr> Document::pins() const {
    std::vector<CandidatePtr> all = earlierPins_;
    for (const int slot : pins_)
        if (CandidatePtr pinned = run_.find(slot)) all.push_back(std::move(pinned));
    return all;
}

// ---- what is worked out ---------------------------------------------------------------------------------------------

const Analysis* Document::analysis(int slot) const {
    const auto found = analyses_.find(slot);
    return found == analyses_.end() ? nullptr : &found->second;
}

std::unique_ptr<Job> Document::analyse(int slot) { return std::make_unique<AnalyseJob>(ticket_, run_, slot); }

const Mesh* Document::preview(size_t step) const {
    const auto found = previews_.find(step);
    return found == previews_.end() ? nullptr : &found->second;
}

std::unique_ptr<Job> Document::buildPreviews(std::vector<size_t> steps) {
    return std::make_unique<PreviewJob>(ticket_, run_, std::move(steps), shownSize());
}

// ---- sessions -------------------------------------------------------------------------------------------------------

Session Document::session() const {
    return {input_,       prompt_,  painted_,   options_, run_, chosen_, {pins_.begin(), pins_.end()},
            earlierPins_, compare_, saidSizeMm_};
}

std::unique_ptr<Job> Document::saveSession(const std::filesystem::path& file) {
    return std::make_unique<SaveJob>(self_, session(), file);
}

}  // namespace img2cadseq
