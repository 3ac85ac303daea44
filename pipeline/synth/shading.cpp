#include "synth/shading.h"

#include <algorithm>
#include <cmath>

namespace img2cadseq::synth {

FloatMap diffuse(const Buffers& b, float ambient, const std::vector<Light>& lights) {
    FloatMap sum(b.width(), b.height(), ambient);
    const float *x = b.frontNormal.x.data.data(), *y = b.frontNormal.y.data.data(), *z = b.frontNormal.z.data.data();
    float* out = sum.data.data();
    const size_t count = sum.data.size();
    for (const Light& light : lights) {
        const Vec3f d = light.towards * light.strength;
        for (size_t i = 0; i < count; ++i) {
            const float lit = x[i] * d.x + y[i] * d.y + z[i] * d.z;
            out[i] += lit > 0.0f ? lit : 0.0f;
        }
    }
    return sum;
}

FloatMap highlight(const Buffers& b, const Light& light, float shine) {
    FloatMap out(b.width(), b.height());
    const Vec3f half = normalized(light.towards + Vec3f{0.0f, 0.0f, -1.0f});
    for (size_t i = 0; i < out.data.size(); ++i) {
        const float c =
            b.frontNormal.x.data[i] * half.x + b.frontNormal.y.data[i] * half.y + b.frontNormal.z.data[i] * half.z;
        // (1 - 2 (1 - c) shine / 8)^8 stays near c^shine and needs no pow.
        float lobe = std::max(0.0f, 1.0f - (1.0f - c) * shine * 0.125f);
        lobe *= lobe;
        lobe *= lobe;
        out.data[i] = c > 0.0f ? light.strength * lobe * lobe : 0.0f;
    }
    return out;
}

void inkEdges(Canvas& part, const Buffers& b, const EdgeInk& ink) {
    const float alpha[] = {0.0f, ink.outline, std::max(ink.outline, ink.crease), ink.crease, ink.crease, ink.smooth};
    for (size_t i = 0; i < part.size(); ++i) {
        if (b.edges.data[i]) part.mix(i, ink.color, alpha[b.edges.data[i]]);
    }
}

void stroke(Canvas& canvas, Vec2f from, Vec2f to, const Color& color, float width, float alpha) {
    const Vec2f along = to - from;
    const float length = norm(along);
    if (!(length > 1e-3f) || !(length < 1e5f)) return;
    const Vec2f d = along / length;
    const float reach = 0.5f * width + 0.5f;
    const bool flat = std::abs(d.x) >= std::abs(d.y);
    const int outer = flat ? canvas.width() : canvas.height(), inner = flat ? canvas.height() : canvas.width();
    const float a = flat ? from.x : from.y, b = flat ? to.x : to.y, c = flat ? from.y : from.x;
    const float slope = flat ? along.y / along.x : along.x / along.y, across = std::max(std::abs(d.x), std::abs(d.y));
    const int first = std::max(0, static_cast<int>(std::min(a, b))),
              last = std::min(outer - 1, static_cast<int>(std::max(a, b)));
    for (int i = first; i <= last; ++i) {
        const float middle = c + (static_cast<float>(i) + 0.5f - a) * slope;
        const int low = std::max(0, static_cast<int>(std::floor(middle - reach / across)));
        const int high = std::min(inner - 1, static_cast<int>(std::ceil(middle + reach / across)));
        for (int j = low; j <= high; ++j) {
            const float distance = std::abs(static_cast<float>(j) + 0.5f - middle) * across;
            const float cover = clamp01(reach - distance) * std::min(1.0f, width);
            const size_t at =
                flat ? static_cast<size_t>(j) * canvas.width() + i : static_cast<size_t>(i) * canvas.width() + j;
            canvas.mix(at, color, alpha * cover);
        }
    }
}

}  // namespace img2cadseq::synth
