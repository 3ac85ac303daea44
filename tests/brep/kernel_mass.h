#pragma once
// OCCT's own adaptive integration, beside ours.

#include "brep/solid.h"

namespace img2cadseq::test {

/// Volume and area to a relative 1e-10; the centroid too.
brep::MassProperties massByKernel(const brep::Solid& solid);

}  // namespace img2cadseq::test
