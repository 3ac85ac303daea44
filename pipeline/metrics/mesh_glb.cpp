// Binary glTF 2.0: triangles and points of every mesh of the scene, with the transforms of its nodes.

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "metrics/mesh_file.h"

namespace img2cadseq::metrics {
namespace {

using nlohmann::json;

constexpr uint32_t kMagic = 0x46546C67, kJsonChunk = 0x4E4F534A, kBinaryChunk = 0x004E4942;
constexpr int kTriangles = 4, kDeepest = 64;
/// Of vertices and of corners, all nodes together: nodes may share one mesh, so the file's size is no bound.
constexpr size_t kMost = 100'000'000;

/// Affine map: linear part and shift.
struct Affine {
    Mat3 linear;
    Vec3 shift;
    Vec3 operator()(const Vec3& p) const { return linear * p + shift; }
    Affine operator*(const Affine& o) const { return {linear * o.linear, (*this)(o.shift)}; }
};

struct Document {
    json tree;
    std::string_view binary;
};

Document split(std::string_view bytes) {
    if (bytes.size() < 20 || load<uint32_t>(bytes, 0) != kMagic) badMesh("this is not a GLB file");
    Document document;
    size_t at = 12;
    while (at + 8 <= bytes.size()) {
        const size_t length = load<uint32_t>(bytes, at);
        const uint32_t kind = load<uint32_t>(bytes, at + 4);
        at += 8;
        if (length > bytes.size() - at) badMesh("the GLB file is cut short");
        const std::string_view chunk = bytes.substr(at, length);
        if (kind == kJsonChunk) document.tree = json::parse(chunk, nullptr, false);
        if (kind == kBinaryChunk && document.binary.empty()) document.binary = chunk;
        at += length;
    }
    if (!document.tree.is_object()) badMesh("the GLB file's description is damaged");
    return document;
}

/// A whole number at `key`, `fallback` where it is not there.
size_t number(const json& object, const char* key, size_t fallback) {
    const auto found = object.find(key);
    if (found == object.end()) return fallback;
    if (!found->is_number_unsigned()) badMesh(std::string("the GLB file's '") + key + "' is not a whole number");
    return found->get<size_t>();
}

/// Entry `index` of the list `key` of the document.
const json& entry(const json& tree, const char* key, size_t index) {
    const auto list = tree.find(key);
    if (list == tree.end() || !list->is_array() || index >= list->size() || !(*list)[index].is_object())
        badMesh(std::string("the GLB file has no ") + key + " " + std::to_string(index));
    return (*list)[index];
}

struct Accessor {
    std::string_view bytes;
    size_t count = 0, stride = 0, kind = 0;
};

size_t sizeOf(size_t kind) {
    switch (kind) {
        case 5121: return 1;
        case 5123: return 2;
        case 5125:
        case 5126: return 4;
        default: badMesh("the GLB file has numbers of a type that is not read here");
    }
}

Accessor accessor(const Document& document, size_t index, const char* type, size_t width) {
    const json& described = entry(document.tree, "accessors", index);
    if (described.value("type", json()) != type || described.contains("sparse"))
        badMesh("the GLB file stores its numbers in a way not read here");
    const json& view =
        entry(document.tree, "bufferViews", number(described, "bufferView", std::numeric_limits<size_t>::max()));
    Accessor result;
    result.kind = number(described, "componentType", 0);
    result.count = number(described, "count", 0);
    const size_t item = sizeOf(result.kind) * width;
    result.stride = number(view, "byteStride", item);
    const size_t viewStart = number(view, "byteOffset", 0), viewLength = number(view, "byteLength", 0);
    if (number(view, "buffer", 0) != 0 || viewStart > document.binary.size() ||
        viewLength > document.binary.size() - viewStart)
        badMesh("the GLB file is cut short");
    result.bytes = document.binary.substr(viewStart, viewLength);
    const size_t start = number(described, "byteOffset", 0);
    if (start > result.bytes.size()) badMesh("the GLB file points outside itself");
    result.bytes.remove_prefix(start);
    const bool fits = result.count == 0 || (result.bytes.size() >= item && result.stride >= item &&
                                            (result.count - 1) <= (result.bytes.size() - item) / result.stride);
    if (!fits) badMesh("the GLB file points outside itself");
    return result;
}

void addPrimitive(const Document& document, const json& primitive, const Affine& place, Mesh& mesh) {
    const json attributes = primitive.value("attributes", json::object());
    if (!attributes.is_object() || !attributes.contains("POSITION")) return;
    const Accessor positions = accessor(document, number(attributes, "POSITION", 0), "VEC3", 3);
    if (positions.kind != 5126) badMesh("the GLB file's positions are not floats");
    const size_t base = mesh.vertices.size();
    if (positions.count > kMost - base) badMesh("the GLB file holds too many vertices");
    for (size_t i = 0; i < positions.count; ++i) {
        const size_t at = i * positions.stride;
        mesh.vertices.push_back(place({load<float>(positions.bytes, at), load<float>(positions.bytes, at + 4),
                                       load<float>(positions.bytes, at + 8)}));
    }
    if (number(primitive, "mode", kTriangles) != kTriangles) return;
    std::vector<int64_t> corners;
    const auto corner = [&](size_t index) {
        if (index >= positions.count) badMesh("a face names a vertex that is not there");
        corners.push_back(static_cast<int64_t>(base + index));
        if (corners.size() < 3) return;
        addPolygon(mesh, corners);
        corners.clear();
    };
    if (!primitive.contains("indices")) {
        for (size_t i = 0; i < positions.count; ++i) corner(i);
        return;
    }
    const Accessor indices = accessor(document, number(primitive, "indices", 0), "SCALAR", 1);
    if (indices.count > kMost - std::min(kMost, 3 * mesh.triangles.size()))
        badMesh("the GLB file holds too many triangles");
    if (indices.kind == 5126) badMesh("the GLB file's corners are not whole numbers");
    for (size_t i = 0; i < indices.count; ++i) {
        const size_t at = i * indices.stride;
        corner(indices.kind == 5121   ? load<uint8_t>(indices.bytes, at)
               : indices.kind == 5123 ? load<uint16_t>(indices.bytes, at)
                                      : load<uint32_t>(indices.bytes, at));
    }
}

void addMesh(const Document& document, size_t index, const Affine& place, Mesh& mesh) {
    const json& described = entry(document.tree, "meshes", index);
    const size_t primitives = described.contains("primitives") ? described["primitives"].size() : 0;
    for (size_t i = 0; i < primitives; ++i) addPrimitive(document, entry(described, "primitives", i), place, mesh);
}

std::vector<double> numbers(const json& node, const char* key, std::vector<double> fallback) {
    const auto found = node.find(key);
    if (found == node.end()) return fallback;
    bool right = found->is_array() && found->size() == fallback.size();
    for (const json& value : *found) right = right && value.is_number();
    if (!right) badMesh(std::string("a node's '") + key + "' in the GLB file is damaged");
    return found->get<std::vector<double>>();
}

Affine placeOf(const json& node) {
    if (node.contains("matrix")) {
        const auto m = numbers(node, "matrix", std::vector<double>(16, 0.0));
        return {{{{m[0], m[4], m[8]}, {m[1], m[5], m[9]}, {m[2], m[6], m[10]}}}, {m[12], m[13], m[14]}};
    }
    const auto s = numbers(node, "scale", {1, 1, 1}), q = numbers(node, "rotation", {0, 0, 0, 1}),
               t = numbers(node, "translation", {0, 0, 0});
    const double x = q[0], y = q[1], z = q[2], w = q[3];
    const Mat3 turn{{{1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)},
                     {2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)},
                     {2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)}}};
    const Mat3 stretch{{{s[0], 0, 0}, {0, s[1], 0}, {0, 0, s[2]}}};
    return {turn * stretch, {t[0], t[1], t[2]}};
}

/// Walks the nodes; a node is entered at most as often as there are nodes, so that a tangle of references ends.
class Scene {
public:
    Scene(const Document& document, Mesh& mesh) : document_(document), mesh_(mesh) {
        left_ = document.tree.contains("nodes") ? document.tree["nodes"].size() : 0;
    }

    void add(size_t index, const Affine& above, int depth = 0) {
        if (depth > kDeepest || left_ == 0) badMesh("the GLB file's nodes go in a circle");
        --left_;
        const json& node = entry(document_.tree, "nodes", index);
        const Affine place = above * placeOf(node);
        if (node.contains("mesh")) addMesh(document_, number(node, "mesh", 0), place, mesh_);
        addAll(node.value("children", json::array()), place, depth + 1);
    }

    void addAll(const json& indices, const Affine& above, int depth) {
        if (!indices.is_array()) badMesh("the GLB file's list of nodes is damaged");
        for (const json& index : indices) {
            if (!index.is_number_unsigned()) badMesh("the GLB file's list of nodes is damaged");
            add(index.get<size_t>(), above, depth);
        }
    }

private:
    const Document& document_;
    Mesh& mesh_;
    size_t left_ = 0;
};

}  // namespace

Mesh parseGlb(std::string_view bytes) {
    const Document document = split(bytes);
    Mesh mesh;
    try {
        if (document.tree.contains("scenes")) {
            const json& scene = entry(document.tree, "scenes", number(document.tree, "scene", 0));
            Scene(document, mesh).addAll(scene.value("nodes", json::array()), {}, 0);
        } else {
            const size_t meshes = document.tree.contains("meshes") ? document.tree["meshes"].size() : 0;
            for (size_t i = 0; i < meshes; ++i) addMesh(document, i, {}, mesh);
        }
    } catch (const json::exception&) {
        badMesh("the GLB file's description is damaged");
    }
    return mesh;
}

}  // namespace img2cadseq::metrics
