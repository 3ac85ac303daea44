#include "learn/lifted_cloud.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "learn/map_sampling.h"
#include "nn/layer_cloud.h"

namespace img2cadseq::learn {
namespace {

constexpr int kMapSide = nn::PictureLifter::kMapSide, kViewSide = 2 * kMapSide, kFieldSide = 24;
constexpr float kNowhere = std::numeric_limits<float>::infinity();

/// Front (the canonical origin at 0) and thickness by map cells; NaN where the part is not.
struct Maps {
    FloatMap front = FloatMap(kMapSide, kMapSide, std::numeric_limits<float>::quiet_NaN()), thickness = front;
};

Maps trueMaps(const synth::Buffers& b) {
    const int cell = b.width() / kMapSide;
    const auto origin = static_cast<float>(b.camera.translation.z);
    Maps maps;
    for (int v = 0; v < kMapSide; ++v)
        for (int u = 0; u < kMapSide; ++u) {
            float hits = 0.0f, front = 0.0f, back = 0.0f;
            for (int y = cell * v; y < cell * (v + 1); ++y)
                for (int x = cell * u; x < cell * (u + 1); ++x)
                    if (b.mask.at(x, y)) hits += 1.0f, front += b.frontDepth.at(x, y), back += b.backDepth.at(x, y);
            if (hits == 0.0f) continue;
            maps.front.at(u, v) = front / hits - origin;
            maps.thickness.at(u, v) = (back - front) / hits;
        }
    return maps;
}

/// Unknown cells take the mean of their neighbours, ring by ring.
void fillOut(FloatMap& map) {
    constexpr int kRings = 6;
    for (int ring = 0; ring < kRings; ++ring) {
        const FloatMap before = map;
        for (int v = 0; v < map.height; ++v)
            for (int u = 0; u < map.width; ++u) {
                if (!std::isnan(before.at(u, v))) continue;
                float sum = 0.0f, count = 0.0f;
                for (int y = std::max(0, v - 1); y <= std::min(map.height - 1, v + 1); ++y)
                    for (int x = std::max(0, u - 1); x <= std::min(map.width - 1, u + 1); ++x)
                        if (!std::isnan(before.at(x, y))) sum += before.at(x, y), count += 1.0f;
                if (count > 0.0f) map.at(u, v) = sum / count;
            }
    }
    for (float& value : map.data)
        if (std::isnan(value)) value = 0.0f;
}

/// Gaussian, separable; `deviation` in cells.
void blur(FloatMap& map, double deviation) {
    const int reach = static_cast<int>(std::ceil(2.5 * deviation));
    std::vector<float> weight;
    for (int i = -reach; i <= reach; ++i)
        weight.push_back(static_cast<float>(std::exp(-0.5 * i * i / (deviation * deviation))));
    for (const bool across : {true, false}) {
        const FloatMap before = map;
        for (int v = 0; v < map.height; ++v)
            for (int u = 0; u < map.width; ++u) {
                float sum = 0.0f, whole = 0.0f;
                for (int i = -reach; i <= reach; ++i) {
                    const int x = across ? u + i : u, y = across ? v : v + i;
                    if (x < 0 || y < 0 || x >= map.width || y >= map.height) continue;
                    sum += weight[static_cast<size_t>(i + reach)] * before.at(x, y);
                    whole += weight[static_cast<size_t>(i + reach)];
                }
                map.at(u, v) = sum / whole;
            }
    }
}

/// Adds waves over the map, `amplitude` and wavelength in cells.
void wave(FloatMap& map, double amplitude, double length, Random random) {
    constexpr int kWaves = 3;
    for (int w = 0; w < kWaves; ++w) {
        const double turn = random.uniform(0.0, 6.2832), phase = random.uniform(0.0, 6.2832);
        const double rate = 6.2832 / (length * random.uniform(0.7, 1.4)), size = amplitude * random.normal();
        for (int v = 0; v < map.height; ++v)
            for (int u = 0; u < map.width; ++u)
                map.at(u, v) +=
                    static_cast<float>(size * std::sin(rate * (u * std::cos(turn) + v * std::sin(turn)) + phase));
    }
}

PointCloud cloudOf(const FloatMap& front, const FloatMap& thickness, const synth::Buffers& b, const Vec3& sides,
                   const std::vector<float>& field) {
    const Camera camera = b.camera.resized(kViewSide, kViewSide);
    const auto origin = static_cast<float>(camera.translation.z);
    const int step = b.width() / kViewSide;
    FloatMap first(kViewSide, kViewSide, kNowhere), last = first;
    for (int y = 0; y < kViewSide; ++y)
        for (int x = 0; x < kViewSide; ++x) {
            if (!b.mask.at(x * step, y * step)) continue;
            first.at(x, y) = origin + between(front, 0.5 * x + 0.25, 0.5 * y + 0.25);
            last.at(x, y) = first.at(x, y) + std::max(0.0f, between(thickness, 0.5 * x + 0.25, 0.5 * y + 0.25));
        }
    return nn::layerCloud({camera, first, last, {}, {}}, {kFieldSide, sides, field});
}

/// Where a bent copy of the solid is.
std::vector<float> bentField(const csg::Solid& solid, const Vec3& sides, double amount, Random random) {
    Vec3 along[3], push[3];
    double phase[3];
    for (int w = 0; w < 3; ++w) {
        along[w] = Vec3{random.normal(), random.normal(), random.normal()} * random.uniform(3.0, 8.0);
        push[w] = Vec3{random.normal(), random.normal(), random.normal()} * (0.4 * amount);
        phase[w] = random.uniform(0.0, 6.2832);
    }
    std::vector<float> field;
    field.reserve(static_cast<size_t>(kFieldSide) * kFieldSide * kFieldSide);
    for (int k = 0; k < kFieldSide; ++k)
        for (int j = 0; j < kFieldSide; ++j)
            for (int i = 0; i < kFieldSide; ++i) {
                Vec3 p{((i + 0.5) / kFieldSide - 0.5) * sides.x, ((j + 0.5) / kFieldSide - 0.5) * sides.y,
                       ((k + 0.5) / kFieldSide - 0.5) * sides.z};
                Vec3 shift;
                for (int w = 0; w < 3; ++w) shift += push[w] * std::sin(dot(p, along[w]) + phase[w]);
                field.push_back(solid.inside(p + shift) ? 1.0f : 0.0f);
            }
    return field;
}

/// Front and thickness, misread.
std::pair<FloatMap, FloatMap> imitatedMaps(const synth::Sample& sample, Random random) {
    Maps maps = trueMaps(sample.buffers);
    fillOut(maps.front);
    fillOut(maps.thickness);
    // Mean errors over windows of the maps are those of the lifter after 1.656 million pictures, and down to a fifth.
    const double misread = random.logUniform(0.2, 2.5);
    blur(maps.front, random.uniform(0.6, 2.0));
    blur(maps.thickness, random.uniform(0.6, 2.2));
    struct Error {
        double front, thickness, length;
    };
    for (const Error& e : {Error{0.065, 0.065, 70.0}, Error{0.015, 0.022, 24.0}, Error{0.005, 0.007, 9.0}}) {
        wave(maps.front, misread * e.front, e.length, random.child(static_cast<uint64_t>(e.length)));
        wave(maps.thickness, misread * e.thickness, e.length, random.child(static_cast<uint64_t>(e.length) + 1));
    }
    const auto off = static_cast<float>(misread * random.normal(0.0, 0.05)),
               thicker = static_cast<float>(misread * random.normal(0.0, 0.07) - 0.6 * off);
    for (float& value : maps.front.data) value += off;
    for (float& value : maps.thickness.data) value += thicker;
    return {maps.front, maps.thickness};
}

}  // namespace

PointCloud imitatedLift(const synth::Sample& sample, const csg::Solid& solid, Random random) {
    const auto [front, thickness] = imitatedMaps(sample, random);
    const Vec3 sides = solid.box().size();
    return cloudOf(front, thickness, sample.buffers, sides,
                   bentField(solid, sides, random.logUniform(0.01, 0.08), random.child(1)));
}

PointCloud predictedLift(const nn::PictureLifter& lifter, const synth::Sample& sample, const csg::Solid& solid) {
    const nn::LiftedPicture lifted = lifter.lift(sample.picture.image, sample.picture.mask);
    const Vec3 sides = solid.box().size();
    return cloudOf(lifted.front, lifted.thickness, sample.buffers, sides,
                   lifter.occupancy(lifted, sample.buffers.camera.resized(kMapSide, kMapSide), sides, kFieldSide));
}

}  // namespace img2cadseq::learn
