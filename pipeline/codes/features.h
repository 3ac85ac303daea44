#pragma once
// The three levels of a construction sequence as numbers (paper, hierarchical sequence encoding), and back.
//   Extrude-Block (EB): plane normal, origin, extents, Boolean.
//   Sketch-Patch (SP): one loop's place in its sketch: size, position, angle; loops come by importance.
//   Curve-Cluster (CC): a loop's curves in local Frenet frames, eight numbers a curve.
// Lengths are those of the sequence; the networks expect parts in the unit box (centred, longest side 1).
//
// Every block is drawn in the canonical frame of its normal: the frame goes through the world's origin, its normal
// points along + its largest component, and along an axis X, Y or Z the sketch axes are the two following ones in
// cyclic order.

#include <array>
#include <vector>

#include "cad/sequence.h"

namespace img2cadseq::codes {

/// EB. `origin` is the foot of the world's origin on the low end of the block (normal * low), `low` and `high` are
/// signed distances from the world's origin along the normal.
struct BlockFeature {
    Vec3 normal, origin;
    double low = 0.0, high = 0.0;
    BooleanOp op = BooleanOp::New;

    static constexpr int kSize = 12;  ///< normal 3, origin 3, extents 2, one-hot Boolean 4
    std::array<float, kSize> numbers() const;
    /// The nearest proper feature: unit normal (snapped to a world axis within 3 degrees), low < high, the likeliest
    /// Boolean.
    static BlockFeature fromNumbers(const float* numbers);
};

/// SP. The loop's box in a frame turned by `angle` (radians, in [-45, 45) degrees) against the sketch's axes: its
/// centre in the sketch's (u, v) and its size along the turned axes.
struct PatchFeature {
    Vec2 center, size;
    double angle = 0.0;

    static constexpr int kSize = 5;  ///< centre 2, square roots of size 2 (small holes weigh more), angle / (pi / 4)
    std::array<float, kSize> numbers() const;
    static PatchFeature fromNumbers(const float* numbers);
};

enum class CurveType { Line, Arc, Circle };

/// CC. In the loop's box scaled to the unit square about the origin: sweeps are kept, chords become shorter or longer.
struct CurveFeature {
    double chord = 0.0;  ///< distance from start to end; 0 for a circle
    double turn =
        0.0;  ///< change of tangent angle from the end of the curve before, in (-pi, pi]; the first: against +u
    double curvature = 0.0;  ///< 2 sin(sweep / 2) / chord, signed; 0 for a line, 2 for a circle
    Vec2 offset;             ///< end point in the frame of the start's tangent, less (chord, 0)
    CurveType type = CurveType::Line;

    static constexpr int kSize = 8;  ///< chord, turn / pi, squashed curvature, offset 2, one-hot type 3
    std::array<float, kSize> numbers() const;
    static CurveFeature fromNumbers(const float* numbers);
    /// Signed sweep in radians; 0 for a line, 2 pi for a circle.
    double sweep() const;
};

struct LoopFeature {
    int block = 0;  ///< index of its block
    bool hole = false;
    PatchFeature patch;
    std::vector<CurveFeature> curves;
    /// Start points of the curves in the unit square: what the curves walk to, without the error a walk accumulates.
    /// May be empty: then the curves are walked.
    std::vector<Vec2> corners;
};

struct PartFeatures {
    std::vector<BlockFeature> blocks;
    std::vector<LoopFeature>
        loops;  ///< block by block; in a block outer loops first, then holes, each by falling importance
};

/// Area and diagonal of the loop's box less a small penalty for the distance from the sketch's origin; parts in the
/// unit box.
double loopImportance(const Loop& loop);

/// Lossless: toSequence(toFeatures(s)) is the same solid. Throws Error(BadGeometry) where a loop is empty, open or has
/// no extent.
PartFeatures toFeatures(const CadSequence& sequence);

/// Loops are closed exactly and fill their box exactly. `snap`: nearly equal coordinates become equal, nearly round
/// sweeps round (what a network decoded needs this). Holes go to the smallest outer loop of their block that contains
/// them; loops and blocks without extent are left out; the first block is New. May be empty where nothing is left.
CadSequence toSequence(const PartFeatures& features, bool snap);

/// The canonical frame of a plane with this normal, in either sense. Through the world's origin.
Frame canonicalFrame(const Vec3& normal);

}  // namespace img2cadseq::codes
