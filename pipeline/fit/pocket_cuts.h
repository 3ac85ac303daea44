#pragma once
// Pockets cut into a candidate where a picture is predicted to look into some: of any outline, with islands, as deep as
// predicted, or through the part.

#include "cad/sequence.h"
#include "fit/observation.h"
#include "fit/seen_faces.h"

namespace img2cadseq {

struct PocketCut {
    SeenFace face;
    Profile outline;               ///< as traced, in the coordinates of the face's plane
    std::optional<Profile> plain;  ///< a disc or a rectangle in its place, where it may be meant as one
    double depth = 0.0;            ///< from the face, longest side 1; leaves a floor
    double material = 0.0;         ///< how thick it is there
    double likely = 0.0;           ///< mean probability that one looks into a pocket or an opening there
    double through = 0.0;          ///< share of the openings in that
};

/// For each patch of the view where one is likely enough to look into a pocket or an opening and that lies on a flat
/// face that is seen there. None where the candidate has a hole or a pocket already. Pockets of one face that are
/// nearly as deep, and discs nearly as large, are made alike. `camera` sees canonical axes. Largest first.
std::vector<PocketCut> mouthCuts(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                 const View& view);

/// Those of them that are pockets sooner than openings.
std::vector<PocketCut> pocketCuts(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                  const View& view);

/// With that pocket, by its outline or by what is plainer where there is such.
CadSequence withPocket(const CadSequence& sequence, const PocketCut& cut);
CadSequence withPlainPocket(const CadSequence& sequence, const PocketCut& cut);
/// The same through the part.
CadSequence withPlainOpening(const CadSequence& sequence, const PocketCut& cut);

}  // namespace img2cadseq
