#include "synth/scene.h"
#include "synth/shading.h"
#include "synth/style.h"

namespace img2cadseq::synth {

Canvas paintClay(const Buffers& b, Random& random) {
    const Color material =
        fromHsv(random.uniform(), random.chance(0.6) ? 0.03 : random.uniform(0.05, 0.4), random.uniform(0.55, 0.95));
    const Color ground = fromHsv(random.uniform(), random.uniform(0.0, 0.12), random.uniform(0.3, 1.0));
    const Light key{normalized(Vec3f{static_cast<float>(random.normal(0, 0.6)), -0.9f, -0.7f}),
                    static_cast<float>(random.uniform(0.3, 0.7))};
    const float ambient = static_cast<float>(random.uniform(0.35, 0.7));
    const GroundMap floor = groundMap(b);
    const FloatMap lit = lightMap(b, floor, key.towards, static_cast<float>(random.uniform(0.15, 0.6)), random.bits());
    const FloatMap near = groundOpenness(b, 0.04f);
    const bool shadows = random.chance(0.7);

    Canvas canvas(b.width(), b.height(), ground);
    Canvas part(b.width(), b.height());
    for (size_t i = 0; i < canvas.size(); ++i) {
        if (b.mask.data[i]) {
            const Vec3f n{b.frontNormal.x.data[i], b.frontNormal.y.data[i], b.frontNormal.z.data[i]};
            const float open = static_cast<float>(b.openness.data[i]) / 255.0f;
            const float sun = std::max(0.0f, dot(n, key.towards)) * key.strength * lit.data[i];
            part.set(i, material * (ambient * open * (0.75f - 0.25f * n.y) + sun));
        } else if (shadows && floor.depth.data[i] > 0.0f) {
            const float level = near.data[i] * (1.0f - 0.5f * key.strength * (1.0f - lit.data[i]));
            canvas.set(i, ground * level);
        }
    }
    smoothInnerEdges(part, b);
    composite(canvas, part, b);
    return canvas;
}

}  // namespace img2cadseq::synth
