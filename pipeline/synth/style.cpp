#include "synth/style.h"

#include "synth/jpeg.h"
#include "synth/mask_damage.h"

namespace img2cadseq::synth {

Picture paint(const Buffers& buffers, Random random) {
    Picture picture;
    Random draw = random.child(1);
    picture.mask = buffers.mask;
    Canvas canvas;
    if (buffers.kind == ViewKind::Photograph && draw.chance(0.92)) {
        picture.style = "photograph";
        canvas = paintPhotograph(buffers, draw, picture.mask);
    } else if (buffers.kind == ViewKind::Photograph || draw.chance(0.08)) {
        picture.style = "clay";
        canvas = paintClay(buffers, draw);
    } else {
        canvas = paintViewport(buffers, draw, picture.style);
        damageMask(picture.mask, buffers, nullptr, draw);
    }
    picture.image = toImage(canvas);
    const bool photograph = buffers.kind == ViewKind::Photograph;
    if (draw.chance(photograph ? 0.6 : 0.25)) degradeLikeJpeg(picture.image, draw.integer(photograph ? 40 : 60, 95));
    return picture;
}

}  // namespace img2cadseq::synth
