#pragma once
// Generated parts by where the alignment of clouds and sequences puts them (nn/aligner.h): what a network that has seen
// how predictions go wrong takes for most alike. The same parts as in retrieval.h.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cad/sequence.h"
#include "infer/retrieval.h"
#include "nn/aligner.h"

namespace img2cadseq::infer {

class AlignedIndex {
public:
    /// Read from `file`; made and kept there where it is not that of `parts` parts of `seed` by weights of `mark`, in
    /// some seconds by `threads` (0: all cores). Throws Error(Stopped).
    static AlignedIndex open(const std::filesystem::path& file, std::shared_ptr<const nn::Aligner> aligner,
                             const std::string& mark, size_t parts = kRetrievalParts, uint64_t seed = kRetrievalSeed,
                             unsigned threads = 0, std::stop_token stop = {});

    /// The `count` parts that go best with the evidence, best first and those alike but for a hair once,
    /// stretched to about a box of `size` at the origin, in the
    /// frame of the evidence's cloud.
    std::vector<CadSequence> nearest(const nn::Evidence& evidence, const Vec3& size, size_t count) const;

    size_t size() const { return parts_.size(); }

    /// A part: how it is turned to stand as networks want it, the sides of its box as it stands so, and its place; no
    /// place where it has no room there.
    struct Entry {
        int8_t turn[9] = {};
        int8_t there = 0;
        float sides[3] = {};
        float place[nn::Aligner::kLatent] = {};
    };

private:
    AlignedIndex() = default;
    std::shared_ptr<const nn::Aligner> aligner_;
    uint64_t seed_ = 0;
    std::vector<Entry> parts_;
};

}  // namespace img2cadseq::infer
