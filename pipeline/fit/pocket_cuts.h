#pragma once
// Pockets cut into a candidate where a picture is predicted to look into some: of any outline, with islands, as deep as
// predicted.

#include "cad/sequence.h"
#include "fit/observation.h"
#include "fit/seen_faces.h"

namespace img2cadseq {

struct PocketCut {
    SeenFace face;
    Profile outline;              ///< as traced, in the coordinates of the face's plane
    std::optional<Profile> disc;  ///< a disc in its place, where it may be meant as one
    double depth = 0.0;           ///< from the face, longest side 1; leaves a floor
};

/// For each patch of the view where one is likely enough to look into a pocket or an opening, a pocket sooner, that
/// lies on a flat face that is seen there. None where the candidate has a hole or a pocket already. `camera` sees
/// canonical axes. Largest first.
std::vector<PocketCut> pocketCuts(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                  const View& view);

/// With that pocket, by its outline or as a disc.
CadSequence withPocket(const CadSequence& sequence, const PocketCut& cut);
CadSequence withRoundPocket(const CadSequence& sequence, const PocketCut& cut);

}  // namespace img2cadseq
