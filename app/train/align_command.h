#pragma once
// img2cadseq-train align.

namespace CLI {
class App;
}

namespace img2cadseq::train {

/// img2cadseq-train align: clouds and sequences into one space.
void addAlignCommand(CLI::App& app);

}  // namespace img2cadseq::train
