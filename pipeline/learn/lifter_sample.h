#pragma once
// Training examples of the image lifter: a made part, a picture of it, and what the lifter should say. No torch.

#include <array>
#include <cstdint>
#include <vector>

#include "cad/sequence.h"
#include "synth/sample.h"

namespace img2cadseq::learn {

struct LifterDataOptions {
    uint64_t seed = 200'000;  ///< of the generator's parts (training seeds lie below 1 000 000)
    uint64_t parts = 0;       ///< use only so many (0: no limit)
    double primitives = 0.2;  ///< share of bare boxes, discs, tubes and the like
    double detailed = 0.0;    ///< share of the other parts that have two blocks or more
    double housings = 0.0;    ///< share of what is not bare that are boxes, trays, lids and holders, as people print
    double reproportioned = 0.25;  ///< share of what is not bare that is made thinner or longer along its first axis
    double freeRoll = 0.35;        ///< share of views turned about the line of sight by any angle
    double straightOn = 0.0;       ///< share of the photograph-like views that look straight on one side
    double photographs = 0.5;      ///< share of photograph-like views
    double unknownMask = 0.3;      ///< share of pairs whose mask is not given; none of them is a drawing
    double drawings = 0.1;         ///< share of pictures replaced by line drawings
    double developed = 0.5;        ///< share of pictures with another contrast, brightness and gamma
    double small = 0.0;            ///< share of pictures that show the part small, enlarged
    double bordered = 0.3;         ///< share of pictures that end inside the crop, their border repeated
};

inline constexpr int kQueries = 1024;

/// Maps are of a quarter of the picture's side, row-major; layouts as in nn/lifter.h.
struct LifterSample {
    std::vector<float> picture;  ///< nn::pictureInput of 256 x 256 pixels
    std::vector<float> mask, front, thickness, normalX, normalY, normalZ;
    std::vector<float> edge;          ///< 0 or 1, of half the picture's side
    std::vector<float> openings;      ///< shares of the same pixels that look into a through opening (csg/openings.h)
    std::vector<float> pockets;       ///< shares of the same pixels that look into a pocket (csg/pockets.h)
    std::vector<float> pocketDepths;  ///< mean depth of the pockets that they look into, as there; 0 where none
    std::vector<float> aligned;       ///< shares of the same pixels whose surface faces along one of the box's axes
    std::vector<float> levels;        ///< mean place of that surface along what it faces, 0 far side of the box, 1 near
    std::array<float, 9> rotation{};  ///< canonical -> camera, by rows
    std::array<float, 2> center{};    ///< shares of the crop's side, from its middle
    float logScale = 0.0f, perspective = 0.0f;
    std::array<float, 3> logSides{};
    std::vector<float> queries;  ///< rows of nn::LifterQuery, kQueries of them, evenly spread over the part's box
    std::vector<float> inside;   ///< 0 or 1, one a query
};

/// What a sample is made of.
struct LifterScene {
    synth::Sample sample;
    bool giveMask = true;
    Random random;  ///< for what the sample draws
};

/// The part that the index names, as the generator made it.
CadSequence lifterPart(const LifterDataOptions& options, uint64_t index);

/// A made part and its mirror image, painted apart.
std::array<LifterScene, 2> makeLifterScenes(const LifterDataOptions& options, uint64_t index);

/// Samples 2 n and 2 n + 1 are a made part and its mirror image, painted apart.
std::array<LifterSample, 2> makeLifterPair(const LifterDataOptions& options, uint64_t index);

/// `count` samples, from the pair `first` on.
std::vector<LifterSample> makeLifterSamples(const LifterDataOptions& options, uint64_t first, int64_t count);

/// What the lifter should say of a sample that has a sequence and a picture of 256 x 256 pixels.
LifterSample lifterSample(const synth::Sample& sample, bool giveMask, Random random);

}  // namespace img2cadseq::learn
