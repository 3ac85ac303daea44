#include "fit/residuals.h"

#include <algorithm>
#include <cmath>

#include <ceres/jet.h>

namespace img2cadseq {
namespace {

constexpr int kMost = 10;  ///< parameters of one residual
using Jet = ceres::Jet<double, kMost>;

/// Collects the distinct parameters that slots refer to, and reads slots as numbers or Jets.
class Arguments {
public:
    int add(const Slot& slot) {
        const auto place = std::find(parameters.begin(), parameters.end(), slot.parameter) - parameters.begin();
        if (place == std::ssize(parameters)) parameters.push_back(slot.parameter);
        slots_.push_back({slot, static_cast<int>(place)});
        return static_cast<int>(slots_.size()) - 1;
    }
    template <class T>
    T read(int index, double const* const* x) const {
        const auto& [slot, place] = slots_[static_cast<size_t>(index)];
        if constexpr (std::is_same_v<T, double>) {
            return slot.value(*x[place]);
        } else {
            return slot.value(T(*x[place], place));
        }
    }
    std::vector<int> parameters;

private:
    std::vector<std::pair<Slot, int>> slots_;
};

/// Derives Ceres' interface from `template <class T> T value(double const* const* x) const`.
template <class Derived>
class Scalar : public ceres::CostFunction {
public:
    bool Evaluate(double const* const* x, double* residuals, double** jacobians) const override {
        const auto& self = static_cast<const Derived&>(*this);
        if (!jacobians) {
            residuals[0] = self.template value<double>(x);
            return std::isfinite(residuals[0]);
        }
        const Jet result = self.template value<Jet>(x);
        residuals[0] = result.a;
        for (size_t i = 0; i < parameter_block_sizes().size(); ++i)
            if (jacobians[i]) jacobians[i][0] = result.v[static_cast<int>(i)];
        return std::isfinite(result.a) && result.v.allFinite();
    }

protected:
    void setUp() {
        set_num_residuals(1);
        mutable_parameter_block_sizes()->assign(arguments.parameters.size(), 1);
    }
    Arguments arguments;
};

/// Where the ends of a curve are among the arguments, and how it bends.
struct CurvePlaces {
    int u0 = -1, v0 = -1, u1 = -1, v1 = -1, size = -1;
};

CurvePlaces addCurve(Arguments& arguments, const ParameterSpace::CurveSlots& slots) {
    CurvePlaces places;
    places.u0 = arguments.add(slots.start[0]), places.v0 = arguments.add(slots.start[1]);
    places.u1 = arguments.add(slots.end[0]), places.v1 = arguments.add(slots.end[1]);
    if (slots.size.parameter >= 0) places.size = arguments.add(slots.size);
    return places;
}

class FieldResidual : public Scalar<FieldResidual> {
public:
    FieldResidual(const ParameterSpace& space, const csg::Flat& flat, const csg::Feature& feature, const Vec3& point,
                  double weight)
        : feature_(feature), point_(point), weight_(weight) {
        const auto b = static_cast<size_t>(feature.block);
        frame_ = space.sequence().blocks[b].sketch.plane;
        const ParameterSpace::BlockSlots& slots = space.blocks()[b];
        if (feature.cap != 0) cap_ = arguments.add(feature.cap < 0 ? slots.low : slots.high);
        if (feature.piece >= 0) {
            const auto i = static_cast<size_t>(feature.piece);
            turn_ = flat.turn[i];
            const auto& curve = slots.curves[static_cast<size_t>(flat.face[i] - 2)];
            circle_ = curve.size.parameter >= 0 &&
                      space.parameters()[static_cast<size_t>(curve.size.parameter)].kind == ParameterKind::Radius;
            curve_ = addCurve(arguments, curve);
            arrange(flat, i, space, curve);
        }
        feature_.block = 0;
        feature_.piece = feature.piece >= 0 ? 0 : -1;
        setUp();
    }

    template <class T>
    T value(double const* const* x) const {
        const auto read = [&](int place) { return arguments.read<T>(place, x); };
        const auto fixed = [](const Vec3& v) { return Vec3T<T>{T(v.x), T(v.y), T(v.z)}; };
        csg::BlockT<T> block{};
        block.origin = fixed(frame_.origin), block.xAxis = fixed(frame_.xAxis);
        block.yAxis = fixed(frame_.yAxis()), block.normal = fixed(frame_.normal);
        block.low = block.high = cap_ >= 0 ? read(cap_) : T(0);
        Vec2T<T> a{}, e{}, c{};
        T radius(0);
        if (feature_.piece >= 0) shape<T>(read, a, e, c, radius);
        const int8_t turn = turn_;
        csg::ViewT<T> view{};
        view.blocks = &block, view.blockCount = 1;
        view.ax = &a.x, view.ay = &a.y, view.bx = &e.x, view.by = &e.y;
        view.cx = &c.x, view.cy = &c.y, view.radius = &radius, view.turn = &turn;
        Vec3T<T> gradient{};
        return csg::featureDistance(view, feature_, fixed(point_), gradient) * weight_;
    }
    const std::vector<int>& parameters() const { return arguments.parameters; }

private:
    /// Whether the piece runs against its curve, and whether its end that matters is a corner of the curve.
    void arrange(const csg::Flat& flat, size_t i, const ParameterSpace& space,
                 const ParameterSpace::CurveSlots& curve) {
        const auto number = [&](const Slot& s) { return s.value(space.start()[static_cast<size_t>(s.parameter)]); };
        const Vec2 start{number(curve.start[0]), number(curve.start[1])};
        const Vec2 end{number(curve.end[0]), number(curve.end[1])};
        const Vec2 a{flat.ax[i], flat.ay[i]}, b{flat.bx[i], flat.by[i]};
        swapped_ = circle_ ? false : turn_ == 0 ? dot(b - a, end - start) < 0.0 : turn_ * number(curve.size) < 0.0;
        if (feature_.part == csg::Part::Within) return;
        const Vec2 at = feature_.part == csg::Part::Start ? a : b;
        const Vec2 corner = (feature_.part == csg::Part::Start) != swapped_ ? start : end;
        if (circle_ || norm(at - corner) > 1e-6) feature_.part = csg::Part::Within;
    }
    template <class T, class Read>
    void shape(const Read& read, Vec2T<T>& a, Vec2T<T>& e, Vec2T<T>& c, T& radius) const {
        a = {read(curve_.u0), read(curve_.v0)};
        if (circle_) {
            c = a, radius = read(curve_.size);
            return;
        }
        e = {read(curve_.u1), read(curve_.v1)};
        if (turn_ != 0) {
            const T bulge = read(curve_.size);
            const Vec2T<T> chord = e - a;
            c = (a + e) * T(0.5) + perpendicular(chord) * ((T(1) - bulge * bulge) / (bulge * T(4)));
            radius = norm(c - a);
        }
        if (swapped_) std::swap(a, e);
    }

    csg::Feature feature_;
    Vec3 point_;
    double weight_;
    Frame frame_;
    int cap_ = -1;
    CurvePlaces curve_;
    int8_t turn_ = 0;
    bool circle_ = false, swapped_ = false;
};

class TangentResidual : public Scalar<TangentResidual> {
public:
    TangentResidual(const ParameterSpace::CurveSlots& before, const ParameterSpace::CurveSlots& after, double weight)
        : weight_(weight) {
        before_ = addCurve(arguments, before);
        after_ = addCurve(arguments, after);
        setUp();
    }
    template <class T>
    T value(double const* const* x) const {
        const Vec2T<T> a = tangent<T>(x, before_, T(1)), b = tangent<T>(x, after_, T(-1));
        return cross(a, b) * weight_;
    }
    const std::vector<int>& parameters() const { return arguments.parameters; }

private:
    /// Unit tangent at the end (side 1) or the start (side -1).
    template <class T>
    Vec2T<T> tangent(double const* const* x, const CurvePlaces& places, const T& side) const {
        using std::atan;
        const auto read = [&](int place) { return arguments.read<T>(place, x); };
        const Vec2T<T> chord{read(places.u1) - read(places.u0), read(places.v1) - read(places.v0)};
        Vec2T<T> unit = normalized(chord);
        if (places.size < 0) return unit;
        return rotated(unit, T(side * T(2) * atan(read(places.size))));
    }

    CurvePlaces before_, after_;
    double weight_;
};

template <class Function>
Residual wrapped(std::unique_ptr<Function> function) {
    Residual residual;
    residual.parameters = function->parameters();
    if (!residual.parameters.empty()) residual.function = std::move(function);
    return residual;
}

}  // namespace

Residual fieldResidual(const ParameterSpace& space, const csg::Flat& flat, const csg::Feature& feature,
                       const Vec3& point, double weight) {
    return wrapped(std::make_unique<FieldResidual>(space, flat, feature, point, weight));
}

Residual tangentResidual(const ParameterSpace& space, size_t block, size_t before, size_t after, double weight) {
    const auto& curves = space.blocks()[block].curves;
    return wrapped(std::make_unique<TangentResidual>(curves[before], curves[after], weight));
}

}  // namespace img2cadseq
