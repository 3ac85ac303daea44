#pragma once
// The lights of every picture of a part. They go with the camera: a strong one from the upper left, a weak one from the
// right, and a little from the front.

#include <array>

#include "geometry/vec.h"

namespace img2cadseq {

struct Lamp {
    Vec3 place;  ///< seen from the camera: x right, y up, z towards the viewer; only the direction matters
    double strength = 0.0;
};
inline constexpr std::array<Lamp, 3> kLamps{Lamp{{-1.1, 1.0, 1.0}, 0.62}, Lamp{{1.0, 0.1, 0.5}, 0.2},
                                            Lamp{{0.0, 0.0, 1.0}, 0.42}};
inline constexpr double kAmbient = 0.22, kDiffuse = 0.8;

}  // namespace img2cadseq
