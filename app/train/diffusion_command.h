#pragma once
// The verb `diffusion`.

namespace CLI {
class App;
}

namespace img2cadseq::train {

/// img2cadseq-train diffusion: cloud -> code tree.
void addDiffusionCommand(CLI::App& app);

}  // namespace img2cadseq::train
