#include "fit/placement.h"

#include <algorithm>
#include <cmath>
#include <nlopt.hpp>

#include "cad/outline_points.h"
#include "cad/stretch.h"
#include "core/error.h"
#include "fit/camera.h"
#include "fit/cma.h"
#include "fit/pose.h"

namespace img2cadseq {
namespace {

constexpr double kMostFactors = 4.0;  ///< between two sides' factors
constexpr double kPerspectivePrice = 0.1;

/// Coordinates: rotation 3, perspective (without effect where the focal length is known), offset 2 and log size against
/// the mask's rectangle, then two logarithms of the sides' factors.
constexpr size_t kCamera = 7;

class Placer {
public:
    Placer(const CadSequence& sequence, const Standpoint& from, const Scorer& scorer, const PlacementOptions& options)
        : sequence_(sequence),
          scorer_(scorer),
          side_(scorer.picture()->side()),
          wanted_(rectangleOf(scorer.picture()->mask())),
          outline_(outlinePoints(sequence)),
          start_(poseOf(from.camera.resized(side_, side_))),
          boxSize_(from.boxSize) {
        if (const View& view = *scorer.observation().view; view.focal) focal_ = *view.focal * side_ / view.camera.width;
        if (options.sides > 0.0 && stretched(sequence, {1.0, 1.0, 1.0})) numbers_ += 2;
    }

    size_t numbers() const { return numbers_; }

    /// The camera as it was given.
    std::vector<double> asGiven() const {
        std::vector<double> x(numbers_, 0.0);
        const Pose laid = poseOf(camera(x));
        x[4] = (start_.center.x - laid.center.x) / (0.1 * side_);
        x[5] = (start_.center.y - laid.center.y) / (0.1 * side_);
        x[6] = std::log(start_.scale / laid.scale);
        // The middle moves with the size, too.
        const Pose nearly = poseOf(camera(x));
        x[4] += (start_.center.x - nearly.center.x) / (0.1 * side_);
        x[5] += (start_.center.y - nearly.center.y) / (0.1 * side_);
        return x;
    }

    Camera camera(const std::vector<double>& x) const {
        Pose pose = start_;
        pose.rotation = turnedBy({x[0], x[1], x[2]}, start_.rotation);
        pose.perspective = std::clamp(start_.perspective + (focal_ ? 0.0 : x[3]), 0.0, 1.2);
        const Vec3 f = factors(x);
        lay(pose, x, f);
        for (int again = 0; focal_ && again < 2; ++again) {  // scale and perspective go together
            pose = withFocal(pose, *focal_);
            lay(pose, x, f);
        }
        return cameraOf(pose, side_, side_);
    }

    /// Scale and place that bring the outline onto the mask's rectangle.
    void lay(Pose& pose, const std::vector<double>& x, const Vec3& f) const {
        Box2 seen;  // with the origin at zero and a pixel a unit
        for (const Vec3& p : outline_) {
            const Vec3 c = pose.rotation * Vec3{p.x * f.x, p.y * f.y, p.z * f.z};
            seen.add(Vec2{c.x, c.y} / std::max(0.05, 1.0 + pose.perspective * c.z));
        }
        if (seen.empty() || wanted_.empty()) {
            pose = start_;
            return;
        }
        pose.scale = std::sqrt(wanted_.size().x * wanted_.size().y / std::max(1e-9, seen.size().x * seen.size().y)) *
                     std::exp(x[6]);
        // Exact without perspective; with it, as far as the part is in the picture's middle.
        pose.center = wanted_.center() + Vec2{x[4], x[5]} * (0.1 * side_) - seen.center() * pose.scale;
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

    double value(const std::vector<double>& x, Detail detail) const {
        const auto moved = sequence(x);
        if (!moved) return kNoSolid;
        try {
            return scorer_.guide(*moved, csg::Solid(*moved), standpoint(x), detail) - kPerspectivePrice * x[3] * x[3];
        } catch (const Error&) {
            return kNoSolid;
        }
    }

    void searchWidely(const PlacementOptions& options, std::vector<double>& best) const {
        std::vector<double> spread{options.turn, options.turn, options.turn, 0.1, 0.1, 0.1, 0.03};
        while (spread.size() < numbers_) spread.push_back(options.sides);
        const auto cost = [this](const std::vector<double>& x) { return -value(x, Detail::Coarse); };
        best = minimisedByCma(cost, best, spread, Random(11), {.population = 16, .evaluations = options.coarse}).best;
    }

    void searchClosely(int evaluations, std::vector<double>& best, double& found) const {
        nlopt::opt method(nlopt::LN_BOBYQA, static_cast<unsigned>(numbers_));
        std::vector<double> low(numbers_), high(numbers_), steps{0.02, 0.02, 0.02, 0.03, 0.06, 0.06, 0.015};
        steps.resize(numbers_, 0.02);
        for (size_t i = 0; i < numbers_; ++i) low[i] = best[i] - 8.0 * steps[i], high[i] = best[i] + 8.0 * steps[i];
        method.set_lower_bounds(low);
        method.set_upper_bounds(high);
        method.set_initial_step(steps);
        method.set_maxeval(evaluations);
        method.set_xtol_abs(5e-4);
        const nlopt::vfunc objective = [](const std::vector<double>& x, std::vector<double>&, void* data) {
            return -static_cast<const Placer*>(data)->value(x, Detail::Fine);
        };
        method.set_min_objective(objective, const_cast<Placer*>(this));
        std::vector<double> x = best;
        try {
            double least = 0.0;
            method.optimize(x, least);
        } catch (const std::exception&) {
            return;  // rounding limits reached: what was best stays
        }
        const double reached = value(x, Detail::Fine);
        if (reached > found) best = x, found = reached;
    }

private:
    const CadSequence& sequence_;
    const Scorer& scorer_;
    const int side_;
    const Box2 wanted_;
    const std::vector<Vec3> outline_;
    const Pose start_;
    const Vec3 boxSize_;
    std::optional<double> focal_;  ///< pixels of the evidence's pictures
    size_t numbers_ = kCamera;
};

}  // namespace

Placement placed(const CadSequence& sequence, const Standpoint& from, const Scorer& scorer,
                 const PlacementOptions& options) {
    if (!scorer.picture()) return {sequence, from, 0.0};
    const Placer placer(sequence, from, scorer, options);
    std::vector<double> best(placer.numbers(), 0.0);
    if (options.coarse > 0) placer.searchWidely(options, best);
    double value = placer.value(best, Detail::Fine);
    const std::vector<double> given = placer.asGiven();
    if (const double before = placer.value(given, Detail::Fine); before > value) best = given, value = before;
    if (options.fine > 0) placer.searchClosely(options.fine, best, value);
    auto moved = placer.sequence(best);
    if (!moved) return {sequence, from, value};
    Placement out{std::move(*moved), placer.standpoint(best), value};
    out.from.camera = out.from.camera.resized(from.camera.width, from.camera.height);
    return out;
}

}  // namespace img2cadseq
