#pragma once
// The verb `measure`.

namespace CLI {
class App;
}

namespace img2cadseq::train {

/// img2cadseq-train measure: overlap of sampled sequences on held-out parts.
void addMeasureCommand(CLI::App& app);

}  // namespace img2cadseq::train
