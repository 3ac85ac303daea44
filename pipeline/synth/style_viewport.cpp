#include <algorithm>
#include <array>
#include <cmath>

#include "synth/scene.h"
#include "synth/shading.h"
#include "synth/style.h"

namespace img2cadseq::synth {
namespace {

/// Everything a viewport's look consists of.
struct Theme {
    const char* name = "";
    Color top, bottom;       ///< background, upper and lower end
    Color material, inside;  ///< faces; faces that a Cut made
    float ambient = 0.3f;
    std::vector<Light> lights;
    float gloss = 0.0f, shine = 40.0f;
    EdgeInk ink;
    float grid = 0.0f;  ///< strength of ground grid lines
    Color gridColor;
    float mirror = 0.0f;  ///< strength of the part's reflection in the ground
    bool axes = false;
    bool jagged = false;  ///< no anti-aliasing
};

float vary(Random& random, double center, double spread) {
    return static_cast<float>(center * (1.0 + spread * random.uniform(-1.0, 1.0)));
}
Color shifted(Random& random, const Color& c, double spread) {
    const auto one = [&](float x) { return clamp01(vary(random, x, spread)); };
    return {one(c.x), one(c.y), one(c.z)};
}
/// Lighter or darker, of the same hue.
Color dimmed(Random& random, const Color& c, double spread) { return c * vary(random, 1.0, spread); }
Light light(float x, float y, float z, float strength) { return {normalized(Vec3f{x, y, z}), strength}; }

Theme freeCad(Random& random) {
    Theme t;
    t.name = "freecad";
    const bool white = random.chance(0.35);
    t.top = white ? Color{1, 1, 1} : shifted(random, fromSrgb(51, 51, 101), 0.15);
    t.bottom = white ? Color{1, 1, 1} : shifted(random, fromSrgb(155, 155, 185), 0.15);
    const double pick = random.uniform();
    t.material = pick < 0.4   ? fromSrgb(204, 204, 204)
                 : pick < 0.6 ? fromSrgb(70, 70, 74)
                              : fromHsv(random.uniform(), random.uniform(0.5, 1.0), random.uniform(0.45, 0.9));
    t.inside = t.material;
    t.ambient = 0.06f;
    t.lights = {light(0, 0, -1, vary(random, 0.85, 0.15))};
    t.ink = {fromSrgb(20, 20, 20), 0.8f, vary(random, 0.75, 0.3), 0.5f};
    return t;
}

Theme engineering(Random& random) {
    Theme t;
    t.name = "dark-on-white";
    t.top = t.bottom = random.chance(0.8) ? Color{1, 1, 1} : fromSrgb(235, 235, 238);
    t.material =
        dimmed(random, random.chance(0.85) ? fromSrgb(125, 125, 125) : fromHsv(random.uniform(), 0.5, 0.6), 0.5);
    t.inside = t.material;
    t.ambient = 0.18f;
    t.lights = {light(-0.3f, -0.4f, -0.85f, vary(random, 0.5, 0.3)), light(0.8f, 0.5f, -0.3f, vary(random, 0.5, 0.5))};
    t.gloss = static_cast<float>(random.uniform(0.0, 0.4));
    const bool pale = random.chance(0.6);
    t.ink = {pale ? fromSrgb(205, 205, 205) : fromSrgb(15, 15, 15), pale ? 0.35f : 0.7f, vary(random, 0.7, 0.3), 0.5f};
    return t;
}

Theme openScad(Random& random) {
    Theme t;
    t.name = "openscad";
    t.top = t.bottom = fromSrgb(255, 255, 229);
    t.material = shifted(random, fromSrgb(249, 215, 44), 0.05);
    t.inside = shifted(random, fromSrgb(157, 203, 81), 0.05);
    t.ambient = 0.28f;
    t.lights = {light(-0.5f, -0.6f, -0.5f, 0.55f), light(0.6f, 0.4f, -0.7f, 0.35f)};
    t.axes = random.chance(0.8);
    t.jagged = true;
    return t;
}

Theme modelSite(Random& random) {
    Theme t;
    t.name = "model-site";
    const bool original = random.chance(0.7);
    t.material = original ? shifted(random, fromSrgb(0, 105, 215), 0.12)
                          : fromHsv(random.uniform(), random.uniform(0.2, 0.9), random.uniform(0.5, 0.95));
    t.inside = t.material;
    t.top = shifted(random, fromSrgb(205, 205, 205), 0.08);
    t.bottom = shifted(random, fromSrgb(140, 140, 145), 0.15);
    t.ambient = 0.22f;
    t.lights = {light(-0.35f, -0.8f, -0.5f, 0.7f), light(0.7f, -0.1f, -0.7f, 0.25f)};
    t.gloss = 0.12f;
    t.grid = vary(random, 0.45, 0.6);
    t.gridColor = Color{1, 1, 1};
    t.mirror = static_cast<float>(random.uniform(0.0, 0.5));
    return t;
}

Theme flatRender(Random& random) {
    Theme t;
    t.name = "flat-render";
    t.top = t.bottom = Color{1, 1, 1};
    const bool original = random.chance(0.7);
    t.material = original ? shifted(random, fromSrgb(140, 160, 200), 0.08)
                          : fromHsv(random.uniform(), random.uniform(0.0, 0.5), random.uniform(0.5, 0.9));
    t.inside = t.material;
    t.ambient = vary(random, 0.07, 0.4);
    t.lights = {light(0.1f, -0.95f, -0.35f, vary(random, 0.85, 0.15)),
                light(0.75f, 0.2f, -0.6f, vary(random, 0.22, 0.4))};
    t.jagged = random.chance(0.7);
    return t;
}

Theme anyProgram(Random& random) {
    Theme t;
    t.name = "any-program";
    const double hue = random.uniform();
    const double low = random.uniform(0.1, 1.0);
    t.top = fromHsv(hue, random.uniform(0.0, 0.35), low);
    t.bottom = random.chance(0.5) ? t.top : fromHsv(hue, random.uniform(0.0, 0.35), random.uniform(0.1, 1.0));
    t.material =
        fromHsv(random.uniform(), random.chance(0.4) ? 0.05 : random.uniform(0.1, 0.9), random.uniform(0.3, 1.0));
    t.inside = random.chance(0.85) ? t.material
                                   : fromHsv(random.uniform(), random.uniform(0.1, 0.9), random.uniform(0.3, 1.0));
    t.ambient = static_cast<float>(random.uniform(0.05, 0.4));
    const int count = random.integer(1, 3);
    for (int i = 0; i < count; ++i) {
        t.lights.push_back(light(static_cast<float>(random.normal(0, 0.6)),
                                 static_cast<float>(random.normal(-0.4, 0.6)), -0.6f,
                                 static_cast<float>(random.uniform(0.3, 0.9)) / static_cast<float>(count)));
    }
    t.gloss = random.chance(0.5) ? static_cast<float>(random.uniform(0.0, 0.5)) : 0.0f;
    t.shine = static_cast<float>(random.logUniform(10, 120));
    const float dark = static_cast<float>(random.uniform(0.0, 0.15));
    t.ink = {random.chance(0.8) ? Color{dark, dark, dark} : Color{0.9f, 0.9f, 0.9f},
             static_cast<float>(random.uniform(0.0, 0.9)), static_cast<float>(random.uniform(0.0, 0.9)),
             static_cast<float>(random.uniform(0.0, 0.6))};
    if (random.chance(0.25)) t.grid = static_cast<float>(random.uniform(0.2, 0.7));
    t.gridColor = random.chance(0.5) ? Color{0.02f, 0.02f, 0.02f} : Color{0.9f, 0.9f, 0.9f};
    t.axes = random.chance(0.1);
    t.jagged = random.chance(0.2);
    return t;
}

Canvas backdrop(const Buffers& b, const Theme& theme) {
    Canvas canvas(b.width(), b.height());
    for (int v = 0; v < b.height(); ++v) {
        const Color c = mixed(theme.top, theme.bottom, (static_cast<float>(v) + 0.5f) / static_cast<float>(b.height()));
        for (int u = 0; u < b.width(); ++u) canvas.set(static_cast<size_t>(v) * b.width() + u, c);
    }
    return canvas;
}

/// Lines every `spacing` on the ground, fading far away where they would flicker.
void drawGrid(Canvas& canvas, const Buffers& b, const Theme& theme, Random& random) {
    const GroundMap ground = groundMap(b);
    const float spacing = static_cast<float>(random.logUniform(0.12, 0.5));
    const float pixel = static_cast<float>(1.0 / b.camera.focal);
    const bool perspective = b.camera.projection == Projection::Perspective;
    const auto line = [&](float x, float width) {
        const float f = std::abs(x / spacing - std::round(x / spacing)) * spacing;
        return clamp01(1.0f - (f - 0.5f * width) / width);
    };
    for (size_t i = 0; i < canvas.size(); ++i) {
        const float depth = ground.depth.data[i];
        if (depth <= 0.0f) continue;
        const float width = 1.2f * pixel * (perspective ? depth : 1.0f);
        const float fade = clamp01(1.5f - 5.0f * width / spacing) * clamp01(1.6f - 0.1f * depth);
        canvas.mix(i, theme.gridColor,
                   theme.grid * fade * std::max(line(ground.s.data[i], width), line(ground.t.data[i], width)));
    }
}

void drawAxes(Canvas& canvas, const Buffers& b) {
    const Vec3 origin = b.camera.project({});
    for (int axis = 0; axis < 3; ++axis) {
        Vec3 tip{};
        tip[axis] = 0.9;
        const Vec3 a = b.camera.project(tip), c = b.camera.project(-tip);
        if (a.z <= 0.05 || c.z <= 0.05 || origin.z <= 0.05) continue;
        stroke(canvas, {static_cast<float>(a.x), static_cast<float>(a.y)},
               {static_cast<float>(c.x), static_cast<float>(c.y)}, {0.05f, 0.05f, 0.05f}, 0.7f, 0.6f);
    }
}

/// The part upside down below its lowest pixel in every column, fading.
void drawMirrorImage(Canvas& canvas, const Canvas& part, const Buffers& b, float strength) {
    const int w = b.width(), h = b.height();
    for (int u = 0; u < w; ++u) {
        int lowest = h - 1;
        while (lowest >= 0 && !b.mask.at(u, lowest)) --lowest;
        for (int k = 1; lowest >= 0 && lowest + k < h && lowest - k >= 0 && b.mask.at(u, lowest - k); ++k) {
            const float fade =
                strength * std::max(0.0f, 1.0f - static_cast<float>(k) / (0.25f * static_cast<float>(h)));
            canvas.mix(static_cast<size_t>(lowest + k) * w + u, part.get(static_cast<size_t>(lowest - k) * w + u),
                       fade);
        }
    }
}

Canvas shade(const Buffers& b, const Theme& theme) {
    Canvas part(b.width(), b.height());
    const FloatMap light = diffuse(b, theme.ambient, theme.lights);
    const FloatMap gloss = highlight(b, theme.lights.front(), theme.shine);
    for (size_t i = 0; i < part.size(); ++i) {
        if (!b.mask.data[i]) continue;
        const bool cut = b.block.data[i] < 64 && (b.cutBlocks >> b.block.data[i] & 1);
        const float g = theme.gloss * gloss.data[i];
        part.set(i, (cut ? theme.inside : theme.material) * light.data[i] + Color{g, g, g});
    }
    return part;
}

Theme drawTheme(Random& random) {
    const double pick = random.uniform();
    if (pick < 0.20) return freeCad(random);
    if (pick < 0.37) return engineering(random);
    if (pick < 0.47) return openScad(random);
    if (pick < 0.62) return modelSite(random);
    if (pick < 0.80) return flatRender(random);
    return anyProgram(random);
}

}  // namespace

Canvas paintViewport(const Buffers& b, Random& random, std::string& style) {
    const Theme theme = drawTheme(random);
    style = theme.name;
    Canvas canvas = backdrop(b, theme);
    Canvas part = shade(b, theme);
    if (!theme.jagged) smoothInnerEdges(part, b);
    inkEdges(part, b, theme.ink);
    if (theme.grid > 0.0f) drawGrid(canvas, b, theme, random);
    if (theme.axes) drawAxes(canvas, b);
    if (theme.mirror > 0.0f) drawMirrorImage(canvas, part, b, theme.mirror);
    composite(canvas, part, b);
    return canvas;
}

}  // namespace img2cadseq::synth
