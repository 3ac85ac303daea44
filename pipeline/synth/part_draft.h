#pragma once
// What a family draws on: blocks along the axes, in any unit (about 100 for the longest side), before canonical form.

#include <vector>

#include "cad/sequence.h"
#include "core/random.h"
#include "synth/outline.h"

namespace img2cadseq::synth {

enum class Axis { X = 0, Y = 1, Z = 2 };

/// The sketch frame of an axis: normal along +axis, origin at the world's, (u, v) the two following axes in cyclic
/// order.
Frame axisFrame(Axis axis);

/// A profile of one outline and holes.
Profile plate(Loop outer, std::vector<Loop> holes = {});

/// Profiles are given in the natural coordinates of the axis: X: (y, z), Y: (x, z), Z: (x, y). Extents are world
/// coordinates along +axis, low and high in either order.
class Draft {
public:
    void base(Axis axis, double low, double high, const Profile& profile) {
        add(BooleanOp::New, axis, low, high, {profile});
    }
    void join(Axis axis, double low, double high, const Profile& profile) {
        add(BooleanOp::Join, axis, low, high, {profile});
    }
    void cut(Axis axis, double low, double high, const Profile& profile) {
        add(BooleanOp::Cut, axis, low, high, {profile});
    }
    void base(Axis axis, double low, double high, const Loop& loop) { base(axis, low, high, plate(loop)); }
    void join(Axis axis, double low, double high, const Loop& loop) { join(axis, low, high, plate(loop)); }
    void cut(Axis axis, double low, double high, const Loop& loop) { cut(axis, low, high, plate(loop)); }
    void join(Axis axis, double low, double high, const std::vector<Loop>& loops);
    void cut(Axis axis, double low, double high, const std::vector<Loop>& loops);
    void add(BooleanOp op, Axis axis, double low, double high, const std::vector<Profile>& profiles);
    /// On a plane of its own: extents are signed along the frame's normal.
    void add(BooleanOp op, const Frame& plane, double low, double high, const std::vector<Profile>& profiles);

    CadSequence sequence;
};

/// Copies of a loop: on a circle, at the corners of a rectangle, on a grid, in a row.
std::vector<Loop> onCircle(const Loop& loop, const Vec2& center, int count,
                           double from = 0.0);                            ///< turned about `center`
std::vector<Loop> at(const std::vector<Vec2>& places, const Loop& loop);  ///< drawn about the origin
std::vector<Vec2> circlePlaces(const Vec2& center, double radius, int count, double from = 0.0);
std::vector<Vec2> cornerPlaces(const Vec2& center, const Vec2& spacing);
std::vector<Vec2> gridPlaces(const Vec2& center, int columns, int rows, const Vec2& pitch);

/// One of the values; one index by weight.
template <class T>
T pick(Random& random, std::initializer_list<T> values) {
    return values.begin()[random.integer(0, static_cast<int>(values.size()) - 1)];
}
size_t weighted(Random& random, const std::vector<double>& weights);
/// Uniform in [low, high], on a raster of `step`.
double stepped(Random& random, double low, double high, double step = 0.5);

}  // namespace img2cadseq::synth
