#pragma once
// Point cloud (or nothing) -> construction sequences: codebooks, denoiser and sampler behind a header without torch.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "cad/sequence.h"
#include "codes/layout.h"
#include "nn/cloud_input.h"

namespace img2cadseq::nn {

struct GeneratorOptions {
    uint64_t seed = 0;
    int steps = 25;
    double temperature = 0.6;
    double guidance = 1.0;
    bool settle = true;
};

struct GeneratedSequence {
    uint64_t candidate = 0;
    CadSequence
        sequence;  ///< in the cloud's own frame and unit; in the unit box where there is no cloud; may have no blocks
    codes::CodeTree tree;
    double logProbability = 0;  ///< mean over what was drawn: how sure the network was
};

/// A step of one candidate: the tree so far.
struct GeneratorStep {
    uint64_t candidate = 0;
    int step = 0, steps = 0;
    codes::CodeTree tree;
};

/// Loads weights once; every function is safe to call from several threads.
class Generator {
public:
    /// Folder with codes.safetensors and diffusion.safetensors; `device` as deviceNamed() gives it. Throws Error (Io,
    /// BadWeights, NoDevice); so may what computes.
    explicit Generator(const std::filesystem::path& folder, const std::string& device = "cpu");
    ~Generator();

    /// Candidates first ... first + count - 1 of the seed; each is the same whatever the others are. Without a cloud:
    /// unconditional. Throws Error(BadInput) for an unusable cloud, Error(Stopped).
    std::vector<GeneratedSequence> generate(const Evidence& evidence, const GeneratorOptions& options, uint64_t first,
                                            uint64_t count,
                                            const std::function<void(const GeneratorStep&)>& onStep = {},
                                            std::stop_token stop = {}) const;

    /// The part that a tree makes as it stands, in the frame that generate() answers in; may have no blocks.
    CadSequence decoded(const codes::CodeTree& tree, const PointCloud* cloud) const;

    /// Draws anew what is doubtful of a given sequence (in the cloud's frame) and keeps the rest: `doubtfulBlocks` by
    /// index, with all their loops; loops of other blocks where `doubtfulLoops` says so, by index in the order of
    /// codes::toFeatures. `extend`: more loops and blocks may follow. Nothing where the sequence has no room in the
    /// code tree.
    std::vector<GeneratedSequence> complete(const Evidence& evidence, const CadSequence& given,
                                            const std::vector<size_t>& doubtfulBlocks,
                                            const std::vector<size_t>& doubtfulLoops, bool extend,
                                            const GeneratorOptions& options, uint64_t first, uint64_t count,
                                            std::stop_token stop = {}) const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace img2cadseq::nn
