#include <map>

#include "app/cli/inspect.h"
#include "brep/gate.h"
#include "brep/step.h"

namespace img2cadseq::cli {

Record inspectStep(const std::filesystem::path& file) {
    brep::StepInfo info;
    const brep::Solid solid = brep::readStep(file, &info);
    const brep::MassProperties mass = solid.massProperties();
    const brep::Verdict verdict = brep::gate(solid);
    const Vec3 size = solid.box().size();
    std::map<std::string, int> types;
    for (const SurfaceType type : solid.faceTypes()) ++types[surfaceTypeName(type)];
    Record record = {{"kind", "step"},
                     {"product", info.productName},
                     {"schema", info.schema},
                     {"written_by", info.originatingSystem},
                     {"time", info.timeStamp},
                     {"bodies", solid.bodyCount()},
                     {"faces", solid.faceCount()},
                     {"edges", solid.edgeCount()},
                     {"surfaces", types},
                     {"unit", "mm"},
                     {"size", {size.x, size.y, size.z}},
                     {"volume", mass.volume},
                     {"area", mass.area},
                     {"valid", verdict.valid}};
    if (!verdict.valid) record["reason"] = verdict.reason;
    return record;
}

}  // namespace img2cadseq::cli
