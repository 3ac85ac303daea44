#pragma once
// img2cadseq-train close.

namespace CLI {
class App;
}

namespace img2cadseq::train {

/// img2cadseq-train close: part of a picture -> edges and small openings.
void addCloseCommand(CLI::App& app);

}  // namespace img2cadseq::train
