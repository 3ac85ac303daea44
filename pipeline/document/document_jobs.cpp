#include "document/document_jobs.h"

#include "brep/compile.h"
#include "brep/mesh.h"
#include "cad/transform.h"
#include "document/photo_camera.h"
#include "document/recovery.h"

namespace img2cadseq {

OpenJob::OpenJob(std::shared_ptr<Document::Ticket> ticket, std::filesystem::path path)
    : ticket_(std::move(ticket)), path_(std::move(path)) {}

void OpenJob::process(const JobControl& control) {
    switch (kindOf(path_)) {
        case InputKind::Session: read_ = readSession(path_); break;
        case InputKind::Recording: read_ = loadRecording(path_); break;
        default: read_ = readInput(path_);
    }
    control.throwIfStopped();
}

void OpenJob::finalize(const JobOutcome& outcome) {
    if (!outcome.ok() || !ticket_->document) return;
    Document& document = *ticket_->document;
    if (auto* input = std::get_if<DocumentInput>(&read_)) document.setInput(std::move(*input));
    if (auto* session = std::get_if<Session>(&read_)) document.restore(std::move(*session));
    if (auto* recording = std::get_if<Recording>(&read_)) document.setRecording(std::move(*recording));
}

void RunKeeper::begin() const {
    if (log) log->begin();
}

void RunKeeper::keep(const ReconstructEvent& event) const {
    if (!log) return;
    if (rerunSlot < 0) return log->add(event);
    const auto* ready = std::get_if<CandidateReady>(&event);
    if (ready && ready->candidate.slot == rerunSlot) log->addAgain(*ready);
}

ReconstructJob::ReconstructJob(std::shared_ptr<Engine> engine, std::shared_ptr<RunChannel> channel, RunKeeper keeper,
                               ReconstructInput input, ReconstructOptions options)
    : engine_(std::move(engine)),
      channel_(std::move(channel)),
      keeper_(std::move(keeper)),
      input_(std::move(input)),
      options_(std::move(options)) {}

void ReconstructJob::process(const JobControl& control) {
    const std::stop_callback now(control.stop.now, [this] { channel_->stopNow(); });
    const std::stop_callback keep(control.stop.keep, [this] { channel_->stopAndKeep(); });
    keeper_.begin();
    engine_->run(
        input_, options_,
        [this](ReconstructEvent&& event) {
            keeper_.keep(event);
            channel_->push(std::move(event));
        },
        channel_->tokens());
}

void ReconstructJob::finalize(const JobOutcome& outcome) {
    if (outcome.error) channel_->push(Failed{outcome.error->code(), outcome.error->what(), outcome.error->hint()});
}

AnalyseJob::AnalyseJob(std::shared_ptr<Document::Ticket> ticket, const RunState& run, int slot)
    : ticket_(std::move(ticket)), candidate_(run.find(slot)), refined_(run.refined), mask_(run.mask) {}

void AnalyseJob::process(const JobControl&) {
    if (!candidate_ || candidate_->mesh.triangles.empty()) return;
    std::optional<Camera> crop, photo;
    if (mask_) {
        crop = candidate_->candidate.camera;
        photo = photoCamera(*crop, *mask_);
    }
    result_ = analysed(*candidate_, refined_, crop, photo);
}

void AnalyseJob::finalize(const JobOutcome& outcome) {
    Document* document = ticket_->document;
    if (!outcome.ok() || !document || !candidate_ || document->candidate(candidate_->slot) != candidate_) return;
    document->analyses_[candidate_->slot] = std::move(result_);
    document->changed(kAnalysisChanged);
}

PreviewJob::PreviewJob(std::shared_ptr<Document::Ticket> ticket, const RunState& run, std::vector<size_t> steps,
                       double sizeMm)
    : ticket_(std::move(ticket)), sizeMm_(sizeMm), steps_(std::move(steps)) {
    for (const size_t step : steps_)
        sequences_.push_back(step < run.steps.size() ? run.steps[step].preview : CadSequence{});
}

void PreviewJob::process(const JobControl& control) {
    for (size_t i = 0; i < steps_.size(); ++i) {
        control.throwIfStopped();
        Mesh mesh;
        try {
            if (!sequences_[i].blocks.empty()) mesh = brep::mesh(brep::compile(scaled(sequences_[i], sizeMm_)));
        } catch (const Error&) {
            mesh = {};  // a step on the way need not be a part yet
        }
        meshes_[steps_[i]] = std::move(mesh);
        control.progress.report(static_cast<double>(i + 1) / static_cast<double>(steps_.size()));
    }
}

void PreviewJob::finalize(const JobOutcome&) {
    if (!ticket_->document || meshes_.empty() || ticket_->document->shownSize() != sizeMm_) return;
    for (auto& [step, mesh] : meshes_) ticket_->document->previews_[step] = std::move(mesh);
    ticket_->document->changed(kPreviewsChanged);
}

SaveJob::SaveJob(std::shared_ptr<Document::Ticket> ticket, Session session, std::filesystem::path file)
    : ticket_(std::move(ticket)), session_(std::move(session)), file_(std::move(file)) {}

void SaveJob::process(const JobControl&) { writeSession(session_, file_); }

void SaveJob::finalize(const JobOutcome& outcome) {
    if (outcome.ok() && ticket_->document) ticket_->document->modified_ = false;
}

}  // namespace img2cadseq
