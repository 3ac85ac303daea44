#pragma once
// Where candidates come from. Every kind is behind this one interface, and the rest of the way does not know which.

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "fit/observation.h"

namespace img2cadseq::infer {

class AlignedParts;

/// One step on a drawn candidate's way, see DenoiseStep.
struct ProposalStep {
    int step = 0, of = 0;
    std::vector<int> tokens;
    CadSequence preview;
};

struct Proposal {
    CadSequence sequence;
    std::optional<Camera> camera = {};     ///< under which it was made; none: the view's
    Vec3 boxSize = {};                     ///< sides it gives the part's box; zero: the observation's
    std::vector<ProposalStep> steps = {};  ///< empty where it was not drawn step by step
};

class CandidateSource {
public:
    virtual ~CandidateSource() = default;
    virtual std::string name() const = 0;
    /// How many different ones it can make of this observation; huge where they are drawn at random.
    virtual int count(const Observation& observation) const = 0;
    /// The k-th, k < count. A function of the arguments alone, whatever else was asked for before or runs beside it.
    /// None where nothing came of it. May throw Error; may be called from several threads.
    virtual std::optional<Proposal> propose(const Observation& observation, uint64_t seed, int k,
                                            std::stop_token stop) const = 0;
};

using Sources = std::vector<std::shared_ptr<const CandidateSource>>;

/// The part's box, filled: the last resort.
CadSequence boxSequence(const Vec3& size);
/// "box": one candidate.
std::shared_ptr<const CandidateSource> boxSource();
/// "assembly": for measured clouds, prisms along any axes put together and cut, the two nearest to the cloud. "layers":
/// the nearest stack of prisms along one axis. "prism": the nearest single one. As with "retrieval", the best comes
/// first, so such a source serves one observation.
std::shared_ptr<const CandidateSource> assemblySource();
std::shared_ptr<const CandidateSource> layersSource();
std::shared_ptr<const CandidateSource> prismSource();
/// "retrieval": the nearest generated parts, of a predicted occupancy or a measured cloud; of pictures also those that
/// the alignment finds alike, where there is one. One such source serves one observation.
std::shared_ptr<const CandidateSource> retrievalSource(std::shared_ptr<const AlignedParts> aligned = nullptr);
/// "occupancy": of a predicted occupancy, stacks of prisms along each axis. One such source serves one observation.
std::shared_ptr<const CandidateSource> fieldSource();
/// "height field": of predicted levels, stacks of prisms along each axis that are seen from above. One such source
/// serves one observation.
std::shared_ptr<const CandidateSource> heightFieldSource();
/// "visual hull": for pictures, the largest prism along each axis that stays inside the silhouette.
std::shared_ptr<const CandidateSource> hullSource();

/// "silhouette": the picture's silhouette extruded along the line of sight, to measure others against.
std::shared_ptr<const CandidateSource> silhouetteSource();

/// All but box and silhouette, in the order of their turns; without a diffusion or an alignment where there is none.
/// For one observation.
Sources allSources(std::shared_ptr<const CandidateSource> diffusion = nullptr,
                   std::shared_ptr<const AlignedParts> aligned = nullptr);

/// Sample `slot`'s source and index within it: the sources take turns, those that have no more are passed over. Depends
/// on nothing else, so that more samples never change earlier ones. None where all are used up.
struct Turn {
    size_t source = 0;
    int index = 0;
};
std::optional<Turn> turnOf(int slot, const Sources& sources, const Observation& observation);

/// Which reading of a picture sample `slot` is made under (0: `first`), and its place among that one's samples. They
/// share the slots in proportion to their probabilities; slot 0 is the first one's.
struct ReadingTurn {
    size_t reading = 0;
    int place = 0;
};
ReadingTurn readingOf(int slot, const Observation& first, const std::vector<Observation>& others);

}  // namespace img2cadseq::infer
