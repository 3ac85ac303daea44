// The construction as a script for FreeCAD.

#include <charconv>
#include <initializer_list>
#include <sstream>

#include "cad/sequence.h"
#include "document/export.h"

namespace img2cadseq {
namespace {

constexpr const char* kHead = R"(import FreeCAD
import Part
from FreeCAD import Vector


class Plane:
    """A sketch plane: u along x, v along normal x x."""

    def __init__(self, origin, x, normal):
        self.origin, self.x, self.normal = Vector(*origin), Vector(*x), Vector(*normal)
        self.y = self.normal.cross(self.x)

    def at(self, point):
        return self.origin + self.x * point[0] + self.y * point[1]


def line(start, end):
    return lambda plane: Part.LineSegment(plane.at(start), plane.at(end)).toShape()


def arc(start, middle, end):
    return lambda plane: Part.Arc(plane.at(start), plane.at(middle), plane.at(end)).toShape()


def circle(center, radius):
    return lambda plane: Part.Circle(plane.at(center), plane.normal, radius).toShape()


def profile(plane, outer, holes=()):
    """The face inside a loop and outside the holes; a loop is a list of curves, head to tail."""
    face = Part.Face(Part.Wire([curve(plane) for curve in outer]))
    for hole in holes:
        face = face.cut(Part.Face(Part.Wire([curve(plane) for curve in hole])))
    return face


def extrude(plane, profiles, low, high):
    """The profiles between two heights along the plane's normal."""
    solids = []
    for face in profiles:
        face = face.copy()
        face.translate(plane.normal * low)
        solids += face.extrude(plane.normal * (high - low)).Solids
    return solids[0].fuse(solids[1:]) if len(solids) > 1 else solids[0]

)";

/// Fewest digits that read back the same.
std::string number(double value) {
    char buffer[40];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value == 0 ? 0.0 : value);
    return {buffer, error == std::errc() ? end : buffer};
}
/// "(a, b, ...)"
std::string tuple(std::initializer_list<double> values) {
    std::string out(1, '(');
    for (const double value : values) out.append(out.size() > 1 ? ", " : "").append(number(value));
    return out.append(")");
}
std::string text(const Vec2& v) { return tuple({v.x, v.y}); }
std::string text(const Vec3& v) { return tuple({v.x, v.y, v.z}); }

/// A name as a Python string.
std::string quoted(const std::string& name) {
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') out += '\\';
        out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return out + "\"";
}

class Script {
public:
    explicit Script(const CadSequence& sequence) : sequence_(sequence) {}

    std::string text() {
        out_ << "# " << oneLine(sequence_.name.empty() ? "part" : sequence_.name)
             << ": construction sequence by Img2CADSeq, lengths in mm. Run it in FreeCAD (Macro menu) or with "
                "freecadcmd.\n"
             << kHead;
        for (size_t i = 0; i < sequence_.blocks.size(); ++i) block(i);
        out_ << "\npart = part.removeSplitter()\n"
             << "document = FreeCAD.ActiveDocument or FreeCAD.newDocument()\n"
             << "Part.show(part, " << quoted(sequence_.name.empty() ? "part" : sequence_.name) << ")\n"
             << "document.recompute()\n";
        return out_.str();
    }

private:
    static std::string oneLine(std::string name) {
        for (char& c : name)
            if (static_cast<unsigned char>(c) < ' ') c = ' ';
        return name;
    }

    void block(size_t index) {
        const ExtrudeBlock& block = sequence_.blocks[index];
        const Frame& plane = block.sketch.plane;
        const std::string n = std::to_string(index + 1);
        out_ << "\n# Block " << n << ": " << booleanOpName(block.op) << "\n";
        out_ << "plane" << n << " = Plane(origin=" << img2cadseq::text(plane.origin)
             << ", x=" << img2cadseq::text(plane.xAxis) << ", normal=" << img2cadseq::text(plane.normal) << ")\n";
        out_ << "low" << n << ", high" << n << " = " << number(block.extent.low) << ", " << number(block.extent.high)
             << "\n";
        out_ << "profiles" << n << " = [\n";
        for (const Profile& profile : block.sketch.profiles) {
            out_ << "    profile(\n        plane" << n << ",\n        outer=";
            loop(profile.outer, "        ");
            if (!profile.holes.empty()) {
                out_ << ",\n        holes=[\n";
                for (const Loop& hole : profile.holes) {
                    out_ << "            ";
                    loop(hole, "            ");
                    out_ << ",\n";
                }
                out_ << "        ]";
            }
            out_ << ",\n    ),\n";
        }
        out_ << "]\nblock" << n << " = extrude(plane" << n << ", profiles" << n << ", low" << n << ", high" << n
             << ")\n";
        if (index == 0)
            out_ << "part = block1\n";
        else
            out_ << "part = part." << verb(block.op) << "(block" << n << ")\n";
    }

    static const char* verb(BooleanOp op) {
        if (op == BooleanOp::Cut) return "cut";
        return op == BooleanOp::Intersect ? "common" : "fuse";
    }

    /// Every curve begins where the one before ends, to the last digit.
    void loop(const Loop& loop, const std::string& indent) {
        std::vector<const Curve*> curves;
        const double least = 1e-7 * boundingBox(loop).diagonal();
        for (const Curve& curve : loop.curves)
            if (length(curve) > least) curves.push_back(&curve);
        out_ << "[\n";
        for (size_t i = 0; i < curves.size(); ++i) {
            const Vec2 end = startPoint(*curves[(i + 1) % curves.size()]);
            out_ << indent << "    ";
            curve(*curves[i], end);
            out_ << ",\n";
        }
        out_ << indent << "]";
    }

    void curve(const Curve& curve, const Vec2& end) {
        if (const auto* line = std::get_if<Line>(&curve))
            out_ << "line(" << img2cadseq::text(line->start) << ", " << img2cadseq::text(end) << ")";
        else if (const auto* arc = std::get_if<Arc>(&curve))
            out_ << "arc(" << img2cadseq::text(arc->start) << ", " << img2cadseq::text(arc->mid) << ", "
                 << img2cadseq::text(end) << ")";
        else if (const auto* circle = std::get_if<Circle>(&curve))
            out_ << "circle(" << img2cadseq::text(circle->center) << ", " << number(circle->radius) << ")";
    }

    const CadSequence& sequence_;
    std::ostringstream out_;
};

}  // namespace

std::string freecadMacro(const CadSequence& sequence) { return Script(sequence).text(); }

}  // namespace img2cadseq
