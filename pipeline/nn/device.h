#pragma once
// Where networks compute. No torch in this header.

#include <string>

namespace img2cadseq::nn {

/// How many CUDA devices there are. The first call loads what LibTorch needs for them, where there is a driver; nothing
/// else may ask LibTorch before, since it remembers that there was none. Thread-safe.
int cudaDevices();

/// "cpu" or "cuda:N" for "auto" (the first CUDA device where there is one, else the CPU), "cpu", "cuda" or "cuda:N".
/// Throws Error(Usage) where `asked` is none of these, Error(NoDevice) where there is no such device.
std::string deviceNamed(const std::string& asked);

}  // namespace img2cadseq::nn
