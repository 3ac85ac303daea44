#pragma once
// The jobs that Document hands out.

#include "document/document.h"

namespace img2cadseq {

/// Reads a file and puts it into the document.
class OpenJob : public Job {
public:
    OpenJob(std::shared_ptr<Document::Ticket> ticket, std::filesystem::path path);
    void process(const JobControl& control) override;
    void finalize(const JobOutcome& outcome) override;

private:
    std::shared_ptr<Document::Ticket> ticket_;
    std::filesystem::path path_;
    std::variant<DocumentInput, Session, Recording> read_;
};

/// What of a run goes into the recovery log: all of it, or the candidate of `rerunSlot` alone.
struct RunKeeper {
    std::shared_ptr<RecoveryLog> log;  ///< null: nothing is kept
    int rerunSlot = -1;                ///< -1: a whole run
    void begin() const;
    void keep(const ReconstructEvent& event) const;
};

/// One run: events go to the channel and, on their way, to the keeper.
class ReconstructJob : public Job {
public:
    ReconstructJob(std::shared_ptr<Engine> engine, std::shared_ptr<RunChannel> channel, RunKeeper keeper,
                   ReconstructInput input, ReconstructOptions options);
    void process(const JobControl& control) override;
    void finalize(const JobOutcome& outcome) override;

private:
    std::shared_ptr<Engine> engine_;
    std::shared_ptr<RunChannel> channel_;
    RunKeeper keeper_;
    ReconstructInput input_;
    ReconstructOptions options_;
};

class AnalyseJob : public Job {
public:
    AnalyseJob(std::shared_ptr<Document::Ticket> ticket, const RunState& run, int slot);
    void process(const JobControl& control) override;
    void finalize(const JobOutcome& outcome) override;

private:
    std::shared_ptr<Document::Ticket> ticket_;
    CandidatePtr candidate_;
    PointCloud refined_;
    std::optional<Mask> mask_;
    Analysis result_;
};

/// Denoising steps as meshes whose longest side is `sizeMm`.
class PreviewJob : public Job {
public:
    PreviewJob(std::shared_ptr<Document::Ticket> ticket, const RunState& run, std::vector<size_t> steps, double sizeMm);
    void process(const JobControl& control) override;
    void finalize(const JobOutcome& outcome) override;

private:
    std::shared_ptr<Document::Ticket> ticket_;
    double sizeMm_;
    std::vector<size_t> steps_;
    std::vector<CadSequence> sequences_;
    std::map<size_t, Mesh> meshes_;
};

class SaveJob : public Job {
public:
    SaveJob(std::shared_ptr<Document::Ticket> ticket, Session session, std::filesystem::path file);
    void process(const JobControl& control) override;
    void finalize(const JobOutcome& outcome) override;

private:
    std::shared_ptr<Document::Ticket> ticket_;
    Session session_;
    std::filesystem::path file_;
};

}  // namespace img2cadseq
