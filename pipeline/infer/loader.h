#pragma once
// Brings the shared library that reconstructs into a running program, LibTorch with it. Programs that never call this
// start without them.

#include <memory>

#include "infer/reconstructor.h"

namespace img2cadseq {

/// A new reconstructor; weights are loaded when they are first needed. Throws Error(Internal) where the library is not
/// beside the program (lib/ beside bin/) or cannot be loaded.
std::unique_ptr<Reconstructor> loadReconstructor();

}  // namespace img2cadseq
