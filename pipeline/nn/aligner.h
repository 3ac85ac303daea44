#pragma once
// Evidence and construction sequences -> where they lie in the space of nn/alignment.h, as plain data. No torch here.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "cad/sequence.h"
#include "nn/cloud_input.h"

namespace img2cadseq::nn {

using Embedding = std::vector<float>;  ///< a unit vector

/// How well two go together, -1 ... 1; 0 where one is empty.
double agreementOf(const Embedding& a, const Embedding& b);

/// Thread-safe.
class Aligner {
public:
    static constexpr int64_t kLatent = 96;  ///< numbers of an embedding

    /// Folder with codes.safetensors and alignment.safetensors. Throws Error (Io, BadWeights).
    explicit Aligner(const std::filesystem::path& folder);
    ~Aligner();

    /// Of the evidence as `pose` turns it (nn::networkPose of its cloud, or that followed by a signed permutation).
    Embedding ofEvidence(const Evidence& evidence, const Similarity& pose) const;
    /// Of the sequence turned as `pose` turns; empty where it has no room in the code tree.
    Embedding ofSequence(const CadSequence& sequence, const Similarity& pose) const;
    /// The same of many that are turned already, at once.
    std::vector<Embedding> ofSequences(std::span<const CadSequence> turned) const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace img2cadseq::nn
