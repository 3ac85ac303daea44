#include "app/cli/inspect.h"
#include "cad/json.h"

namespace img2cadseq::cli {

Record inspectSequence(const std::filesystem::path& file) {
    const CadSequence sequence = readSequence(file.string());
    Record blocks = Record::array();
    for (const ExtrudeBlock& block : sequence.blocks) {
        size_t loops = 0, curves = 0;
        for (const Profile& profile : block.sketch.profiles) {
            loops += 1 + profile.holes.size();
            curves += profile.outer.curves.size();
            for (const Loop& hole : profile.holes) curves += hole.curves.size();
        }
        blocks.push_back({{"op", booleanOpName(block.op)},
                          {"profiles", block.sketch.profiles.size()},
                          {"loops", loops},
                          {"curves", curves},
                          {"height", block.extent.high - block.extent.low}});
    }
    const Vec3 size = boundingBox(sequence).size();
    return {{"kind", "sequence"},
            {"name", sequence.name},
            {"loops", loopCount(sequence)},
            {"curves", curveCount(sequence)},
            {"unit", "mm"},
            {"size_at_most", {size.x, size.y, size.z}},
            {"blocks", blocks}};
}

}  // namespace img2cadseq::cli
