#pragma once
// Photographs of parts whose construction and camera are known, as examples for the lifter. No torch.

#include <string>
#include <vector>

#include "core/random.h"
#include "geometry/camera.h"
#include "geometry/raster.h"
#include "learn/lifter_sample.h"

namespace img2cadseq::learn {

struct PicturePair {
    std::string name;
    Image picture;
    CadSequence sequence;
    Camera camera;  ///< of the picture's size; sees the sequence in the sequence's own frame and lengths
};

/// The picture seen through a camera that looks at the part's middle and that the part fills as it does made pictures,
/// at random, now and then mirrored, and developed otherwise half of the time; `giveMask` as in makeLifterScenes().
/// What the lifter should say of it follows. Throws Error(BadGeometry) where the part's middle is not in the picture.
LifterScene pairScene(const PicturePair& pair, const LifterDataOptions& options, Random random);

/// `count` examples of the pairs in turn, from the `first`-th on.
std::vector<LifterSample> pairSamples(const std::vector<PicturePair>& pairs, const LifterDataOptions& options,
                                      uint64_t first, int64_t count);

}  // namespace img2cadseq::learn
