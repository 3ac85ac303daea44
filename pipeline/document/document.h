#pragma once
// What one window holds: input, prompts, options, the run so far, choices. Belongs to one thread (the window's); no
// call takes over 50 ms; heavier work is described by jobs (see the functions that return one) and comes back by
// finalize().

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "document/analysis.h"
#include "document/changes.h"
#include "document/edits.h"
#include "document/engine.h"
#include "document/input.h"
#include "document/job.h"
#include "document/recording.h"
#include "document/run_channel.h"
#include "document/run_state.h"
#include "document/session.h"

namespace img2cadseq {

class RecoveryLog;

class Document {
public:
    /// `engine` makes the runs; shared by all documents of a program.
    explicit Document(std::shared_ptr<Engine> engine = std::make_shared<Engine>());
    ~Document();  ///< stops the run; jobs that end later find nobody and do nothing
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    /// Told after every change, with what changed; on this thread.
    void setObserver(std::function<void(Changes)> observer) { observer_ = std::move(observer); }

    // ---- input -------------------------------------------------------------------------------------------------
    /// Reads a photo, cloud, STEP file or saved session; finalize() puts it into the document (or reports, by the
    /// outcome, why not: the document is then as it was).
    std::unique_ptr<Job> open(const std::filesystem::path& path);
    /// Takes over what was read or pasted. Stops a run under way; forgets prompts, run and choices.
    void setInput(DocumentInput input);
    /// A session in place of what there is; `saved`: in a file.
    void restore(Session session, bool saved = true);
    /// The last of the sessions that had unsaved() candidates when another input or session came; null: none.
    const Session* left() const { return left_ ? &*left_ : nullptr; }
    /// Restores left(), as it was left; what there is may be left() then. Nothing without one.
    void bringBack();
    /// Runs play this recording until there is another input.
    void setRecording(Recording recording, double speed = 1.0);
    const DocumentInput& input() const { return input_; }

    // ---- what the user says of it ------------------------------------------------------------------------------
    const Prompt& prompt() const { return prompt_; }
    const std::optional<Mask>& paintedMask() const { return painted_; }
    /// What the views show: the painted mask, or else the one the run found. Null: none yet.
    const Mask* mask() const;
    const ReconstructOptions& options() const { return options_; }
    void setOptions(const ReconstructOptions& options);
    /// The true length of the longest side, mm (real_size.h; 0: unknown, or with the option keepSize that of the file).
    /// Candidates that stand, and those that a run under way still brings, are scaled to it.
    void setRealSize(double longestMm);
    /// The longest side at which the run's parts and clouds are shown, mm: the one said last, or the run's.
    double shownSize() const;

    // ---- edits -------------------------------------------------------------------------------------------------
    Edit paint(const MaskStroke& stroke) const;  ///< needs a photo
    Edit unpaint() const;
    Edit say(const Prompt& prompt) const;
    Edit choose(int slot) const;  ///< -1: none
    Edit pin(int slot, bool pinned) const;
    Edit compare(const ComparePair& pair) const;
    void apply(const Edit& edit);
    void revert(const Edit& edit);

    // ---- the run -----------------------------------------------------------------------------------------------
    /// A new run of the present input, prompts and options; what there was of an earlier one is forgotten, the pinned
    /// candidates not. Run process() on a worker and call drain() now and then. Throws Error(Usage) for a STEP file.
    std::unique_ptr<Job> startRun();
    /// One candidate again, alone, under the present prompts and options; it takes its old one's place, the others
    /// stay.
    std::unique_ptr<Job> rerun(int slot);
    /// Takes in what the run has sent since. Returns what changed.
    Changes drain();
    /// Leaves the run at once: phase is Stopped when this returns, whatever its worker still finishes.
    void stopNow();
    /// Ends after the candidates under way.
    void stopAndKeep();
    const RunState& run() const { return run_; }

    // ---- choices -----------------------------------------------------------------------------------------------
    int chosenSlot() const { return chosen_; }
    CandidatePtr chosen() const { return candidate(chosen_); }  ///< null: none
    CandidatePtr candidate(int slot) const;                     ///< of the run; null: none
    bool pinned(int slot) const { return pins_.contains(slot); }
    /// Pinned candidates of this and of earlier runs, oldest first.
    std::vector<CandidatePtr> pins() const;
    const ComparePair& comparePair() const { return compare_; }

    // ---- what is worked out about candidates --------------------------------------------------------------------
    /// Null until analyse(slot) has come back.
    const Analysis* analysis(int slot) const;
    std::unique_ptr<Job> analyse(int slot);
    /// Meshes (mm) of the steps' previews; empty mesh: cannot be built. Null: not worked out.
    const Mesh* preview(size_t step) const;
    std::unique_ptr<Job> buildPreviews(std::vector<size_t> steps);

    // ---- sessions ----------------------------------------------------------------------------------------------
    /// All that a session file holds (session.h), copied now.
    Session session() const;
    /// Writes session() to `file`; finalize() clears modified().
    std::unique_ptr<Job> saveSession(const std::filesystem::path& file);
    bool modified() const { return modified_; }  ///< since opened or last saved
    /// Are there candidates that are nowhere but here?
    bool unsaved() const { return modified_ && !exported_ && !run_.candidates.empty(); }
    void setExported() { exported_ = true; }  ///< something of the present candidates
    /// Where runs go while they are under way, so that a crash loses no finished candidate; see recovery.h. Empty:
    /// nowhere.
    void setRecoveryFolder(std::filesystem::path folder) { recoveryFolder_ = std::move(folder); }

private:
    /// Told to jobs, so that what comes back late finds out that its document, input or run is gone.
    struct Ticket {
        Document* document = nullptr;
    };
    friend class OpenJob;
    friend class AnalyseJob;
    friend class PreviewJob;
    friend class SaveJob;

    void changed(Changes what);
    void leaveRun();
    void forgetRun();
    ReconstructInput reconstructInput() const;
    std::unique_ptr<Job> runJob(const ReconstructInput& input, const ReconstructOptions& options);
    Changes followRanking();
    void scaleCandidates();

    std::shared_ptr<Engine> engine_, replay_;
    std::function<void(Changes)> observer_;
    DocumentInput input_;
    Prompt prompt_;
    std::optional<Mask> painted_;
    ReconstructOptions options_;
    RunState run_;
    std::shared_ptr<RunChannel> channel_;
    int rerunSlot_ = -1;
    double saidSizeMm_ = 0.0;  ///< since the run began; 0: nothing was
    int chosen_ = -1;
    bool chosenByHand_ = false;
    std::set<int> pins_;
    std::vector<CandidatePtr> earlierPins_;
    ComparePair compare_;
    std::map<int, Analysis> analyses_;
    std::map<size_t, Mesh> previews_;
    std::filesystem::path recoveryFolder_;
    std::shared_ptr<RecoveryLog> recovery_;
    bool modified_ = false, exported_ = false;
    std::optional<Session> left_;
    std::shared_ptr<Ticket> ticket_;   ///< renewed with every run and input
    std::shared_ptr<Ticket> opening_;  ///< renewed with every open(): the last one counts
    std::shared_ptr<Ticket> self_;
};

}  // namespace img2cadseq
