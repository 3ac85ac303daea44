#pragma once
// Names of devices that compute, as users give them.

#include <cstddef>
#include <optional>
#include <string>

namespace img2cadseq {

/// N of "cuda:N", 0 of "cuda"; none of "auto" and "cpu". Throws Error(Usage) where `name` is none of these.
std::optional<size_t> cudaIndexOf(const std::string& name);

}  // namespace img2cadseq
