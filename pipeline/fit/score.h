#pragma once
// How well a candidate explains what is known: never against the truth, always against cloud and picture.

#include <optional>

#include "csg/solid.h"
#include "fit/evidence.h"
#include "fit/observation.h"
#include "fit/picture_evidence.h"
#include "metrics/nearest.h"

namespace img2cadseq {

/// Mean distance between the cloud and the candidate's surface, both ways averaged; longest side 1.
double cloudDistance(const csg::Solid& solid, const metrics::PointTree& cloud, size_t samples = 2048);

/// How a candidate is seen: its camera, and the box over which what was predicted of the part's box is laid.
struct Standpoint {
    Camera camera;
    Vec3 boxSize{1, 1, 1};
};

/// Shares of the total of a picture's evidence; those that an observation lacks are left out and the others count more.
struct ScoreWeights {
    double silhouette = 0.25, edges = 0.5, relief = 0.15, openings = 0.1, pockets = 0.1, levels = 0.15,
           occupancy = 0.25, cloud = 0.05;
    double vote = 0.2;     ///< times the logarithm of the observation's probability
    double curves = 0.02;  ///< price of curves, times the logarithm of one more than their number
    double slip = 0.05;    ///< in guide() only
    double hole = 0.06;    ///< price of a small hole that is seen closely and not there, by how likely it is
    /// Per square of a radian, of a logarithm of the solid's own sides, from the nearest guess.
    double turnPrice = 0.1, sidesPrice = 0.3;
};

/// What guide() says of a construction whose blocks leave nothing, and searches of one that is no solid: less than of
/// any that is.
inline constexpr double kNoSolid = -1000.0;

enum class Detail { Coarse, Fine };  ///< pictures of 64 and of 128 pixels a side

/// All evidence of an observation, made ready once. Thread-safe. The observation must outlive it.
class Scorer {
public:
    explicit Scorer(const Observation& observation, const ScoreWeights& weights = {});

    /// Everything there is. Many curves cost a little, so that of two that explain alike the simpler one wins; so do
    /// cameras and sides far from those predicted.
    Score score(const CadSequence& sequence, const csg::Solid& solid, const Standpoint& from) const;
    /// The total without the distance to a predicted cloud, and without pockets where levels show them unless all are
    /// asked for, for searches: `slip` is taken off, which makes it change smoothly with the camera. Coarse pictures
    /// are a quarter of the work.
    double guide(const CadSequence& sequence, const csg::Solid& solid, const Standpoint& from,
                 Detail detail = Detail::Fine, Mouths mouths = Mouths::Quick) const;

    const Observation& observation() const { return observation_; }
    const PictureEvidence* picture() const { return fine_ ? &*fine_ : nullptr; }

private:
    Score withoutCloud(const csg::Solid& solid, const Standpoint& from, Detail detail, Mouths mouths,
                       double& slip) const;
    double total(const Score& score, const CadSequence& sequence, const csg::Solid& solid,
                 const Standpoint& from) const;

    const Observation& observation_;
    const ScoreWeights weights_;
    std::optional<PictureEvidence> fine_, coarse_;
    std::unique_ptr<metrics::PointTree> tree_;  ///< of the cloud
    std::optional<CloudEvidence> exact_;        ///< of a measured cloud without noise
};

}  // namespace img2cadseq
