#pragma once
// Samples on disk, in shards, to be repainted again and again: casting rays is what costs, painting is cheap.

#include <filesystem>
#include <string>
#include <vector>

#include "core/progress.h"
#include "synth/sample.h"

namespace img2cadseq::synth {

/// Writes makeSample(seed, first ... first + count - 1) into shards of `perShard` in `folder`, without pictures. Shards
/// that are there are kept, so an interrupted call goes on where it stopped. Returns the samples written by this call.
/// `threads` 0: all cores. Throws Error(Io) where the folder cannot be written, Error(Stopped) when asked to stop.
size_t fillCache(const std::filesystem::path& folder, uint64_t seed, uint64_t first, size_t count,
                 const SampleOptions& options, unsigned threads = 0, const Progress& progress = {},
                 size_t perShard = 500);

/// All shards of a folder, in order of seed and index. Loading is thread-safe.
class SampleCache {
public:
    /// Throws Error(Io) where the folder cannot be read, Error(BadInput) for a damaged shard.
    explicit SampleCache(const std::filesystem::path& folder);

    size_t size() const { return places_.size(); }
    /// Buffers, frame and points; no sequence (see sequenceOf) and no picture (see repaint).
    Sample load(size_t i) const;

private:
    struct Place {
        uint32_t shard = 0;
        uint64_t offset = 0, length = 0;
    };
    std::vector<std::filesystem::path> shards_;
    std::vector<Place> places_;
};

/// The canonical sequence of a sample from a cache, made again from its numbers.
CadSequence sequenceOf(const Sample& sample);

}  // namespace img2cadseq::synth
