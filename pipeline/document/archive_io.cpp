#include "document/archive_io.h"

namespace img2cadseq::archive {

Json Writer::compound(const ReconstructOptions& options) {
    ReconstructOptions copy = options;
    OptionList list;
    copy.describe(list);
    return toObject<Json>(list, true);
}

/// Values that are no longer allowed, and options that are not known, count as not said.
void Reader::compound(const Json& json, ReconstructOptions& options) {
    options = {};
    OptionList list;
    options.describe(list);
    for (Option& option : list.all()) {
        if (!json.contains(option.name())) continue;
        OptionValue value = option.value();
        std::visit([&](auto& held) { held = json.at(option.name()).get<std::decay_t<decltype(held)>>(); }, value);
        try {
            option.set(value);
        } catch (const Error&) {
            continue;
        }
    }
}

Json Writer::compound(const RunState& run) {
    return {{"options", write(run.options)}, {"events", write(eventsOf(run))}};
}

void Reader::compound(const Json& json, RunState& run) {
    run = {};
    read(json.at("options"), run.options);
    std::vector<ReconstructEvent> events;
    read(json.at("events"), events);
    for (ReconstructEvent& event : events) run.apply(std::move(event));
}

void Reader::check(const Mesh& mesh) {
    for (const auto& triangle : mesh.triangles)
        for (const uint32_t vertex : triangle)
            if (vertex >= mesh.vertices.size()) damaged("a mesh names a vertex that is not there");
    if (!mesh.faceIds.empty() && mesh.faceIds.size() != mesh.triangles.size()) damaged("a mesh is cut off");
    for (const uint32_t face : mesh.faceIds)
        if (face >= mesh.faceTypes.size()) damaged("a mesh names a face that is not there");
}

void Reader::check(const PointCloud& cloud) {
    for (const size_t size :
         {cloud.normals.size(), cloud.confidence.size(), cloud.importance.size(), cloud.seen.size()})
        if (size != 0 && size != cloud.size()) damaged("a cloud is cut off");
}

}  // namespace img2cadseq::archive
