#include "app/cli/evaluate_cases.h"

#include <algorithm>
#include <cstdio>

#include "app/cli/inputs.h"
#include "app/cli/png.h"
#include "brep/compile.h"
#include "brep/mesh.h"
#include "brep/step.h"
#include "cad/import.h"
#include "cad/json.h"
#include "core/file.h"
#include "csg/solid.h"
#include "metrics/mesh_io.h"
#include "synth/part.h"
#include "synth/sample.h"

namespace img2cadseq::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kPoints = 4096;

std::string pointsText(const CadSequence& part) {
    std::string text;
    char line[96];
    for (const auto& sample : csg::Solid(part).sampleSurface(kPoints, Random(1))) {
        const Vec3& p = sample.position;
        std::snprintf(line, sizeof line, "%.9g %.9g %.9g\n", p.x, p.y, p.z);
        text += line;
    }
    return text;
}

}  // namespace

std::vector<EvaluationCase> pairsIn(const fs::path& folder) {
    std::vector<EvaluationCase> cases;
    const auto inputs = expandInputs({folder.string()}, {".jpg", ".jpeg", ".png", ".webp", ".heic", ".pcd", ".xyz"});
    for (const Input& input : inputs) {
        if (input.error) throw *input.error;
        for (const char* suffix : {".step", ".stp", ".stl", ".obj", ".glb", ".json"}) {
            const fs::path reference = fs::path(input.path).replace_extension(suffix);
            if (!fs::exists(reference)) continue;
            cases.push_back({input.path, {}, reference});
            break;
        }
    }
    if (cases.empty())
        throw Error(ErrorCode::BadInput, folder.string() + " holds no pairs",
                    "put NAME.step, .stl or .glb beside each picture or cloud NAME");
    return cases;
}

std::vector<EvaluationCase> cloudsOf(const fs::path& lines, int every, const fs::path& folder) {
    fs::create_directories(folder);
    std::vector<EvaluationCase> cases;
    int index = 0;
    importFile(lines.string(), [&](ImportedModel&& model) {
        if (model.error || index++ % every != 0) return;
        const EvaluationCase one{folder / (model.id + ".xyz"), {}, folder / (model.id + ".json")};
        writeFile(one.input, pointsText(model.sequence));
        writeSequence(model.sequence, one.reference.string());
        cases.push_back(one);
    });
    return cases;
}

std::vector<EvaluationCase> syntheticPictures(int count, const fs::path& folder) {
    fs::create_directories(folder);
    std::vector<EvaluationCase> cases;
    synth::SampleOptions options;
    options.size = 256;
    options.points = 0;
    for (int i = 0; i < count; ++i) {
        const synth::Sample sample = synth::makeSample(synth::kTestSeed, static_cast<uint64_t>(i), options);
        char name[32];
        std::snprintf(name, sizeof name, "%08d", i);
        const EvaluationCase one{folder / (std::string(name) + ".png"), {}, folder / (std::string(name) + ".json")};
        writePicture(one.input, sample.picture.image);
        writeSequence(sample.sequence, one.reference.string());
        cases.push_back(one);
    }
    return cases;
}

Mesh referenceMesh(const fs::path& file) {
    const std::string suffix = file.extension().string();
    if (suffix == ".json") return brep::mesh(brep::compile(readSequence(file.string())));
    if (suffix == ".step" || suffix == ".stp") return brep::mesh(brep::readStep(file));
    return metrics::readMesh(file);
}

}  // namespace img2cadseq::cli
