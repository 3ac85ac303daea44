#include "cad/json.h"

#include <charconv>
#include <cmath>
#include <filesystem>

#include "cad/json_node.h"
#include "core/file.h"

namespace img2cadseq {
namespace {

/// Appends JSON to a text; numbers in their shortest exact form.
class Writer {
public:
    explicit Writer(std::string& out) : out_(out) {}

    void raw(std::string_view text) { out_ += text; }
    void number(double value) {
        if (!std::isfinite(value))
            throw Error(ErrorCode::BadGeometry, "the sequence holds a number that is not finite",
                        "check it before saving");
        char digits[32];
        const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        out_.append(digits, end);
        // "-0" would come back as the integer 0.
        if (value == 0.0 && std::signbit(value)) out_ += ".0";
    }
    void text(const std::string& value) {
        out_ += nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
    void vec(const Vec2& v) { list({v.x, v.y}); }
    void vec(const Vec3& v) { list({v.x, v.y, v.z}); }

    void curve(const Curve& curve) {
        if (const auto* line = std::get_if<Line>(&curve)) {
            raw("{\"type\": \"line\", \"start\": ");
            vec(line->start);
            raw(", \"end\": ");
            vec(line->end);
        } else if (const auto* arc = std::get_if<Arc>(&curve)) {
            raw("{\"type\": \"arc\", \"start\": ");
            vec(arc->start);
            raw(", \"mid\": ");
            vec(arc->mid);
            raw(", \"end\": ");
            vec(arc->end);
        } else {
            const Circle& circle = std::get<Circle>(curve);
            raw("{\"type\": \"circle\", \"center\": ");
            vec(circle.center);
            raw(", \"radius\": ");
            number(circle.radius);
        }
        raw("}");
    }

    void loop(const Loop& loop, std::string_view indent) {
        raw("[");
        for (size_t i = 0; i < loop.curves.size(); ++i) {
            raw(i == 0 ? "\n" : ",\n");
            raw(indent);
            raw("  ");
            curve(loop.curves[i]);
        }
        raw("\n");
        raw(indent);
        raw("]");
    }

private:
    void list(std::initializer_list<double> values) {
        char separator = '[';
        for (const double value : values) {
            out_ += separator;
            if (separator == ',') out_ += ' ';
            number(value);
            separator = ',';
        }
        out_ += ']';
    }

    std::string& out_;
};

void writeProfile(Writer& writer, const Profile& profile) {
    writer.raw("        {\n          \"outer\": ");
    writer.loop(profile.outer, "          ");
    if (!profile.holes.empty()) {
        writer.raw(",\n          \"holes\": [");
        for (size_t i = 0; i < profile.holes.size(); ++i) {
            writer.raw(i == 0 ? "\n            " : ",\n            ");
            writer.loop(profile.holes[i], "            ");
        }
        writer.raw("\n          ]");
    }
    writer.raw("\n        }");
}

void writeBlock(Writer& writer, const ExtrudeBlock& block) {
    writer.raw("    {\n      \"op\": \"");
    writer.raw(booleanOpName(block.op));
    writer.raw("\",\n      \"plane\": {\"origin\": ");
    writer.vec(block.sketch.plane.origin);
    writer.raw(", \"x\": ");
    writer.vec(block.sketch.plane.xAxis);
    writer.raw(", \"normal\": ");
    writer.vec(block.sketch.plane.normal);
    writer.raw("},\n      \"extent\": {\"low\": ");
    writer.number(block.extent.low);
    writer.raw(", \"high\": ");
    writer.number(block.extent.high);
    writer.raw("},\n      \"profiles\": [");
    for (size_t i = 0; i < block.sketch.profiles.size(); ++i) {
        writer.raw(i == 0 ? "\n" : ",\n");
        writeProfile(writer, block.sketch.profiles[i]);
    }
    writer.raw(block.sketch.profiles.empty() ? "]\n    }" : "\n      ]\n    }");
}

Curve readCurve(const JsonNode& node) {
    const std::string type = node.at("type").text();
    if (type == "line") {
        node.requireOnly({"type", "start", "end"});
        return Line{node.at("start").vec2(), node.at("end").vec2()};
    }
    if (type == "arc") {
        node.requireOnly({"type", "start", "mid", "end"});
        return Arc{node.at("start").vec2(), node.at("mid").vec2(), node.at("end").vec2()};
    }
    if (type == "circle") {
        node.requireOnly({"type", "center", "radius"});
        return Circle{node.at("center").vec2(), node.at("radius").number()};
    }
    node.at("type").fail("must be \"line\", \"arc\" or \"circle\"");
}

Loop readLoop(const JsonNode& node) {
    Loop loop;
    const size_t count = node.arraySize();
    loop.curves.reserve(count);
    for (size_t i = 0; i < count; ++i) loop.curves.push_back(readCurve(node[i]));
    return loop;
}

Profile readProfile(const JsonNode& node) {
    node.requireOnly({"outer", "holes"});
    Profile profile{readLoop(node.at("outer")), {}};
    if (node.has("holes")) {
        const JsonNode holes = node.at("holes");
        for (size_t i = 0, count = holes.arraySize(); i < count; ++i) profile.holes.push_back(readLoop(holes[i]));
    }
    return profile;
}

BooleanOp readOp(const JsonNode& node) {
    const std::string name = node.text();
    for (const BooleanOp op : {BooleanOp::New, BooleanOp::Join, BooleanOp::Cut, BooleanOp::Intersect})
        if (name == booleanOpName(op)) return op;
    node.fail("must be \"New\", \"Join\", \"Cut\" or \"Intersect\"");
}

ExtrudeBlock readBlock(const JsonNode& node) {
    node.requireOnly({"op", "plane", "extent", "profiles"});
    const JsonNode plane = node.at("plane"), extent = node.at("extent"), profiles = node.at("profiles");
    plane.requireOnly({"origin", "x", "normal"});
    extent.requireOnly({"low", "high"});
    ExtrudeBlock block;
    block.op = readOp(node.at("op"));
    block.sketch.plane = {plane.at("origin").vec3(), plane.at("x").vec3(), plane.at("normal").vec3()};
    block.extent = {extent.at("low").number(), extent.at("high").number()};
    for (size_t i = 0, count = profiles.arraySize(); i < count; ++i)
        block.sketch.profiles.push_back(readProfile(profiles[i]));
    return block;
}

void checkHeader(const JsonNode& root) {
    root.requireObject();
    if (!root.has("format"))
        throw Error(ErrorCode::BadInput,
                    "this is no construction sequence: it lacks \"format\": \"" + std::string(kSequenceFormat) + "\"",
                    "other formats go through import");
    if (root.at("format").text() != kSequenceFormat)
        root.at("format").fail("must be \"" + std::string(kSequenceFormat) + "\"");
    const JsonNode version = root.at("version");
    if (version.number() != kSequenceVersion)
        throw Error(ErrorCode::BadInput,
                    "the sequence has version " + version.json().dump() + ", this program reads version " +
                        std::to_string(kSequenceVersion),
                    "use a newer program or export it again");
    if (root.at("unit").text() != "mm") root.at("unit").fail("must be \"mm\"");
    root.requireOnly({"format", "version", "unit", "name", "blocks"});
}

}  // namespace

std::string toJson(const CadSequence& sequence) {
    std::string out;
    out.reserve(512 + 120 * curveCount(sequence));
    Writer writer(out);
    writer.raw("{\n  \"format\": \"" + std::string(kSequenceFormat) +
               "\",\n  \"version\": " + std::to_string(kSequenceVersion) + ",\n  \"unit\": \"mm\",\n");
    if (!sequence.name.empty()) {
        writer.raw("  \"name\": ");
        writer.text(sequence.name);
        writer.raw(",\n");
    }
    writer.raw("  \"blocks\": [");
    for (size_t i = 0; i < sequence.blocks.size(); ++i) {
        writer.raw(i == 0 ? "\n" : ",\n");
        writeBlock(writer, sequence.blocks[i]);
    }
    writer.raw(sequence.blocks.empty() ? "]\n}\n" : "\n  ]\n}\n");
    return out;
}

CadSequence fromJson(std::string_view text) {
    const nlohmann::json document = parseJson(text);
    const JsonNode root(document);
    checkHeader(root);
    CadSequence sequence;
    if (root.has("name")) sequence.name = root.at("name").text();
    const JsonNode blocks = root.at("blocks");
    for (size_t i = 0, count = blocks.arraySize(); i < count; ++i) sequence.blocks.push_back(readBlock(blocks[i]));
    return sequence;
}

CadSequence readSequence(const std::string& path) {
    const std::string text = readTextFile(path);
    try {
        CadSequence sequence = fromJson(text);
        if (sequence.name.empty()) sequence.name = std::filesystem::path(path).stem().string();
        return sequence;
    } catch (const Error& e) {
        throw Error(e.code(), path + ": " + e.what(), e.hint());
    }
}

void writeSequence(const CadSequence& sequence, const std::string& path) { writeFile(path, toJson(sequence)); }

}  // namespace img2cadseq
