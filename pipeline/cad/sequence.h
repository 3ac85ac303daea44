#pragma once
// The construction sequence: what importers read, the generator makes, the networks encode and the kernel compiles.
// Lengths in millimetres, angles in radians.

#include <string>
#include <vector>

#include "cad/curve.h"
#include "geometry/frame.h"

namespace img2cadseq {

/// A closed chain of curves, head to tail; or one circle alone.
struct Loop {
    std::vector<Curve> curves;
    bool operator==(const Loop&) const = default;
};

/// One region of a sketch: inside `outer`, outside every hole. Outer counter-clockwise, holes clockwise, by convention;
/// readers accept either sense.
struct Profile {
    Loop outer;
    std::vector<Loop> holes;
    bool operator==(const Profile&) const = default;
};

/// Profiles in one plane; they are united and may touch.
struct Sketch {
    Frame plane;
    std::vector<Profile> profiles;
    bool operator==(const Sketch&) const = default;
};

/// The solid lies between t = low and t = high along the plane's normal; both signed, low < high.
struct Extent {
    double low = 0.0, high = 0.0;
    bool operator==(const Extent&) const = default;
};

/// New: united with what stands, as a body of its own where it does not touch. Join: united. Cut: taken away from all
/// that stands. Intersect: only what lies in both stays.
enum class BooleanOp { New, Join, Cut, Intersect };
const char* booleanOpName(BooleanOp op);

struct ExtrudeBlock {
    Sketch sketch;
    Extent extent;
    BooleanOp op = BooleanOp::New;
    bool operator==(const ExtrudeBlock&) const = default;
};

struct CadSequence {
    std::string name;
    std::vector<ExtrudeBlock> blocks;
    bool operator==(const CadSequence&) const = default;
};

/// Signed area: positive where the loop runs counter-clockwise. A circle counts as counter-clockwise.
double signedArea(const Loop& loop);
Box2 boundingBox(const Loop& loop);
/// Even-odd test of one loop; exact arcs.
bool contains(const Loop& loop, const Vec2& point);
Loop reversed(const Loop& loop);
double perimeter(const Loop& loop);

/// Area of outer less holes, whatever their senses.
double area(const Profile& profile);

/// Box of all New and Join blocks' prisms: exact for a sequence without cuts that touch its extremes, else an upper
/// bound.
Box3 boundingBox(const ExtrudeBlock& block);
Box3 boundingBox(const CadSequence& sequence);

size_t loopCount(const CadSequence& sequence);
size_t curveCount(const CadSequence& sequence);

}  // namespace img2cadseq
