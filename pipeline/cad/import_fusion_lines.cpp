#include <cmath>
#include <numbers>

#include "cad/import_parts.h"
#include "cad/transform.h"

namespace img2cadseq {
namespace {

constexpr double kMillimetres = 10.0;

Vec2 point(const JsonNode& node) { return node.vec2() * kMillimetres; }

/// The source rounds to nine digits, which spoils the middle point of a flat arc: its sweep is the better witness.
Arc readArc(const JsonNode& node) {
    const Arc arc{point(node.at("s")), point(node.at("m")), point(node.at("e"))};
    if (!node.has("sweep")) return arc;
    const double sweep = node.at("sweep").number() * std::numbers::pi / 180.0;
    constexpr double kFlat = 0.01;
    return std::abs(sweep) < kFlat ? Arc::fromSweep(arc.start, arc.end, sweep) : arc;
}

Curve readCurve(const JsonNode& node) {
    const std::string type = node.at("t").text();
    if (type == "L") return Line{point(node.at("s")), point(node.at("e"))};
    if (type == "A") return readArc(node);
    if (type == "C") return Circle{point(node.at("c")), node.at("r").number() * kMillimetres};
    if (type == "N") node.fail("is a spline (NURBS), which is not supported");
    if (type == "E" || type == "EA") node.fail("is an ellipse, which is not supported");
    node.at("t").fail("must be \"L\", \"A\" or \"C\"");
}

Loop readLoop(const JsonNode& node) {
    std::vector<Curve> curves;
    for (size_t i = 0, count = node.arraySize(); i < count; ++i) curves.push_back(readCurve(node[i]));
    return chainLoop(std::move(curves), node);
}

Profile readProfile(const JsonNode& node) {
    const JsonNode loops = node.at("loops");
    const size_t count = loops.arraySize();
    if (count == 0) loops.fail("is empty");
    Profile profile{readLoop(loops[0]), {}};
    for (size_t i = 1; i < count; ++i) profile.holes.push_back(readLoop(loops[i]));
    return oriented(std::move(profile));
}

BooleanOp readOp(const JsonNode& node) {
    const std::string name = node.text();
    if (name == "NewBody") return BooleanOp::New;
    if (name == "Join") return BooleanOp::Join;
    if (name == "Cut") return BooleanOp::Cut;
    if (name == "Intersect") return BooleanOp::Intersect;
    node.fail("must be \"NewBody\", \"Join\", \"Cut\" or \"Intersect\"");
}

ExtrudeBlock readBlock(const JsonNode& node) {
    const JsonNode sketch = node.at("sketch"), extent = node.at("extent"), profiles = node.at("profiles");
    if (extent.has("taper") && extent.at("taper").number() != 0.0) extent.fail("has a taper, which is not supported");
    ExtrudeBlock block;
    block.op = readOp(node.at("op"));
    block.sketch.plane =
        cleanFrame(sketch.at("origin").vec3() * kMillimetres, sketch.at("x").vec3(), sketch.at("z").vec3(), sketch);
    block.extent = {extent.at("lo").number() * kMillimetres, extent.at("hi").number() * kMillimetres};
    for (size_t i = 0, count = profiles.arraySize(); i < count; ++i)
        block.sketch.profiles.push_back(readProfile(profiles[i]));
    return block;
}

}  // namespace

ImportedModel readFusionLine(const JsonNode& root) {
    ImportedModel model;
    model.id = root.at("id").text();
    if (root.has("volume")) model.volume = root.at("volume").number() * std::pow(kMillimetres, 3);
    if (root.has("area")) model.area = root.at("area").number() * std::pow(kMillimetres, 2);
    const JsonNode ops = root.at("ops");
    for (size_t i = 0, count = ops.arraySize(); i < count; ++i) model.sequence.blocks.push_back(readBlock(ops[i]));
    return model;
}

}  // namespace img2cadseq
