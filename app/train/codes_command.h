#pragma once
// The verb `codes`.

namespace CLI {
class App;
}

namespace img2cadseq::train {

/// img2cadseq-train codes: the three VQ-VAEs.
void addCodesCommand(CLI::App& app);

}  // namespace img2cadseq::train
