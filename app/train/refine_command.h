#pragma once
// img2cadseq-train refine and measure-refine.

namespace CLI {
class App;
}

namespace img2cadseq::train {

/// "refine" trains UA-DGCNN, "measure-refine" measures it.
void addRefineCommand(CLI::App& app);

}  // namespace img2cadseq::train
