#include <algorithm>
#include <cmath>
#include <nlopt.hpp>

#include "csg/render.h"
#include "fit/camera.h"
#include "fit/reduce.h"
#include "photo/edges.h"

namespace img2cadseq {
namespace {

constexpr size_t kNumbers = 7;  // rotation 3, centre 2, log scale, perspective

class Matcher {
public:
    Matcher(const csg::Solid& solid, const Camera& camera, const Mask& mask, const SilhouetteOptions& options)
        : solid_(solid),
          mask_(reducedMask(mask, options.size)),
          distance_(signedDistance(mask_)),
          size_(options.size),
          start_(poseOf(camera.resized(options.size, options.size))) {
        for (const uint8_t v : mask_.data) area_ += v ? 1.0 : 0.0;
    }

    Pose pose(const std::vector<double>& x) const {
        Pose pose = start_;
        pose.rotation = turnedBy({x[0], x[1], x[2]}, start_.rotation);
        pose.center += Vec2{x[3], x[4]} * (0.1 * size_);
        pose.scale *= std::exp(x[5]);
        pose.perspective = std::clamp(start_.perspective + x[6], 0.0, 1.2);
        return pose;
    }

    double cost(const std::vector<double>& x) const {
        const Mask seen = silhouette(solid_, cameraOf(pose(x), size_, size_));
        double sum = 0.0;
        for (size_t i = 0; i < seen.data.size(); ++i)
            if ((seen.data[i] != 0) != (mask_.data[i] != 0))
                sum += 0.5 + std::min(8.0, std::abs(static_cast<double>(distance_.data[i])));
        double prior = 0.0;
        for (size_t k = 0; k < 3; ++k) prior += x[k] * x[k];
        return sum / std::max(area_, 1.0) + 0.3 * prior + 0.2 * x[6] * x[6];
    }

private:
    const csg::Solid& solid_;
    Mask mask_;
    FloatMap distance_;
    int size_;
    Pose start_;
    double area_ = 0.0;
};

/// One run of BOBYQA from `best`, which it replaces where it finds something better.
void search(const Matcher& matcher, const SilhouetteOptions& options, double step, std::vector<double>& best) {
    nlopt::opt method(nlopt::LN_BOBYQA, kNumbers);
    const double r = options.reach;
    method.set_lower_bounds({-r, -r, -r, -1.0, -1.0, -0.3, -0.3});
    method.set_upper_bounds({r, r, r, 1.0, 1.0, 0.3, 0.3});
    method.set_initial_step({0.06 * step, 0.06 * step, 0.06 * step, 0.2 * step, 0.2 * step, 0.05 * step, 0.08 * step});
    method.set_maxeval(options.evaluations);
    method.set_xtol_abs(1e-3 * step);
    const nlopt::vfunc objective = [](const std::vector<double>& x, std::vector<double>&, void* data) {
        return static_cast<const Matcher*>(data)->cost(x);
    };
    method.set_min_objective(objective, const_cast<Matcher*>(&matcher));
    std::vector<double> x = best;
    try {
        double found = 0.0;
        method.optimize(x, found);
        if (found < matcher.cost(best)) best = x;
    } catch (const std::exception&) {
        return;  // rounding limits reached: what was best stays
    }
}

}  // namespace

Camera framedLike(const csg::Solid& solid, const Camera& camera, const Mask& mask) {
    const auto boxOf = [](const Mask& m) {
        Box2 box;
        for (int y = 0; y < m.height; ++y)
            for (int x = 0; x < m.width; ++x)
                if (m.at(x, y)) {
                    box.add(Vec2{static_cast<double>(x), static_cast<double>(y)});
                    box.add(Vec2{x + 1.0, y + 1.0});
                }
        return box;
    };
    const Box2 wanted = boxOf(mask), seen = boxOf(silhouette(solid, camera));
    if (wanted.empty() || seen.empty()) return camera;
    Pose pose = poseOf(camera);
    const double factor = std::sqrt(wanted.size().x * wanted.size().y / std::max(1.0, seen.size().x * seen.size().y));
    pose.center = wanted.center() + (pose.center - seen.center()) * factor;
    pose.scale *= factor;
    return cameraOf(pose, camera.width, camera.height);
}

Mask silhouette(const csg::Solid& solid, const Camera& camera) {
    const csg::Buffers buffers = csg::render(solid, camera);
    Mask mask(camera.width, camera.height);
    for (size_t i = 0; i < mask.data.size(); ++i) mask.data[i] = buffers.hits.data[i] ? 255 : 0;
    return mask;
}

Camera alignedToMask(const csg::Solid& solid, const Camera& camera, const Mask& mask,
                     const SilhouetteOptions& options) {
    const Camera start = framedLike(solid, camera, mask);
    const Matcher matcher(solid, start, mask, options);
    std::vector<double> best(kNumbers, 0.0);
    for (const double step : {1.0, 0.3}) search(matcher, options, step, best);
    return cameraOf(matcher.pose(best), options.size, options.size).resized(camera.width, camera.height);
}

}  // namespace img2cadseq
