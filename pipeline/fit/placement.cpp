#include "fit/placement.h"

#include <algorithm>
#include <cmath>
#include <nlopt.hpp>

#include "cad/stretch.h"
#include "core/error.h"
#include "fit/camera.h"
#include "fit/pose.h"

namespace img2cadseq {
namespace {

constexpr size_t kCamera = 7;  // rotation 3, centre 2, log scale, perspective
constexpr double kWorst = -10.0;
constexpr double kMostFactors = 4.0;  ///< between two sides' factors

class Placer {
public:
    Placer(const CadSequence& sequence, const Standpoint& from, const Scorer& scorer, const PlacementOptions& options)
        : sequence_(sequence),
          solid_(sequence),
          scorer_(scorer),
          options_(options),
          side_(scorer.picture()->side()),
          start_(poseOf(framedLike(solid_, from.camera.resized(side_, side_), scorer.picture()->mask()))),
          boxSize_(from.boxSize) {
        if (options.stretch && stretched(sequence, {1.0, 1.0, 1.0})) numbers_ += 2;
    }

    size_t numbers() const { return numbers_; }

    Camera camera(const std::vector<double>& x) const {
        Pose pose = start_;
        pose.rotation = turnedBy({x[0], x[1], x[2]}, start_.rotation);
        pose.center += Vec2{x[3], x[4]} * (0.1 * side_);
        pose.scale *= std::exp(x[5]);
        pose.perspective = std::clamp(start_.perspective + x[6], 0.0, 1.2);
        return cameraOf(pose, side_, side_);
    }

    /// Their mean is one: the size as a whole is the camera's.
    Vec3 factors(const std::vector<double>& x) const {
        if (numbers_ == kCamera) return {1, 1, 1};
        return {std::exp(x[7]), std::exp(x[8]), std::exp(-x[7] - x[8])};
    }

    /// Nothing where the sequence cannot be stretched so.
    std::optional<CadSequence> sequence(const std::vector<double>& x) const {
        const Vec3 f = factors(x);
        return f == Vec3{1, 1, 1} ? sequence_ : stretched(sequence_, f, kMostFactors);
    }

    Standpoint standpoint(const std::vector<double>& x) const {
        const Vec3 f = factors(x);
        return {camera(x), {boxSize_.x * f.x, boxSize_.y * f.y, boxSize_.z * f.z}};
    }

    double value(const std::vector<double>& x) const {
        const double price = 0.1 * x[6] * x[6];
        if (numbers_ == kCamera) return scorer_.guide(sequence_, solid_, standpoint(x)) - price;
        const auto moved = sequence(x);
        if (!moved) return kWorst;
        try {
            return scorer_.guide(*moved, csg::Solid(*moved), standpoint(x)) - price;
        } catch (const Error&) {
            return kWorst;
        }
    }

    void search(double step, std::vector<double>& best, double& found) const {
        nlopt::opt method(nlopt::LN_BOBYQA, static_cast<unsigned>(numbers_));
        const double r = options_.reach;
        std::vector<double> reach{r, r, r, 1.0, 1.0, 0.3, 0.3}, steps{0.06, 0.06, 0.06, 0.2, 0.2, 0.05, 0.08};
        while (reach.size() < numbers_) reach.push_back(options_.stretchReach), steps.push_back(0.04);
        std::vector<double> low(numbers_);
        for (size_t i = 0; i < numbers_; ++i) low[i] = -reach[i], steps[i] *= step;
        method.set_lower_bounds(low);
        method.set_upper_bounds(reach);
        method.set_initial_step(steps);
        method.set_maxeval(options_.evaluations);
        method.set_xtol_abs(2e-3 * step);
        const nlopt::vfunc objective = [](const std::vector<double>& x, std::vector<double>&, void* data) {
            return -static_cast<const Placer*>(data)->value(x);
        };
        method.set_min_objective(objective, const_cast<Placer*>(this));
        std::vector<double> x = best;
        try {
            double least = 0.0;
            method.optimize(x, least);
        } catch (const std::exception&) {
            return;  // rounding limits reached: what was best stays
        }
        const double reached = value(x);
        if (reached > found) best = x, found = reached;
    }

private:
    const CadSequence& sequence_;
    const csg::Solid solid_;
    const Scorer& scorer_;
    const PlacementOptions& options_;
    const int side_;
    const Pose start_;
    const Vec3 boxSize_;
    size_t numbers_ = kCamera;
};

}  // namespace

Placement placed(const CadSequence& sequence, const Standpoint& from, const Scorer& scorer,
                 const PlacementOptions& options) {
    if (!scorer.picture()) return {sequence, from, 0.0};
    const Placer placer(sequence, from, scorer, options);
    std::vector<double> best(placer.numbers(), 0.0);
    double value = placer.value(best);
    for (const double step : {1.0, 0.3}) placer.search(step, best, value);
    Placement out{*placer.sequence(best), placer.standpoint(best), value};
    out.from.camera = out.from.camera.resized(from.camera.width, from.camera.height);
    return out;
}

}  // namespace img2cadseq
