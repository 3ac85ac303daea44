#pragma once
// What styles need to know of a view besides its buffers: ground under every pixel, light reaching it, painting over
// it.

#include "synth/buffers.h"
#include "synth/canvas.h"

namespace img2cadseq::synth {

/// Where each pixel's ray meets the ground plane: coordinates along two ground directions (lengths of the part, origin
/// under the part) and depth; depth 0 where it does not meet it in front of the camera.
struct GroundMap {
    FloatMap s, t, depth;
    Vec3f sAxis, tAxis;  ///< camera axes
};
GroundMap groundMap(const Buffers& buffers);

/// Camera-space point behind pixel centre (u, v) at a depth.
struct Unprojector {
    float cx, cy, inverseFocal;
    bool perspective;

    explicit Unprojector(const Camera& camera)
        : cx(static_cast<float>(camera.principal.x)),
          cy(static_cast<float>(camera.principal.y)),
          inverseFocal(static_cast<float>(1.0 / camera.focal)),
          perspective(camera.projection == Projection::Perspective) {}
    Vec3f operator()(float u, float v, float depth) const {
        const float scale = (perspective ? depth : 1.0f) * inverseFocal;
        return {(u - cx) * scale, (v - cy) * scale, depth};
    }
    Vec3f project(const Vec3f& c) const {
        const float scale = 1.0f / ((perspective ? c.z : 1.0f) * inverseFocal);
        return {c.x * scale + cx, c.y * scale + cy, c.z};
    }
};

/// Share of a light that reaches what each pixel shows (the part, else the ground), 1 lit, 0 in shadow: the part's two
/// layers are walked towards the light at half resolution. `towards` in camera axes; `softness` spreads the light's
/// direction.
FloatMap lightMap(const Buffers& buffers, const GroundMap& ground, const Vec3f& towards, float softness, uint32_t salt);

/// Ambient light on the ground near the part: 1 far away, darker where the part stands. Half resolution inside.
FloatMap groundOpenness(const Buffers& buffers, float reach);

/// Puts the part's colours over the background with soft silhouettes: colours are carried over the rim first.
void composite(Canvas& background, const Canvas& part, const Buffers& buffers);

/// Softens the stairs along inner edges of the part.
void smoothInnerEdges(Canvas& part, const Buffers& buffers);

}  // namespace img2cadseq::synth
