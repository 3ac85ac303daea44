#include "csg/device_scene.h"

#include <algorithm>

#include "csg/picture.h"

namespace img2cadseq::csg {
namespace {

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

DeviceScene deviceScene(std::span<const RenderJob> jobs) {
    DeviceScene scene;
    for (const RenderJob& job : jobs) {
        const Flat& flat = job.solid->flat();
        DeviceJob out{static_cast<int>(scene.blocks.size()),
                      static_cast<int>(flat.blocks.size()),
                      scene.pixels,
                      job.camera.width,
                      job.camera.height,
                      flat.merge,
                      nearestDepth(job.camera),
                      {},
                      {},
                      rayField(job.camera, flat.shift)};
        std::copy(flat.additive.begin(), flat.additive.end(), out.additive);
        std::copy(flat.inverted.begin(), flat.inverted.end(), out.inverted);
        const int first = static_cast<int>(scene.ax.size());
        for (BlockT<double> b : flat.blocks) {
            b.lineBegin += first, b.arcBegin += first, b.circleBegin += first, b.end += first;
            scene.blocks.push_back(b);
        }
        append(scene.ax, flat.ax), append(scene.ay, flat.ay), append(scene.bx, flat.bx), append(scene.by, flat.by);
        append(scene.cx, flat.cx), append(scene.cy, flat.cy), append(scene.radius, flat.radius);
        append(scene.turn, flat.turn), append(scene.face, flat.face);
        scene.pixels += out.width * out.height;
        scene.jobs.push_back(out);
    }
    return scene;
}

ScenePointers pointers(const DeviceScene& s) {
    return {s.jobs.data(), s.blocks.data(), s.ax.data(),     s.ay.data(),   s.bx.data(),  s.by.data(),
            s.cx.data(),   s.cy.data(),     s.radius.data(), s.turn.data(), s.face.data()};
}

Buffers pictureOf(const DeviceJob& job, const std::vector<Pixel>& pixels) {
    Buffers out = emptyBuffers(job.width, job.height);
    for (size_t i = 0; i < out.hits.data.size(); ++i)
        storePixel(out, i, pixels[static_cast<size_t>(job.firstPixel) + i]);
    return out;
}

}  // namespace img2cadseq::csg
