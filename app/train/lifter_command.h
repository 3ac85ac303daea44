#pragma once
// img2cadseq-train lifter.

namespace CLI {
class App;
}

namespace img2cadseq::train {

/// img2cadseq-train lifter: picture -> camera, depths, occupancy.
void addLifterCommand(CLI::App& app);

}  // namespace img2cadseq::train
