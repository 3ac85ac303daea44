#include "nn/picture_condition.h"

#include <cmath>

#include "core/error.h"

namespace img2cadseq::nn {
namespace {

struct Sight {
    Vec3 nearest, direction;
};

Sight sightThrough(const Camera& camera, const Similarity& pose, double u, double v) {
    const Camera::Ray ray = camera.ray(u, v);
    const Vec3 direction = pose.rotation * (ray.direction / norm(ray.direction));
    const Vec3 from = pose.apply(ray.origin);
    return {from - direction * dot(from, direction), direction};
}

}  // namespace

PictureCondition pictureCondition(const PictureTokens& tokens, const Camera& camera, const Similarity& pose) {
    constexpr int kAcross = PictureCondition::kAcross;
    if (tokens.across != kAcross ||
        tokens.values.size() != static_cast<size_t>(PictureCondition::kTokens) * static_cast<size_t>(tokens.width))
        throw Error(ErrorCode::Internal, "tokens of a picture of the wrong size");
    PictureCondition out{tokens.values, {}};
    out.rays.reserve(PictureCondition::kTokens * PictureCondition::kRay);
    const double cell = static_cast<double>(camera.width) / kAcross;
    const auto add = [&](double u, double v) {
        const Sight sight = sightThrough(camera, pose, u, v), beside = sightThrough(camera, pose, u + cell, v);
        for (const Vec3& part : {sight.nearest, sight.direction})
            for (int i = 0; i < 3; ++i) out.rays.push_back(static_cast<float>(part[i]));
        out.rays.push_back(static_cast<float>(std::log(std::max(norm(beside.nearest - sight.nearest), 1e-6))));
    };
    for (int row = 0; row < kAcross; ++row)
        for (int column = 0; column < kAcross; ++column) add((column + 0.5) * cell, (row + 0.5) * cell);
    add(0.5 * camera.width, 0.5 * camera.height);
    return out;
}

}  // namespace img2cadseq::nn
