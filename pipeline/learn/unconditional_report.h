#pragma once
// Measures parts that are drawn without a condition against held-out parts of the generator, beside a fresh draw of the
// generator: more than that nobody can ask for. No torch in this header.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>

#include "cad/sequence.h"
#include "metrics/sets.h"

namespace img2cadseq::learn {

struct UnconditionalOptions {
    std::filesystem::path codes, weights;
    uint64_t seed = 3'000'000;  ///< of the references; the fresh draw has the next one
    uint64_t sampleSeed = 0;
    int samples = 1000, references = 300;
    int steps = 25;
    double temperature = 0.6;
    int attempts = 1;  ///< times at most that a part is drawn until it passes the gate
    bool settle = true;
};

/// A set of parts. The figures are of those that passed the gate, and whose surface can be sampled.
struct SetFigures {
    int asked = 0, valid = 0;
    int draws = 0;         ///< asked and those drawn again
    double seconds = 0.0;  ///< to draw and to gate one that was asked for
    metrics::SetDistances distances;
};

struct UnconditionalReport {
    SetFigures samples, fresh;  ///< as many of either
};

/// Whether a part passes the gate; parts are in the unit box.
using PartGate = std::function<bool(const CadSequence&)>;

/// Throws Error(Stopped), Error(BadGeometry) where no sample is valid.
UnconditionalReport reportUnconditional(const UnconditionalOptions& options, const PartGate& gate,
                                        std::stop_token stop);

}  // namespace img2cadseq::learn
