#pragma once

namespace CLI {
class App;
}

namespace img2cadseq::train {

/// `critic`: how much a candidate overlaps with the part in a picture.
void addCriticCommand(CLI::App& app);

}  // namespace img2cadseq::train
