#pragma once
// Light on the part, without shadows: the plain sums viewports and clay use.

#include <vector>

#include "synth/buffers.h"
#include "synth/canvas.h"

namespace img2cadseq::synth {

/// Light from direction `towards` (camera axes, unit, from surface to light).
struct Light {
    Vec3f towards;
    float strength = 1.0f;
};

/// ambient + sum of strength * max(0, n . l), one value a pixel; 0 outside the mask.
FloatMap diffuse(const Buffers& buffers, float ambient, const std::vector<Light>& lights);

/// Blinn-Phong highlight of a light seen from the camera, exponent `shine`.
FloatMap highlight(const Buffers& buffers, const Light& light, float shine);

/// How strongly each kind of edge is drawn.
struct EdgeInk {
    Color color;
    float outline = 0.0f, crease = 0.0f, smooth = 0.0f;
};
void inkEdges(Canvas& part, const Buffers& buffers, const EdgeInk& ink);

/// An anti-aliased straight stroke between two pixel positions.
void stroke(Canvas& canvas, Vec2f from, Vec2f to, const Color& color, float width, float alpha);

}  // namespace img2cadseq::synth
