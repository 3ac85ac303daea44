// PLY: ascii and both binary orders, any elements and properties; x, y, z of "vertex" and the corner list of "face" are
// used.

#include <algorithm>

#include "metrics/mesh_file.h"

namespace img2cadseq::metrics {
namespace {

enum class Kind { I8, U8, I16, U16, I32, U32, F32, F64 };

struct Property {
    std::string name;
    Kind kind = Kind::F32;
    bool isList = false;
    Kind countKind = Kind::U8;
};

struct Element {
    std::string name;
    int64_t count = 0;
    std::vector<Property> properties;
};

struct Head {
    bool ascii = true, bigEndian = false;
    std::vector<Element> elements;
};

Kind kindOf(std::string_view name) {
    if (name == "char" || name == "int8") return Kind::I8;
    if (name == "uchar" || name == "uint8") return Kind::U8;
    if (name == "short" || name == "int16") return Kind::I16;
    if (name == "ushort" || name == "uint16") return Kind::U16;
    if (name == "int" || name == "int32") return Kind::I32;
    if (name == "uint" || name == "uint32") return Kind::U32;
    if (name == "float" || name == "float32") return Kind::F32;
    if (name == "double" || name == "float64") return Kind::F64;
    badMesh("the PLY header names a type that is not known: '" + std::string(name.substr(0, 32)) + "'");
}

void readFormat(Head& head, std::string_view name) {
    head.ascii = name == "ascii";
    head.bigEndian = name == "binary_big_endian";
    if (!head.ascii && !head.bigEndian && name != "binary_little_endian") badMesh("the PLY format is not known");
}

void readProperty(Head& head, std::string_view line) {
    if (head.elements.empty()) badMesh("the PLY header has a property of no element");
    Property property;
    std::string_view word = nextWord(line);
    property.isList = word == "list";
    if (property.isList) {
        property.countKind = kindOf(nextWord(line));
        word = nextWord(line);
    }
    property.kind = kindOf(word);
    property.name = nextWord(line);
    head.elements.back().properties.push_back(property);
}

Head readHead(std::string_view& bytes) {
    Head head;
    std::string_view line;
    if (!nextLine(bytes, line) || nextWord(line) != "ply") badMesh("this is not a PLY file");
    while (nextLine(bytes, line)) {
        const std::string_view word = nextWord(line);
        if (word == "end_header") return head;
        if (word == "format") readFormat(head, nextWord(line));
        if (word == "property") readProperty(head, line);
        if (word == "element") {
            Element element;
            element.name = nextWord(line);
            element.count = toInteger(nextWord(line));
            if (element.count < 0) badMesh("the PLY header has a negative count");
            head.elements.push_back(element);
        }
    }
    badMesh("the PLY header does not end");
}

/// Values one after another, whatever the encoding.
class Values {
public:
    Values(std::string_view bytes, const Head& head) : bytes_(bytes), ascii_(head.ascii), big_(head.bigEndian) {}

    double next(Kind kind) {
        if (ascii_) {
            const std::string_view word = nextWord(bytes_);
            if (word.empty()) badMesh("the PLY file ends too soon");
            return toNumber(word);
        }
        switch (kind) {
            case Kind::I8: return take<int8_t>();
            case Kind::U8: return take<uint8_t>();
            case Kind::I16: return take<int16_t>();
            case Kind::U16: return take<uint16_t>();
            case Kind::I32: return take<int32_t>();
            case Kind::U32: return take<uint32_t>();
            case Kind::F32: return take<float>();
            case Kind::F64: return take<double>();
        }
        return 0.0;
    }

    /// As an index or a count; -1 where it is none.
    int64_t nextIndex(Kind kind) {
        const double value = next(kind);
        return value >= 0.0 && value <= 4294967295.0 ? static_cast<int64_t>(value) : -1;
    }

private:
    template <class T>
    double take() {
        if (bytes_.size() < sizeof(T)) badMesh("the PLY file ends too soon");
        const T value = load<T>(bytes_, 0, big_);
        bytes_.remove_prefix(sizeof(T));
        return static_cast<double>(value);
    }

    std::string_view bytes_;
    bool ascii_, big_;
};

void readVertex(const Element& element, Values& values, Mesh& mesh) {
    Vec3 v;
    for (const Property& property : element.properties) {
        const int64_t count = property.isList ? values.nextIndex(property.countKind) : 1;
        for (int64_t i = 0; i < count; ++i) {
            const double value = values.next(property.kind);
            if (property.name == "x") v.x = value;
            if (property.name == "y") v.y = value;
            if (property.name == "z") v.z = value;
        }
    }
    mesh.vertices.push_back(v);
}

void readOther(const Element& element, Values& values, Mesh& mesh, bool isFace) {
    std::vector<int64_t> corners;
    for (const Property& property : element.properties) {
        const int64_t count = property.isList ? values.nextIndex(property.countKind) : 1;
        if (count < 0) badMesh("a list in the PLY file has no proper length");
        const bool isCorners =
            isFace && property.isList && (property.name == "vertex_indices" || property.name == "vertex_index");
        for (int64_t i = 0; i < count; ++i) {
            if (isCorners) {
                corners.push_back(values.nextIndex(property.kind));
            } else {
                values.next(property.kind);
            }
        }
    }
    if (isFace) addPolygon(mesh, corners);
}

}  // namespace

Mesh parsePly(std::string_view bytes) {
    const Head head = readHead(bytes);
    Values values(bytes, head);
    Mesh mesh;
    for (const Element& element : head.elements) {
        // An element without properties takes no bytes: its count says nothing and must not be walked.
        if (element.properties.empty()) continue;
        for (int64_t i = 0; i < element.count; ++i) {
            if (element.name == "vertex") {
                readVertex(element, values, mesh);
            } else {
                readOther(element, values, mesh, element.name == "face");
            }
        }
    }
    return mesh;
}

}  // namespace img2cadseq::metrics
