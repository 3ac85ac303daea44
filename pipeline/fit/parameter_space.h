#pragma once
// The continuous parameters of a candidate, with what the drawing holds equal held equal: coordinates along one
// direction that are the same (axis-aligned lines, caps and walls that are flush, coaxial circles) and radii that are
// the same are one parameter each.

#include <array>
#include <vector>

#include "cad/sequence.h"
#include "csg/distance.h"

namespace img2cadseq {

/// One number of the sequence as a parameter: value = sign * x[parameter] + shift.
struct Slot {
    int parameter = -1;
    double sign = 1.0, shift = 0.0;

    template <class T>
    T value(const T& x) const {
        return x * sign + shift;
    }
};

enum class ParameterKind { Coordinate, Radius, Bulge };

/// A coordinate is a height along `direction` in space; a bulge is the tangent of a quarter of an arc's sweep.
struct Parameter {
    ParameterKind kind = ParameterKind::Coordinate;
    Vec3 direction;
    bool centre = false;  ///< some circle's centre lies at it
    bool corner = false;  ///< some corner or cap lies at it
};

class ParameterSpace {
public:
    /// Slots of one curve: corners (or centre), then bulge (or radius); unused ones have parameter -1.
    struct CurveSlots {
        std::array<Slot, 2> start, end;  ///< of a circle: `start` is the centre
        Slot size;
    };
    struct BlockSlots {
        Slot low, high;
        std::vector<CurveSlots> curves;  ///< in the order of csg::Hit::face
    };

    /// Numbers that differ by less than `tie` are one.
    explicit ParameterSpace(const CadSequence& sequence, double tie = 1e-6);

    const std::vector<double>& start() const { return start_; }
    const std::vector<Parameter>& parameters() const { return parameters_; }
    const std::vector<BlockSlots>& blocks() const { return blocks_; }
    const CadSequence& sequence() const { return sequence_; }
    CadSequence apply(const std::vector<double>& x) const;

private:
    Slot coordinate(const Frame& plane, const Vec3& direction, double value, bool centre);
    Slot size(ParameterKind kind, double value);
    void addLoop(const Frame& plane, const Loop& loop, BlockSlots& out);

    CadSequence sequence_;
    double tie_;
    std::vector<double> start_;
    std::vector<Parameter> parameters_;
    std::vector<BlockSlots> blocks_;
};

}  // namespace img2cadseq
