#include "synth/style.h"

namespace img2cadseq::synth {

Picture paint(const Buffers& buffers, Random random) {
    Picture picture;
    Canvas canvas;
    Random draw = random.child(1);
    picture.mask = buffers.mask;
    if (buffers.kind == ViewKind::Viewport && draw.chance(0.85)) {
        canvas = paintViewport(buffers, draw, picture.style);
    } else {
        picture.style = "clay";
        canvas = paintClay(buffers, draw);
    }
    picture.image = toImage(canvas);
    return picture;
}

}  // namespace img2cadseq::synth
