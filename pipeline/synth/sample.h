#pragma once
// One training example: a part in its canonical frame, the view of it, its buffers, a picture, points on its surface.
// Everything follows from (seed, index): the same two numbers give the same bytes, on any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "cad/sequence.h"
#include "csg/solid.h"
#include "synth/buffers.h"
#include "synth/frame.h"
#include "synth/style.h"

namespace img2cadseq::synth {

struct SampleOptions {
    int size = 128;            ///< pixels, width and height
    size_t points = 4096;      ///< on the surface; 0: none
    double photographs = 0.5;  ///< share of photograph-like views; the rest are viewports
    bool picture = true;       ///< paint one; without it `picture` stays empty
    double fillLow = 0.35, fillHigh = 0.95, freeRoll = 0.0, straightOn = 0.0;  ///< as in ViewOptions
};

/// All geometry is in canonical axes and lengths (frame.h): longest side 1, box centred at the origin.
struct Sample {
    uint64_t seed = 0, index = 0;
    std::string family;
    CadSequence sequence;  ///< canonical (canonical.h) in the canonical frame; empty in samples from a cache
    CanonicalFrame frame;  ///< how the generator's part was turned, moved and scaled
    Buffers buffers;
    std::vector<csg::SurfaceSample> points;
    Picture picture;
};

/// A part of the generator, seen and painted.
Sample makeSample(uint64_t seed, uint64_t index, const SampleOptions& options = {});

/// The same for any part, e.g. an imported one. Throws Error(BadGeometry) where nothing of it is left or seen.
Sample sampleOf(const CadSequence& part, uint64_t seed, uint64_t index, const SampleOptions& options = {});

/// A fresh picture of the same buffers; `draw` numbers the pictures, 0 is the one makeSample paints.
Picture repaint(const Sample& sample, uint64_t draw);

/// The mirror image: another part, in its own canonical frame, seen by the mirrored camera. Exact but for the picture,
/// which is flipped (lettering and light directions flip too).
Sample mirrored(const Sample& sample);

}  // namespace img2cadseq::synth
