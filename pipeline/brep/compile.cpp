#include "brep/compile.h"

#include <BRepBuilderAPI_Transform.hxx>
#include <ShapeAnalysis_ShapeTolerance.hxx>
#include <ShapeFix_Shape.hxx>
#include <Standard_Failure.hxx>
#include <TopoDS_Shape.hxx>
#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>

#include "brep/boolean.h"
#include "brep/check.h"
#include "brep/gate.h"
#include "brep/kernel.h"
#include "brep/mass.h"
#include "brep/pinch.h"
#include "brep/prism.h"
#include "brep/shape.h"
#include "brep/topology.h"
#include "cad/transform.h"
#include "core/error.h"

namespace img2cadseq::brep {
namespace {

/// How the kernel is asked; the first way serves nearly all parts, the others are for those on which it fails.
struct Strategy {
    double bridge;        ///< times what Booleans may bridge at first
    double seamTurn;      ///< BuildSettings::seamTurn; parts often touch where a seam along an axis would lie
    bool mergeEachBlock;  ///< merge faces after every block, not at the end alone
    bool heal;            ///< let OCCT's shape healing mend what is not sound in the end
};
constexpr double kAside = 0.3719;
constexpr Strategy kStrategies[]{{1.0, 0.0, false, false}, {1.0, kAside, false, false},  {0.0, 0.0, false, false},
                                 {1.0, 0.0, true, false},  {10.0, kAside, false, false}, {0.0, kAside, true, false},
                                 {1.0, 0.0, false, true}};
/// Millimetres. A vertex or edge of a larger tolerance is one that a reader of STEP, which holds no tolerances, may see
/// otherwise; such a part is put through the gate before it is let go.
constexpr double kLargeTolerance = 1.5e-7;

class Compiler {
public:
    Compiler(const CadSequence& sequence, const Strategy& strategy, CompileReport& report)
        : sequence_(sequence), strategy_(strategy), report_(report), settings_(boundingBox(sequence).longestSide()) {
        settings_.bridge *= strategy.bridge;
        settings_.seamTurn = strategy.seamTurn;
    }

    TopoDS_Shape run() {
        if (sequence_.blocks.empty()) throw Error(ErrorCode::BadGeometry, "the sequence has no block");
        for (size_t i = 0; i < sequence_.blocks.size(); ++i) add(sequence_.blocks[i], where(i));
        return finished();
    }

private:
    std::string where(size_t index) const {
        return "block " + std::to_string(index + 1) + " (" + booleanOpName(sequence_.blocks[index].op) + "): ";
    }

    void add(const ExtrudeBlock& block, const std::string& where) {
        const bool adds = block.op == BooleanOp::New || block.op == BooleanOp::Join;
        if (standing_.IsNull() && !adds)
            throw Error(ErrorCode::BadGeometry, where + "there is nothing yet to take from", "begin with a New block");
        const double height = block.extent.high - block.extent.low;
        if (height > 0.0 && height <= settings_.point && !standing_.IsNull() && block.op != BooleanOp::Intersect) {
            report_.warnings.push_back(where + "thinner than the kernel can tell, left out");
            return;
        }
        try {
            combine(block, where);
        } catch (const Standard_Failure& failure) {
            throw KernelFailure(where + "the kernel gave up (" + failure.GetMessageString() + ")");
        }
    }

    void combine(const ExtrudeBlock& block, const std::string& where) {
        const std::vector<TopoDS_Shape> tools = prisms(block, settings_, where);
        if (standing_.IsNull()) {
            standing_ = compoundOf(tools);
            return;
        }
        const std::vector<TopoDS_Shape> left = solidsOf(combined(block.op, standing_, tools, settings_.bridge, where));
        if (left.empty()) throw Error(ErrorCode::BadGeometry, where + "nothing is left of the part");
        const double before = massOf(standing_).volume;
        standing_ = compoundOf(left);
        if (std::abs(massOf(standing_).volume - before) <= 1e-9 * before)
            report_.warnings.push_back(where + "changes nothing");
        if (strategy_.mergeEachBlock) standing_ = unified(standing_);
    }

    /// The part with its faces merged, or as the Booleans left it where merging spoils it.
    TopoDS_Shape finished() {
        TopoDS_Shape plain = separated(standing_);
        std::string fault;
        try {
            const TopoDS_Shape merged = unified(plain);
            fault = structuralFault(merged);
            if (fault.empty() && !sameVolume(merged)) fault = "the volume would change";
            if (fault.empty()) return checkedIn(merged);
        } catch (const Standard_Failure&) {
            fault = "the kernel gave up";
        }
        std::string deeper = structuralFault(plain);
        if (!deeper.empty() && strategy_.heal) deeper = healed(plain);
        if (!deeper.empty()) throw KernelFailure("the part is not sound: " + deeper);
        report_.warnings.push_back("neighbouring faces of one surface were left unmerged: " + fault);
        return checkedIn(plain);
    }

    /// Mends `shape`; the fault that is left, if any.
    std::string healed(TopoDS_Shape& shape) {
        ShapeFix_Shape fix(shape);
        fix.Perform();
        const TopoDS_Shape mended = compoundOf(solidsOf(fix.Shape()));
        if (std::string fault = structuralFault(mended); !fault.empty()) return fault;
        if (!sameVolume(mended)) return "healing would change the volume";
        shape = mended;
        report_.healed = true;
        return {};
    }

    bool sameVolume(const TopoDS_Shape& shape) const {
        const double volume = massOf(standing_).volume;
        return std::abs(massOf(shape).volume - volume) <= 1e-8 * volume;
    }

    /// Bodies and wedges of a body that only touch, each with edges of its own.
    TopoDS_Shape separated(const TopoDS_Shape& shape) { return unpinched(apart(shape), pinches_); }

    TopoDS_Shape checkedIn(const TopoDS_Shape& shape) {
        if (pinches_ > 0)
            report_.warnings.push_back("the part touches itself along " + std::to_string(pinches_) +
                                       (pinches_ == 1 ? " edge" : " edges") + "; its faces are kept apart there");
        return shape;
    }

    const CadSequence& sequence_;
    const Strategy strategy_;
    CompileReport& report_;
    BuildSettings settings_;
    TopoDS_Shape standing_;
    int pinches_ = 0;
};

/// The kernel's tolerances are absolute, in millimetres, and its numbers have 16 digits: parts of another order of
/// size, or far from the origin, are built at a size of 100 about the origin and then put in place.
constexpr double kSmallest = 1.0, kLargest = 1e5, kWorkingSize = 100.0, kFarthest = 1e4;
/// Beyond these the kernel cannot hold the part at its own size.
constexpr double kLeastSize = 1e-3, kMostSize = 1e9;

void requireFinite(const CadSequence& sequence) {
    const auto finite = [](std::initializer_list<double> values) {
        return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
    };
    for (size_t i = 0; i < sequence.blocks.size(); ++i) {
        const ExtrudeBlock& block = sequence.blocks[i];
        const Frame& plane = block.sketch.plane;
        bool good = finite({plane.origin.x, plane.origin.y, plane.origin.z, block.extent.low, block.extent.high}) &&
                    std::abs(norm(plane.xAxis) - 1.0) < 1e-6 && std::abs(norm(plane.normal) - 1.0) < 1e-6 &&
                    std::abs(dot(plane.xAxis, plane.normal)) < 1e-6;
        const auto look = [&](const Loop& loop) {
            for (const Curve& curve : loop.curves) {
                if (const auto* arc = std::get_if<Arc>(&curve)) good = good && finite({arc->mid.x, arc->mid.y});
                if (const auto* circle = std::get_if<Circle>(&curve)) good = good && finite({circle->radius});
                const Vec2 start = startPoint(curve), end = endPoint(curve);
                good = good && finite({start.x, start.y, end.x, end.y});
            }
        };
        for (const Profile& profile : block.sketch.profiles) {
            look(profile.outer);
            for (const Loop& hole : profile.holes) look(hole);
        }
        if (!good)
            throw Error(ErrorCode::BadGeometry, "block " + std::to_string(i + 1) + " (" + booleanOpName(block.op) +
                                                    "): a number is not finite or the plane's axes are no frame");
    }
}

bool isDoubtful(const TopoDS_Shape& shape) {
    return ShapeAnalysis_ShapeTolerance().Tolerance(shape, 1) > kLargeTolerance;
}

/// Builds the sequence one way after the other until one holds; failing that, takes the first that is sound.
TopoDS_Shape built(const CadSequence& sequence, CompileReport& report) {
    std::string first;
    std::optional<std::pair<TopoDS_Shape, CompileReport>> doubtful;
    for (const Strategy& strategy : kStrategies) {
        report = {};
        try {
            const TopoDS_Shape shape = Compiler(sequence, strategy, report).run();
            if (!isDoubtful(shape) || gate(soundSolidOf(shape)).valid) return shape;
            if (!doubtful) doubtful.emplace(shape, report);
        } catch (const KernelFailure& failure) {
            if (first.empty()) first = failure.what();
        }
    }
    if (!doubtful) throw Error(ErrorCode::BadGeometry, first);
    report = doubtful->second;
    return doubtful->first;
}

TopoDS_Shape builtInReach(const CadSequence& sequence, const Box3& box, CompileReport& report) {
    const double size = box.longestSide();
    if (!(size > 0.0)) return built(sequence, report);  // has the better words for what is missing
    if (!(size >= kLeastSize && size <= kMostSize))
        throw Error(ErrorCode::BadGeometry, "the part's longest side, " + std::to_string(size) +
                                                " mm, is outside what the kernel can hold, 0.001 to 1e9 mm");
    const bool near = norm(box.center()) <= kFarthest * size;
    if (size >= kSmallest && size <= kLargest && near) return built(sequence, report);
    const double factor = kWorkingSize / size;
    const Vec3 center = box.center();
    const TopoDS_Shape shape = built(transformed(sequence, {Mat3{}, factor, center * -factor}), report);
    gp_Trsf back;
    back.SetScale(gp_Pnt(0.0, 0.0, 0.0), 1.0 / factor);
    back.SetTranslationPart(gp_Vec(center.x, center.y, center.z));
    return BRepBuilderAPI_Transform(shape, back, true).Shape();
}

}  // namespace

Solid compile(const CadSequence& sequence, CompileReport* report) {
    CompileReport ignored;
    CompileReport& written = report ? *report : ignored;
    written = {};
    requireFinite(sequence);
    Solid result;
    guarded(ErrorCode::BadGeometry, "the part cannot be built",
            [&] { result = soundSolidOf(builtInReach(sequence, boundingBox(sequence), written)); });
    return result;
}

}  // namespace img2cadseq::brep
