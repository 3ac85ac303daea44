#pragma once
// From a picture or a point cloud to ranked solids. Plain data on both sides: what does the work (networks, kernel,
// cloud and picture libraries) is in a shared library that loader.h brings in on first use.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "core/error.h"
#include "core/options.h"
#include "fit/observation.h"
#include "geometry/mesh.h"
#include "geometry/raster.h"
#include "photo/photo.h"

namespace img2cadseq {

namespace brep {
class Solid;
}

/// No part is longer, mm.
inline constexpr double kLongestMm = 1e6;

struct ReconstructOptions {
    int samples = 8;
    int64_t seed = 0;
    int steps = 32;
    double guidance = 1.0;
    std::string device = "auto";
    int threads = 1;
    double sizeMm = 0.0;
    std::string sidesMm;
    std::string schema = "ap214";
    std::string sources = "all";
    std::string models;
    bool fit = true;
    bool keepSize = false;
    void describe(OptionList& list);

    /// What `sidesMm` says, longest first; none where it is not three lengths (commas, blanks or "x" between).
    std::optional<Vec3> sides() const;
    /// Throws Error(Usage) where something is said that is not what is asked for.
    void check() const;
    /// True length of the longest side, by the sides where they are given; 0: unknown.
    double longestMm() const;
};

/// What is to be reconstructed: a file, and which object of a picture is meant. Box and click are in pixels of the
/// picture as it was given: of the file's own, turned upright (EXIF), however far it was reduced when it was read.
struct ReconstructInput {
    std::filesystem::path path;             ///< picture, cloud or scanned surface; nothing at all: parts are invented
    std::filesystem::path mask;             ///< optional picture of the mask, of the file's size or as far reduced
    std::optional<Box2> box;                ///< optional: the object lies inside
    std::optional<Vec2> click = {};         ///< optional: a point on the object
    std::optional<Mask> drawn = {};         ///< optional: the mask itself, of the size of Photo::image; not a file
    std::optional<Photo> picture = {};      ///< optional: what was read of it; `path` then only names it
    std::optional<PointCloud> points = {};  ///< optional: the cloud itself; `path` then only names it
    int firstSlot = 0;  ///< slots [firstSlot, firstSlot + samples) are made: one of them alone is the same as among all
};

/// One candidate, judged. `sequence` and `mesh` are in millimetres.
struct RankedCandidate {
    Candidate candidate;   ///< canonical frame
    int slot = 0;          ///< which of the samples: 0 ... samples - 1
    bool valid = false;    ///< passed the gate
    std::string reason;    ///< why not
    int duplicateOf = -1;  ///< slot of a better ranked candidate of the same shape
    bool fitted = false;   ///< its parameters were moved to agree with the evidence
    CadSequence sequence;
    Mesh mesh;                                 ///< empty where not valid
    std::shared_ptr<const brep::Solid> solid;  ///< the same exactly, for export; null where not valid
    int faces = 0;
    double volume = 0.0;  ///< mm^3
    Vec3 size;            ///< mm, along the axes in which it was made
};

/// Everything a run found, best candidate first; those that failed the gate come last.
struct Reconstruction {
    std::string input;
    Observation observation;
    std::vector<Observation> others;  ///< of the same picture, the part taken to lie otherwise, less probable;
                                      ///< of a noisy measured cloud, that as it is
    std::optional<Image> photo;       ///< the whole picture, upright
    std::optional<Mask> mask;         ///< of the whole picture
    PointCloud coarse, refined;
    std::optional<Mat3> axes;  ///< rows: along what a measured part was made, where that is not x, y and z
    std::vector<RankedCandidate> ranked;
    bool scaleKnown = false;
    double ownLength = 0.0;  ///< of a measured part: its longest side in the unit of its file; 0: not measured
    std::string device = "cpu";
    std::map<std::string, std::string> weights;           ///< file name -> hash, of those that were used
    std::vector<std::pair<std::string, double>> seconds;  ///< by stage, in their order
};

/// Events own their data and may be kept on any thread.
struct PhotoReady {
    Image photo;
    Mask mask;
};
struct CoarseCloud {
    PointCloud cloud;
    std::optional<Camera> camera;  ///< of the crop that the networks saw
    double ownLength = 0.0;        ///< see Reconstruction
};
struct RefinedCloud {
    PointCloud cloud;
};
struct DenoiseStep {
    int sample = 0;  ///< slot
    int step = 0, of = 0;
    std::vector<int> tokens;  ///< codes::kSlots rows of codes::kAttributes; -1: still masked, or the slot has none
    CadSequence preview;      ///< of the tokens so far, canonical frame; may have no blocks
};
struct CandidateReady {
    int rankSoFar = 0;  ///< from 1
    RankedCandidate candidate;
};
struct StageProgress {
    std::string stage;
    double fraction = 0.0;  ///< of the whole run
    double secondsLeft = 0.0;
};
struct Finished {
    Reconstruction result;
};
struct Stopped {
    Reconstruction result;  ///< what was kept; without candidates where the stop was "now"
};
struct Failed {
    ErrorCode code = ErrorCode::Internal;
    std::string what, hint;
};
using ReconstructEvent = std::variant<PhotoReady, CoarseCloud, RefinedCloud, DenoiseStep, CandidateReady, StageProgress,
                                      Finished, Stopped, Failed>;
using EventSink = std::function<void(ReconstructEvent&&)>;

/// `now`: leave everything. `keep`: end after the candidates under way, and rank those.
struct StopTokens {
    std::stop_token now, keep;
};

class Reconstructor {
public:
    virtual ~Reconstructor() = default;
    /// Sends events, one at a time but perhaps from several threads; the last one is Finished, Stopped or Failed. Never
    /// throws. Candidate k of a seed is the same for any number of samples and threads.
    virtual void run(const ReconstructInput& input, const ReconstructOptions& options, const EventSink& sink,
                     const StopTokens& stop) = 0;

    /// Writes DIR/mask.png, coarse.ply, refined.ply, candidate-01.step and .json ... in rank order (only the first with
    /// `best`). Returns report.json's text, which it writes last. Throws Error(Io); no half file is left.
    virtual std::string write(const Reconstruction& result, const ReconstructOptions& options,
                              const std::filesystem::path& folder, bool best) = 0;
};

}  // namespace img2cadseq
