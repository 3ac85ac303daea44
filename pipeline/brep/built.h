#pragma once
// What the program calls a part it can hand out: compiled, past the gate, and of the volume that its sequence
// describes.

#include <memory>
#include <string>

#include "brep/gate.h"
#include "brep/solid.h"
#include "cad/sequence.h"

namespace img2cadseq::brep {

struct Built {
    std::shared_ptr<const Solid> solid;  ///< none where it is no such part
    std::string reason;                  ///< why not, for the user; empty where there is a solid
};

/// `volume`: what an independent evaluation of the sequence says, in cubic units of its own; the kernel sometimes
/// combines blocks wrongly and does not notice. Never throws for a bad part.
Built built(const CadSequence& sequence, double volume);

/// The last of that alone.
Verdict sameVolume(const Solid& solid, double volume);

}  // namespace img2cadseq::brep
