// Fusion 360 Gallery reconstruction JSON and DeepCAD's JSON: the same entities, named by timeline or by sequence, in
// other units.

#include <cmath>

#include "cad/import_parts.h"
#include "cad/transform.h"

namespace img2cadseq {
namespace {

/// One document's entities, and millimetres a unit of it.
class Reader {
public:
    Reader(const JsonNode& root, double unit) : entities_(root.at("entities")), unit_(unit) {
        entities_.requireObject();
    }

    JsonNode entity(const JsonNode& reference) const {
        const std::string id = reference.text();
        if (!entities_.has(id.c_str())) reference.fail("names the entity " + id + ", which is not in entities");
        return entities_.at(id.c_str());
    }

    void addExtrude(const JsonNode& extrude, CadSequence& sequence) const;
    Vec3 xyz(const JsonNode& node) const {
        return {node.at("x").number(), node.at("y").number(), node.at("z").number()};
    }
    double unit() const { return unit_; }

private:
    Vec2 uv(const JsonNode& node) const;
    double length(const JsonNode& node) const { return node.number() * unit_; }
    Curve curve(const JsonNode& node) const;
    Arc arc(const JsonNode& node) const;
    Loop loop(const JsonNode& node) const;
    Profile profile(const JsonNode& node) const;
    Frame plane(const JsonNode& sketch) const;
    Extent extent(const JsonNode& extrude) const;
    double distance(const JsonNode& extent) const;
    void checkReferences(const JsonNode& sketch) const;

    JsonNode entities_;
    double unit_;
};

Vec2 Reader::uv(const JsonNode& node) const {
    const Vec3 p = xyz(node) * unit_;
    if (std::abs(p.z) > 1e-6 * (1.0 + std::abs(p.x) + std::abs(p.y))) node.fail("does not lie in its sketch's plane");
    return {p.x, p.y};
}

Arc Reader::arc(const JsonNode& node) const {
    const Vec2 center = uv(node.at("center_point")), start = uv(node.at("start_point")), end = uv(node.at("end_point"));
    const double sweep = node.at("end_angle").number() - node.at("start_angle").number();
    const double radius = length(node.at("radius"));
    // Counter-clockwise about the arc's own normal, which may point away from the sketch's.
    const double sense = node.has("normal") && node.at("normal").at("z").number() < 0.0 ? -1.0 : 1.0;
    const double middle = 0.5 * (node.at("start_angle").number() + node.at("end_angle").number());
    const Vec3 reference = xyz(node.at("reference_vector"));
    const Vec2 direction = normalized(Vec2{reference.x, reference.y});
    const Arc arc{start, center + rotated(direction, sense * middle) * radius, end};
    const double tolerance = 1e-4 * radius + 1e-6 * (std::abs(center.x) + std::abs(center.y));
    const bool onCircle =
        std::abs(norm(start - center) - radius) <= tolerance && std::abs(norm(end - center) - radius) <= tolerance;
    const bool sameTurn = std::abs(std::abs(arc.sweep()) - std::abs(sweep)) <= 1e-3;
    if (!onCircle || !sameTurn)
        node.fail("contradicts itself: ends, centre, radius and angles do not belong to one arc");
    return arc;
}

Curve Reader::curve(const JsonNode& node) const {
    const std::string type = node.at("type").text();
    if (type == "Line3D") return Line{uv(node.at("start_point")), uv(node.at("end_point"))};
    if (type == "Arc3D") return arc(node);
    if (type == "Circle3D") return Circle{uv(node.at("center_point")), length(node.at("radius"))};
    node.fail("is of type " + type + ", which is not supported (lines, arcs and circles are)");
}

Loop Reader::loop(const JsonNode& node) const {
    const JsonNode list = node.at("profile_curves");
    std::vector<Curve> curves;
    for (size_t i = 0, count = list.arraySize(); i < count; ++i) curves.push_back(curve(list[i]));
    return chainLoop(std::move(curves), list);
}

Profile Reader::profile(const JsonNode& node) const {
    const JsonNode loops = node.at("loops");
    Profile profile;
    bool found = false;
    for (size_t i = 0, count = loops.arraySize(); i < count; ++i) {
        const JsonNode flag = loops[i].at("is_outer");
        if (!flag.json().is_boolean()) flag.fail("must be true or false");
        if (!flag.json().get<bool>()) {
            profile.holes.push_back(loop(loops[i]));
        } else if (found) {
            loops[i].fail("is a second outer loop of one profile, which is not supported");
        } else {
            profile.outer = loop(loops[i]);
            found = true;
        }
    }
    if (!found) loops.fail("has no outer loop");
    return oriented(std::move(profile));
}

Frame Reader::plane(const JsonNode& sketch) const {
    const JsonNode transform = sketch.at("transform");
    const Frame frame = cleanFrame(xyz(transform.at("origin")) * unit_, xyz(transform.at("x_axis")),
                                   xyz(transform.at("z_axis")), transform);
    if (norm(frame.yAxis() - xyz(transform.at("y_axis"))) > 1e-5) transform.fail("is not right-handed");
    return frame;
}

double Reader::distance(const JsonNode& extent) const {
    if (extent.has("type") && extent.at("type").text() != "DistanceExtentDefinition")
        extent.fail("ends at other geometry (" + extent.at("type").text() + "), which is not supported");
    if (extent.has("taper_angle") && std::abs(extent.at("taper_angle").at("value").number()) > 1e-9)
        extent.fail("has a taper, which is not supported");
    return length(extent.at("distance").at("value"));
}

Extent Reader::extent(const JsonNode& extrude) const {
    double start = 0.0;
    const JsonNode from = extrude.at("start_extent");
    const std::string startType = from.at("type").text();
    if (startType == "OffsetStartDefinition")
        start = length(from.at("offset").at("value"));
    else if (startType != "ProfilePlaneStartDefinition")
        from.fail("starts at other geometry (" + startType + "), which is not supported");

    const JsonNode type = extrude.at("extent_type");
    const double one = distance(extrude.at("extent_one"));
    double a = 0.0, b = one;
    if (type.text() == "SymmetricFeatureExtentType")
        a = -one;
    else if (type.text() == "TwoSidesFeatureExtentType")
        a = -distance(extrude.at("extent_two"));
    else if (type.text() != "OneSideFeatureExtentType")
        type.fail("is " + type.text() + ", which is not supported");
    return {start + std::min(a, b), start + std::max(a, b)};
}

/// Sketch curves name their points; a name that leads nowhere means that the file is damaged.
void Reader::checkReferences(const JsonNode& sketch) const {
    if (!sketch.has("curves") || !sketch.has("points")) return;
    const JsonNode curves = sketch.at("curves"), points = sketch.at("points");
    curves.requireObject();
    for (const auto& [id, ignored] : curves.json().items()) {
        const JsonNode curve = curves.at(id.c_str());
        for (const char* key : {"start_point", "end_point", "center_point"}) {
            if (!curve.has(key) || !curve.json()[key].is_string()) continue;
            const JsonNode reference = curve.at(key);
            if (!points.has(reference.text().c_str()))
                reference.fail("names the point " + reference.text() + ", which is not in the sketch's points");
        }
    }
}

BooleanOp readOp(const JsonNode& node) {
    const std::string name = node.text();
    if (name == "NewBodyFeatureOperation" || name == "NewComponentFeatureOperation") return BooleanOp::New;
    if (name == "JoinFeatureOperation") return BooleanOp::Join;
    if (name == "CutFeatureOperation") return BooleanOp::Cut;
    if (name == "IntersectFeatureOperation") return BooleanOp::Intersect;
    node.fail("is " + name + ", which is not supported");
}

/// One block a sketch: an extrude may take profiles of several.
void Reader::addExtrude(const JsonNode& extrude, CadSequence& sequence) const {
    const BooleanOp op = readOp(extrude.at("operation"));
    const Extent between = extent(extrude);
    const JsonNode list = extrude.at("profiles");
    const size_t count = list.arraySize();
    if (count == 0) list.fail("is empty");
    std::vector<std::string> sketches;
    const size_t first = sequence.blocks.size();
    for (size_t i = 0; i < count; ++i) {
        const JsonNode sketchReference = list[i].at("sketch"), profileReference = list[i].at("profile");
        const JsonNode sketch = entity(sketchReference);
        const std::string id = sketchReference.text();
        size_t place = 0;
        while (place < sketches.size() && sketches[place] != id) ++place;
        if (place == sketches.size()) {
            if (place > 0 && op == BooleanOp::Intersect)
                list.fail("come from several sketches, which an intersection does not support");
            checkReferences(sketch);
            sketches.push_back(id);
            sequence.blocks.push_back({{plane(sketch), {}}, between, op});
        }
        const JsonNode profiles = sketch.at("profiles");
        const std::string name = profileReference.text();
        if (!profiles.has(name.c_str()))
            profileReference.fail("names the profile " + name + ", which its sketch has not");
        sequence.blocks[first + place].sketch.profiles.push_back(profile(profiles.at(name.c_str())));
    }
}

}  // namespace

ImportedModel readReconstruction(const JsonNode& root, ImportFormat format) {
    const bool fusion = format == ImportFormat::FusionReconstruction;
    const Reader reader(root, fusion ? 10.0 : 1000.0);
    ImportedModel model;
    const JsonNode steps = root.at(fusion ? "timeline" : "sequence");
    for (size_t i = 0, count = steps.arraySize(); i < count; ++i) {
        const JsonNode entity = reader.entity(steps[i].at("entity"));
        const std::string type = entity.at("type").text();
        if (type == "ExtrudeFeature")
            reader.addExtrude(entity, model.sequence);
        else if (type != "Sketch")
            entity.fail("is a " + type + ", which is not supported (sketches and extrudes are)");
    }
    if (root.has("properties")) {
        const JsonNode properties = root.at("properties");
        if (properties.has("volume")) model.volume = properties.at("volume").number() * std::pow(reader.unit(), 3);
        if (properties.has("area")) model.area = properties.at("area").number() * std::pow(reader.unit(), 2);
        if (properties.has("bounding_box")) {
            const JsonNode box = properties.at("bounding_box");
            model.box =
                Box3{reader.xyz(box.at("min_point")) * reader.unit(), reader.xyz(box.at("max_point")) * reader.unit()};
        }
    }
    return model;
}

}  // namespace img2cadseq
