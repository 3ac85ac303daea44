#include "synth/rounding.h"

#include <algorithm>
#include <cmath>

#include "synth/canvas.h"

namespace img2cadseq::synth {
namespace {

/// 1 at lines of a kind of edge, falling to 0 over some `sigma` pixels beside them.
FloatMap besideEdges(const Buffers& b, Edge kind, float sigma) {
    FloatMap near(b.width(), b.height());
    for (size_t i = 0; i < near.data.size(); ++i)
        near.data[i] = static_cast<Edge>(b.edges.data[i]) == kind ? 1.0f : 0.0f;
    blur(near, sigma);
    constexpr float kPeak = 2.5f;  // a blurred line is at most 1 / (kPeak * sigma)
    for (float& x : near.data) x = std::min(1.0f, 2.0f * kPeak * sigma * x);
    return near;
}

}  // namespace

NormalMap roundedNormals(const Buffers& b, float radius) {
    const float sigma = std::max(0.5f, 0.5f * radius);
    const FloatMap ridge = besideEdges(b, Edge::Ridge, sigma), gap = besideEdges(b, Edge::Occlusion, sigma);
    NormalMap turned = b.frontNormal;
    for (FloatMap* plane : {&turned.x, &turned.y, &turned.z}) blur(*plane, sigma);
    for (size_t i = 0; i < b.mask.data.size(); ++i) {
        const Vec3f sharp{b.frontNormal.x.data[i], b.frontNormal.y.data[i], b.frontNormal.z.data[i]};
        Vec3f n{turned.x.data[i], turned.y.data[i], turned.z.data[i]};
        const float length = norm(n), share = ridge.data[i] * (1.0f - gap.data[i]);
        n = b.mask.data[i] && length > 1e-3f ? normalized(sharp + (n / length - sharp) * share) : sharp;
        turned.x.data[i] = n.x, turned.y.data[i] = n.y, turned.z.data[i] = n.z;
    }
    return turned;
}

}  // namespace img2cadseq::synth
