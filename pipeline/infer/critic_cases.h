#pragma once
// What the critic learns from: of a made picture the candidates that the program's sources offer and variations of the
// true part, briefly placed, each with its overlap.

#include <filesystem>
#include <memory>
#include <optional>

#include "core/random.h"
#include "nn/critic_input.h"
#include "synth/sample.h"

namespace img2cadseq::infer {

/// Overlap of two solids, each with its box about the origin and its longest side 1, in the best of 24 turns; by 4 000
/// probes. Throws Error(BadGeometry) for what is no solid.
double normalisedOverlap(const CadSequence& one, const CadSequence& other);

class CriticCases {
public:
    /// Folder with the lifter, the codebooks, the diffusion and the alignment. Throws Error (Io, BadWeights).
    explicit CriticCases(const std::filesystem::path& models);
    ~CriticCases();

    /// `made` has a sequence and a picture of nn::PictureLifter::kPictureSide pixels. None where there are too few
    /// candidates. The same numbers give the same case.
    std::optional<nn::CriticCase> of(const synth::Sample& made, Random random) const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace img2cadseq::infer
