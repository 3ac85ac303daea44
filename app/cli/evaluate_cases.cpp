#include "app/cli/evaluate_cases.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>

#include "app/cli/inputs.h"
#include "app/cli/png.h"
#include "brep/compile.h"
#include "brep/mesh.h"
#include "brep/step.h"
#include "cad/import.h"
#include "cad/json.h"
#include "core/file.h"
#include "core/suffix.h"
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

bool isScan(const fs::path& path) { return hasSuffix(path, {".stl", ".obj", ".glb"}); }

fs::path nameOf(fs::path path) { return path.replace_extension(); }

/// Of a scan, something exact; none where nothing fitting is beside it.
std::optional<fs::path> referenceOf(const fs::path& input) {
    std::error_code ignored;
    for (const char* suffix : {".step", ".stp", ".stl", ".obj", ".glb", ".json"}) {
        const fs::path reference = fs::path(input).replace_extension(suffix);
        const bool fits = !isScan(input) || !isScan(reference);
        if (fits && fs::exists(reference, ignored)) return reference;
    }
    return std::nullopt;
}

}  // namespace

std::vector<EvaluationCase> pairsIn(const fs::path& folder) {
    std::vector<EvaluationCase> cases;
    const auto inputs = expandInputs({folder.string()}, inputSuffixes());
    std::set<fs::path> seen;
    for (const Input& input : inputs) {
        if (input.error) throw *input.error;
        if (!isScan(input.path)) seen.insert(nameOf(input.path));
    }
    for (const Input& input : inputs) {
        if (isScan(input.path) && seen.contains(nameOf(input.path))) continue;
        if (const auto reference = referenceOf(input.path)) cases.push_back({input.path, {}, *reference});
    }
    if (cases.empty())
        throw Error(ErrorCode::BadInput, folder.string() + " holds no pairs",
                    "put NAME.step, .stl or .glb beside each picture or cloud NAME, NAME.step beside a scan");
    return cases;
}

std::vector<EvaluationCase> cloudsOf(const fs::path& lines, int every, const fs::path& folder) {
    makeFolder(folder);
    std::vector<EvaluationCase> cases;
    int index = 0;
    importFile(lines.string(), [&](ImportedModel&& model) {
        if (model.error || index++ % every != 0) return;
        const EvaluationCase one{folder / (model.id + ".xyz"), {}, folder / (model.id + ".json")};
        updateFile(one.input, pointsText(model.sequence));
        updateFile(one.reference, toJson(model.sequence));
        cases.push_back(one);
    });
    return cases;
}

std::vector<EvaluationCase> syntheticPictures(int count, int every, const fs::path& folder) {
    makeFolder(folder);
    std::vector<EvaluationCase> cases;
    synth::SampleOptions options;
    options.size = 256;
    options.points = 0;
    for (int i = 0; i < count; i += every) {
        const synth::Sample sample = synth::makeSample(synth::kTestSeed, static_cast<uint64_t>(i), options);
        char name[32];
        std::snprintf(name, sizeof name, "%08d", i);
        const EvaluationCase one{folder / (std::string(name) + ".png"), {}, folder / (std::string(name) + ".json")};
        updateFile(one.input, pngOf(sample.picture.image));
        updateFile(one.reference, toJson(sample.sequence));
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
