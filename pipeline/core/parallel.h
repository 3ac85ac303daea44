#pragma once
// A plain parallel loop over indices; results must be written to places of their own.

#include <cstddef>
#include <functional>
#include <stop_token>

namespace img2cadseq {

/// Number of worker threads used where a count of 0 is asked for: the machine's cores.
unsigned defaultThreads();

/// Runs body(i) for i in [0, count) on up to `threads` threads (0: all cores; 1: this thread). Indices are handed out
/// one at a time. The first exception stops the rest and is thrown again here. Returns early where `stop` is asked for.
void parallelFor(size_t count, unsigned threads, const std::function<void(size_t)>& body, std::stop_token stop = {});

}  // namespace img2cadseq
