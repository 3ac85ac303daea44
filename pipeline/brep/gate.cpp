#include "brep/gate.h"

#include <TopoDS_Shape.hxx>
#include <algorithm>
#include <cmath>

#include "brep/check.h"
#include "brep/kernel.h"
#include "brep/shape.h"
#include "brep/step.h"
#include "brep/step_model.h"
#include "brep/triangulate.h"
#include "core/file.h"

namespace img2cadseq::brep {
namespace {

/// Relative agreement asked of what was re-read. The file's numbers have 15 digits; this leaves room for OCCT's
/// tolerance.
constexpr double kSame = 1e-6;
/// A coarse mesh answers whether every face triangulates as well as a fine one.
constexpr double kDeflection = 0.01;
constexpr double kAngle = 0.5;

/// The gate less the re-reading.
std::string faultOf(const Solid& solid) {
    if (!knownSound(solid))
        if (std::string reason = structuralFault(shapeOf(solid)); !reason.empty()) return reason;
    const double size = solid.box().longestSide();
    if (!everyFaceHasTriangles(triangulated(shapeOf(solid), kDeflection * size, kAngle)))
        return "a face cannot be triangulated";
    return {};
}

bool differ(double a, double b, double scale) { return !(std::abs(a - b) <= kSame * scale); }

std::string differenceOf(const Solid& solid, const Solid& other) {
    const auto counts = [](const char* what, size_t before, size_t after) {
        return "re-read from STEP it has " + std::to_string(after) + " " + what + " instead of " +
               std::to_string(before);
    };
    if (solid.bodyCount() != other.bodyCount()) return counts("bodies", solid.bodyCount(), other.bodyCount());
    if (solid.faceCount() != other.faceCount()) return counts("faces", solid.faceCount(), other.faceCount());
    if (solid.edgeCount() != other.edgeCount()) return counts("edges", solid.edgeCount(), other.edgeCount());
    const MassProperties a = solid.massProperties(), b = other.massProperties();
    if (differ(a.volume, b.volume, a.volume)) return "re-read from STEP its volume differs";
    if (differ(a.area, b.area, a.area)) return "re-read from STEP its area differs";
    const Box3 boxA = solid.box(), boxB = other.box();
    const double size = boxA.longestSide();
    for (int i = 0; i < 3; ++i)
        if (differ(boxA.low[i], boxB.low[i], size) || differ(boxA.high[i], boxB.high[i], size))
            return "re-read from STEP its box differs";
    return {};
}

/// `body`'s finding as a verdict; an exception is one too.
template <class Body>
Verdict judged(const Body& body) {
    std::string reason;
    try {
        guarded(ErrorCode::BadGeometry, "checking the solid", [&] { reason = body(); });
    } catch (const Error& error) {
        reason = error.what();
    }
    return {reason.empty(), reason};
}

}  // namespace

Verdict rereads(const Solid& solid, const std::string& text) {
    return judged([&]() -> std::string {
        const TopoDS_Shape shape = shapeFromStep(text, "the STEP text");
        if (shape.IsNull()) return "re-read from STEP it is empty";
        if (std::string reason = differenceOf(solid, solidOf(shape)); !reason.empty()) return reason;
        // A file holds no tolerances: what only holds by a wide one falls apart in the next program.
        const std::string reason = structuralFault(shape);
        return reason.empty() ? reason : "re-read from STEP " + reason;
    });
}

Verdict gate(const Solid& solid) {
    Verdict verdict = judged([&] { return faultOf(solid); });
    return verdict.valid ? rereads(solid, stepText(solid)) : verdict;
}

Verdict gateAndWriteStep(const Solid& solid, const std::filesystem::path& path, const StepOptions& options) {
    Verdict verdict = judged([&] { return faultOf(solid); });
    if (!verdict.valid) return verdict;
    const std::string text = stepText(solid, options);
    verdict = rereads(solid, text);
    if (verdict.valid) writeFile(path, text);
    return verdict;
}

}  // namespace img2cadseq::brep
