#pragma once
// Engines for the program's recordings.

#include <memory>
#include <string>

#include "document/engine.h"

namespace img2cadseq::desktop {

/// The usual engine; every run's events go into `file` too (the last run stays). Empty: no file.
std::shared_ptr<Engine> makeEngine(const std::string& file);

}  // namespace img2cadseq::desktop
