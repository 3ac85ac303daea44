#pragma once
// What Solid measures, as functions of the flat arrays.

#include "csg/flat.h"
#include "csg/solid.h"

namespace img2cadseq::csg {

std::vector<SurfaceSample> sampleSurface(const Flat& flat, size_t count, Random random);
double volume(const Flat& flat, double tolerance);
Box3 surfaceBox(const Flat& flat, const CadSequence& sequence);

}  // namespace img2cadseq::csg
