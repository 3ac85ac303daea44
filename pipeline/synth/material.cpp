#include "synth/material.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "synth/noise.h"
#include "synth/rounding.h"
#include "synth/scene.h"

namespace img2cadseq::synth {
namespace {

float uniform(Random& random, double low, double high) { return static_cast<float>(random.uniform(low, high)); }

/// Filament and moulding colours as people buy them; the rest of the wheel now and then.
Color drawPlastic(Random& random) {
    static const std::array<std::array<int, 3>, 22> kinds{{
        {225, 60, 130},  {235, 85, 145},  {195, 30, 125},  {28, 28, 30},    {40, 42, 46},    {60, 62, 66},
        {238, 238, 235}, {228, 226, 215}, {240, 230, 195}, {225, 115, 50},  {215, 145, 115}, {25, 105, 125},
        {150, 160, 170}, {120, 125, 130}, {85, 90, 95},    {30, 85, 185},   {200, 30, 35},   {240, 200, 40},
        {40, 150, 70},   {120, 190, 60},  {110, 60, 150},  {175, 175, 172},
    }};
    if (random.chance(0.2)) return fromHsv(random.uniform(), random.uniform(0.1, 0.85), random.uniform(0.2, 0.95));
    const auto& k = kinds[random.integer(0, static_cast<int>(kinds.size()) - 1)];
    const Color c = fromSrgb(k[0], k[1], k[2]);
    return {clamp01(c.x * uniform(random, 0.85, 1.15)), clamp01(c.y * uniform(random, 0.85, 1.15)),
            clamp01(c.z * uniform(random, 0.85, 1.15))};
}

/// A soft box above, a dark horizon, a bright floor: enough for metal to look like metal.
float surroundings(const Vec3f& direction, const NoiseOffset& noise) {
    const float up = -direction.y;
    const float box = smoothStep(0.25f, 0.6f, up) * 1.5f;
    const float floor = 0.35f * smoothStep(0.0f, -0.6f, up);
    return 0.12f + box + floor + 0.5f * noise.at(direction.x * 2.2f + 20.0f, direction.z * 2.2f + up * 2.0f);
}

/// Ridges are never sharp and catch the light; valleys gather shade and dust.
float edgeGain(const Material& m, uint8_t edge) {
    switch (static_cast<Edge>(edge)) {
        case Edge::Ridge: return 1.0f + 0.35f * m.wear;
        case Edge::Valley: return 1.0f - 0.3f * m.wear;
        case Edge::Outline: return 1.0f - 0.12f * m.wear;
        default: return 1.0f;
    }
}

/// Shade of printed layers at a surface point, about 1, and how they tilt the normal.
struct LayerLook {
    float shade = 1.0f, tilt = 0.0f;
};

LayerLook layersAt(const Material& m, const Vec3f& point, const Vec3f& normal, float pixel, const NoiseOffset& noise) {
    const float along = dot(normal, m.buildAxis);
    Vec3f direction = m.buildAxis;
    float pitch = m.layerHeight;
    if (std::abs(along) > 0.9f) {
        // Floors and roofs show the raster of the last layer, half way between two axes of the plane.
        const Vec3f hint = std::abs(m.buildAxis.x) < 0.7f ? Vec3f{1, 0, 0} : Vec3f{0, 1, 0};
        const Vec3f a = normalized(cross(m.buildAxis, hint));
        direction = normalized(a + cross(m.buildAxis, a) * (noise.x > 100.0f ? 0.9f : -0.9f));
        pitch *= 1.7f;
    }
    const float turn = dot(point, direction) / pitch;
    const float fade = clamp01(1.6f - 2.6f * pixel / pitch);
    const float wave = std::sin(6.2831853f * turn);
    const float layer = noise.at(std::floor(turn) * 0.73f, 3.0f) - 0.5f;
    return {1.0f + m.layerDepth * (0.45f * fade * wave + 0.35f * layer), m.layerDepth * fade * 0.8f * wave};
}

}  // namespace

/// A number about 0, deviation about 1, that goes with a face.
float whimOf(const Buffers& b, size_t pixel, uint32_t salt) {
    uint32_t h = (static_cast<uint32_t>(b.block.data[pixel]) << 8 | b.face.data[pixel]) * 2654435761u ^ salt;
    h = (h ^ h >> 15) * 2246822519u;
    h = (h ^ h >> 13) * 3266489917u;
    h ^= h >> 16;
    return (static_cast<float>((h & 255) + (h >> 8 & 255) + (h >> 16 & 255) + (h >> 24)) - 510.0f) / 147.8f;
}

Material drawMaterial(const Buffers& b, Random& random) {
    Material m;
    m.wear = uniform(random, 0.0, 1.0);
    if (random.chance(0.6)) m.edgeRadius = static_cast<float>(random.logUniform(0.004, 0.03));
    const double pick = random.uniform();
    if (pick < 0.10) {
        static const std::array<std::array<int, 3>, 5> metals{
            {{200, 200, 205}, {150, 152, 158}, {210, 175, 105}, {195, 125, 90}, {90, 92, 96}}};
        const auto& k = metals[random.integer(0, 4)];
        m.albedo = fromSrgb(k[0], k[1], k[2]);
        m.metal = uniform(random, 0.5, 0.95);
        m.gloss = uniform(random, 0.3, 0.9);
        m.shine = static_cast<float>(random.logUniform(20, 150));
        return m;
    }
    m.albedo = drawPlastic(random);
    if (random.chance(0.3)) m.patchwork = uniform(random, 0.03, 0.3);
    if (random.chance(0.35)) m.evenness = uniform(random, 0.3, 1.0);
    m.gloss = uniform(random, 0.0, 0.35);
    m.shine = static_cast<float>(random.logUniform(6, 80));
    m.mottle = uniform(random, 0.0, 0.12);
    m.sheen = uniform(random, 0.0, 1.0);
    m.glow = luminance(m.albedo) * uniform(random, 0.0, 0.35);
    if (pick < 0.75) {
        m.layerHeight = static_cast<float>(random.logUniform(0.004, 0.035));
        m.layerDepth = uniform(random, 0.08, 0.42);
        const int axis = random.chance(0.6) ? 2 : random.integer(0, 2);
        m.buildAxis = cast<float>(b.camera.rotation.column(axis));
    }
    return m;
}

Canvas shadeMaterial(const Buffers& b, const Material& m, const Color& ambient, const std::vector<Lamp>& lamps,
                     Random& random) {
    const int w = b.width();
    Canvas part(w, b.height());
    const Unprojector at(b.camera);
    const NoiseOffset noise{uniform(random, 0, 200), uniform(random, 0, 200)};
    const float lengthOfPixel =
        at.inverseFocal * (at.perspective ? static_cast<float>(norm(b.camera.translation)) : 1.0f);
    const NormalMap rounded = m.edgeRadius > 0.0f ? roundedNormals(b, m.edgeRadius / lengthOfPixel) : NormalMap();
    const NormalMap& normals = m.edgeRadius > 0.0f ? rounded : b.frontNormal;
    const uint32_t salt = random.bits();
    Color evenLight = ambient * (0.8f + m.glow);
    for (const Lamp& lamp : lamps) evenLight += lamp.color * (0.6f * lamp.light.strength);
    std::vector<FloatMap> shines;
    for (const Lamp& lamp : lamps) shines.push_back(highlight(b, lamp.light, m.shine));
    for (size_t i = 0; i < part.size(); ++i) {
        if (!b.mask.data[i]) continue;
        const size_t row = i / w;
        const float u = static_cast<float>(i % w) + 0.5f, v = static_cast<float>(row) + 0.5f;
        const Vec3f point = at(u, v, b.frontDepth.data[i]);
        Vec3f n{normals.x.data[i], normals.y.data[i], normals.z.data[i]};
        float shade = 1.0f;
        if (m.layerDepth > 0.0f) {
            const float pixel = at.inverseFocal * (at.perspective ? point.z : 1.0f) / std::max(0.25f, -n.z);
            const LayerLook look = layersAt(m, point, n, pixel, noise);
            shade = look.shade;
            n = normalized(n + m.buildAxis * look.tilt);
        }
        if (m.mottle > 0.0f) shade *= 1.0f + m.mottle * (noise.layered(u * 0.12f, v * 0.12f, 2) - 0.5f) * 2.0f;
        const float open = static_cast<float>(b.openness.data[i]) * (1.0f / 255.0f);
        Color light = ambient * ((0.8f - 0.3f * n.y) * open + m.glow);
        float spark = 0.0f;
        for (size_t k = 0; k < lamps.size(); ++k) {
            const Lamp& lamp = lamps[k];
            const float reach = lamp.reach.empty() ? 0.4f + 0.6f * open : lamp.reach.data[i];
            const float facing = dot(n, lamp.light.towards);
            light += lamp.color * (lamp.light.strength * reach * std::max(0.0f, facing + m.glow) / (1.0f + m.glow));
            spark += reach * shines[k].data[i];
        }
        if (m.evenness > 0.0f) light = mixed(light, evenLight * (0.5f + 0.5f * open), m.evenness);
        if (m.patchwork > 0.0f) shade *= std::exp(m.patchwork * whimOf(b, i, salt));
        Color out = product(m.albedo, light) * (shade * (1.0f - m.metal));
        if (m.metal > 0.0f || m.sheen > 0.0f) {
            const Vec3f view = normalized(point);
            const float facing = -dot(view, n);
            const float around = surroundings(view + n * (2.0f * facing), noise) * open;
            const float slant = 1.0f - std::clamp(facing, 0.0f, 1.0f);
            out += product(m.albedo, ambient) * (m.metal * 2.0f * around);
            out += ambient * (m.sheen * around * (0.04f + 0.5f * slant * slant * slant * slant));
        }
        out = out * edgeGain(m, b.edges.data[i]);
        part.set(i, out + Color{1, 1, 1} * (m.gloss * spark * shade));
    }
    return part;
}

}  // namespace img2cadseq::synth
