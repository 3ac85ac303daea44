#include <algorithm>
#include <cmath>

#include "learn/part_sample.h"

namespace img2cadseq::learn {
namespace {

Vec3 randomDirection(Random& random) {
    const Vec3 v{random.normal(), random.normal(), random.normal()};
    return v / std::max(norm(v), 1e-9);
}

/// Keeps the points that `keep` says; all arrays alike.
template <class Keep>
void filter(PointCloud& cloud, const Keep& keep) {
    const bool normals = !cloud.normals.empty();
    size_t out = 0;
    for (size_t i = 0; i < cloud.size(); ++i) {
        if (!keep(i)) continue;
        cloud.positions[out] = cloud.positions[i];
        if (normals) cloud.normals[out] = cloud.normals[i];
        ++out;
    }
    if (out < 64) return;
    cloud.positions.resize(out);
    if (normals) cloud.normals.resize(out);
}

/// Points on faces that look away from a viewer go, most of them.
void hideBack(PointCloud& cloud, Random& random, double share) {
    if (cloud.normals.empty()) return;
    const Vec3 view = randomDirection(random);
    std::vector<uint8_t> keep(cloud.size());
    for (size_t i = 0; i < cloud.size(); ++i)
        keep[i] = dot(cast<double>(cloud.normals[i]), view) > 0.0 || !random.chance(share);
    filter(cloud, [&](size_t i) { return keep[i]; });
}

/// A ball of the surface is not seen.
void punch(PointCloud& cloud, Random& random) {
    const Vec3f center = cloud.positions[static_cast<size_t>(random.integer(0, static_cast<int>(cloud.size()) - 1))];
    const auto reach = static_cast<float>(random.uniform(0.05, 0.2));
    filter(cloud, [&](size_t i) { return norm(cloud.positions[i] - center) > reach; });
}

/// Density that falls along a direction.
void thin(PointCloud& cloud, Random& random) {
    const Vec3 along = randomDirection(random) * random.uniform(0.5, 3.0);
    std::vector<uint8_t> keep(cloud.size());
    for (size_t i = 0; i < cloud.size(); ++i)
        keep[i] = random.chance(1.0 / (1.0 + std::exp(3.0 * dot(cast<double>(cloud.positions[i]), along))));
    filter(cloud, [&](size_t i) { return keep[i]; });
}

/// Smooth displacement, as networks that predict depth bend surfaces.
void bend(PointCloud& cloud, Random& random, double amount) {
    for (int wave = 0; wave < 3; ++wave) {
        const Vec3 along = randomDirection(random) * random.uniform(2.0, 9.0),
                   push = randomDirection(random) * (amount * random.uniform());
        const double phase = random.uniform(0.0, 6.28);
        for (Vec3f& p : cloud.positions) p += cast<float>(push * std::sin(dot(cast<double>(p), along) + phase));
    }
}

void stretch(PointCloud& cloud, Random& random, double deviation) {
    const Vec3 factor{std::exp(random.normal(0.0, deviation)), std::exp(random.normal(0.0, deviation)),
                      std::exp(random.normal(0.0, deviation))};
    for (Vec3f& p : cloud.positions) p = cast<float>(Vec3{p.x * factor.x, p.y * factor.y, p.z * factor.z});
}

void shake(PointCloud& cloud, Random& random, double deviation) {
    for (Vec3f& p : cloud.positions)
        p += Vec3f{static_cast<float>(random.normal(0.0, deviation)), static_cast<float>(random.normal(0.0, deviation)),
                   static_cast<float>(random.normal(0.0, deviation))};
}

void addOutliers(PointCloud& cloud, Random& random, double share) {
    for (size_t i = 0; i < cloud.size(); ++i) {
        if (!random.chance(share)) continue;
        cloud.positions[i] = {static_cast<float>(random.uniform(-0.55, 0.55)),
                              static_cast<float>(random.uniform(-0.55, 0.55)),
                              static_cast<float>(random.uniform(-0.55, 0.55))};
    }
}

void makeGaps(PointCloud& cloud, Random& random) {
    if (random.chance(0.2)) hideBack(cloud, random, random.uniform(0.5, 1.0));
    if (random.chance(0.15)) thin(cloud, random);
    for (int i = 0; i < 3; ++i)
        if (random.chance(0.15)) punch(cloud, random);
}

}  // namespace

PointCloud withGaps(PointCloud cloud, Random random) {
    makeGaps(cloud, random);
    return cloud;
}

PointCloud bent(PointCloud cloud, Random random) {
    bend(cloud, random, random.logUniform(0.005, 0.04));
    return cloud;
}

PointCloud damaged(PointCloud cloud, Random random, double strength) {
    makeGaps(cloud, random);
    if (random.chance(0.5)) bend(cloud, random, strength * random.logUniform(0.005, 0.04));
    if (random.chance(0.5)) stretch(cloud, random, strength * random.uniform(0.0, 0.04));
    if (random.chance(0.75)) shake(cloud, random, strength * random.logUniform(0.001, 0.02));
    if (random.chance(0.25)) addOutliers(cloud, random, strength * random.uniform(0.0, 0.02));
    return cloud;
}

}  // namespace img2cadseq::learn
