#pragma once
// img2cadseq-train field.

namespace CLI {
class App;
}

namespace img2cadseq::train {

/// img2cadseq-train field: picture and a guess of its camera -> occupancy.
void addFieldCommand(CLI::App& app);

}  // namespace img2cadseq::train
