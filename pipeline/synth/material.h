#pragma once
// What parts are made of in photographs: printed plastics with their layers, moulded and machined surfaces.

#include "core/random.h"
#include "synth/buffers.h"
#include "synth/canvas.h"
#include "synth/shading.h"

namespace img2cadseq::synth {

struct Material {
    Color albedo;
    float metal = 0.0f;        ///< 1: mirrors its surroundings in its own colour
    float gloss = 0.1f;        ///< strength of highlights
    float shine = 30.0f;       ///< their exponent
    float mottle = 0.0f;       ///< uneven colour
    float layerHeight = 0.0f;  ///< of printed layers, in the part's lengths; 0: none
    float layerDepth = 0.0f;   ///< how strongly they show
    Vec3f buildAxis;           ///< camera axes
    float sheen = 0.0f;        ///< how much of the surroundings a smooth surface shows at a slant
    float wear = 0.0f;         ///< bright rounded ridges and dark valleys
    float glow = 0.0f;         ///< light passed on inside pale plastics
    float edgeRadius = 0.0f;   ///< of ridges, in the part's lengths
    float patchwork = 0.0f;    ///< how much faces differ in brightness for no reason of light
    float evenness = 0.0f;     ///< 1: light falls on all faces alike
};

Material drawMaterial(const Buffers& buffers, Random& random);

/// A light with its colour and, where it casts shadows, what of it reaches each pixel (empty: everything).
struct Lamp {
    Light light;
    Color color{1, 1, 1};
    FloatMap reach;
};

/// Outgoing light of the part: diffuse, highlights, occlusion, layers. `ambient` comes from above in the picture.
Canvas shadeMaterial(const Buffers& buffers, const Material& material, const Color& ambient,
                     const std::vector<Lamp>& lamps, Random& random);

}  // namespace img2cadseq::synth
