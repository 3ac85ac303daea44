#include "infer/write.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "brep/step.h"
#include "cad/json.h"
#include "cloud/cloud.h"
#include "core/file.h"
#include "geometry/camera_json.h"
#include "photo/photo.h"

namespace img2cadseq::infer {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

brep::StepOptions stepOptions(const Reconstruction& result, const ReconstructOptions& options,
                              const RankedCandidate& ranked) {
    brep::StepOptions step;
    step.schema = brep::stepSchemaOf(options.schema);
    step.productName = result.input.empty() ? "sample" : fs::path(result.input).stem().string();
    step.version = IMG2CADSEQ_VERSION;
    step.seed = ranked.candidate.seed;
    return step;
}

std::string candidateName(size_t rank) {
    char name[32];
    std::snprintf(name, sizeof name, "candidate-%02zu", rank);
    return name;
}

Json numbers(const Vec3& v) { return {v.x, v.y, v.z}; }

/// Null where there is no such evidence.
Json scoreOf(double value) { return value < 0 ? Json() : Json(value); }

Json candidateJson(const RankedCandidate& ranked, size_t rank, bool written) {
    const Candidate& c = ranked.candidate;
    Json json{{"rank", rank},          {"sample", ranked.slot},   {"seed", c.seed},         {"source", c.source},
              {"valid", ranked.valid}, {"reason", ranked.reason}, {"fitted", ranked.fitted}};
    json["duplicate_of"] = ranked.duplicateOf < 0 ? Json() : Json(ranked.duplicateOf);
    json["step"] = written && ranked.valid ? Json(candidateName(rank) + ".step") : Json();
    json["sequence"] = written ? Json(candidateName(rank) + ".json") : Json();
    json["faces"] = ranked.faces;
    json["volume"] = ranked.volume;
    json["size"] = numbers(ranked.size);
    json["score"] = {{"cloud", scoreOf(c.score.cloud)},
                     {"silhouette", scoreOf(c.score.silhouette)},
                     {"edges", scoreOf(c.score.edges)},
                     {"relief", scoreOf(c.score.relief)},
                     {"openings", scoreOf(c.score.openings)},
                     {"pockets", scoreOf(c.score.pockets)},
                     {"holes", scoreOf(c.score.holes)},
                     {"levels", scoreOf(c.score.levels)},
                     {"agreement", scoreOf(c.score.agreement)},
                     {"occupancy", scoreOf(c.score.occupancy)},
                     {"total", c.score.total}};
    return json;
}

Json optionsJson(ReconstructOptions options) {
    OptionList list;
    options.describe(list);
    return toObject<Json>(list);
}

Json reportJson(const Reconstruction& result, const ReconstructOptions& options, size_t written) {
    Json json{{"program", "Img2CADSeq"},
              {"version", IMG2CADSEQ_VERSION},
              {"input", result.input.empty() ? Json() : Json(result.input)},
              {"options", optionsJson(options)},
              {"weights", result.weights},
              {"device", result.device},
              {"unit", "mm"},
              {"scale", result.scaleKnown ? "given" : "scale unknown"},
              {"own_length", result.ownLength > 0 ? Json(result.ownLength) : Json()}};
    Json seconds = Json::object();
    for (const auto& [stage, time] : result.seconds) seconds[stage] = time;
    json["seconds"] = seconds;
    json["camera"] = result.observation.view ? toObject<Json>(result.observation.view->camera) : Json();
    json["axes"] = Json();
    if (result.axes) {
        json["axes"] = Json::array();
        for (const Vec3& row : result.axes->row) json["axes"].push_back(numbers(row));
    }
    json["candidates"] = Json::array();
    for (size_t i = 0; i < result.ranked.size(); ++i)
        json["candidates"].push_back(candidateJson(result.ranked[i], i + 1, i < written));
    return json;
}

/// candidateName(rank) with .step or .json.
bool isCandidateFile(const std::string& name) {
    size_t rank = 0;
    int end = 0;
    if (std::sscanf(name.c_str(), "candidate-%5zu%n", &rank, &end) != 1) return false;
    const std::string suffix = name.substr(static_cast<size_t>(end));
    return name == candidateName(rank) + suffix && (suffix == ".step" || suffix == ".json");
}

/// Removes what an earlier run of more candidates may have left, so that the folder holds this run's alone.
void removeEarlier(const fs::path& folder) {
    std::error_code ignored;
    fs::remove(folder / "report.json", ignored);
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (isCandidateFile(entry.path().filename().string())) fs::remove(entry.path(), ignored);
}

}  // namespace

std::string writeReconstruction(const Reconstruction& result, const ReconstructOptions& options, const fs::path& folder,
                                bool best) {
    makeFolder(folder);
    removeEarlier(folder);
    if (result.mask) writePng(folder / "mask.png", *result.mask);
    if (result.coarse.size() > 0) writePly(folder / "coarse.ply", result.coarse);
    if (result.refined.size() > 0) writePly(folder / "refined.ply", result.refined);
    const size_t written = best ? std::min<size_t>(1, result.ranked.size()) : result.ranked.size();
    for (size_t i = 0; i < written; ++i) {
        const RankedCandidate& ranked = result.ranked[i];
        const std::string name = candidateName(i + 1);
        const CadSequence& sequence = ranked.sequence.blocks.empty() ? ranked.candidate.sequence : ranked.sequence;
        writeSequence(sequence, (folder / (name + ".json")).string());
        if (ranked.valid)
            brep::writeStep(*ranked.solid, folder / (name + ".step"), stepOptions(result, options, ranked));
    }
    std::string text = reportJson(result, options, written).dump(2, ' ', false, Json::error_handler_t::replace);
    writeFile(folder / "report.json", text + "\n");
    return text;
}

}  // namespace img2cadseq::infer
