#include <algorithm>
#include <cmath>

#include "csg/render.h"
#include "fit/camera.h"

namespace img2cadseq {

Box2 rectangleOf(const Mask& mask) {
    Box2 box;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (mask.at(x, y)) {
                box.add(Vec2{static_cast<double>(x), static_cast<double>(y)});
                box.add(Vec2{x + 1.0, y + 1.0});
            }
    return box;
}

Camera framedLike(const csg::Solid& solid, const Camera& camera, const Mask& mask) {
    const Box2 wanted = rectangleOf(mask), seen = rectangleOf(silhouette(solid, camera));
    if (wanted.empty() || seen.empty()) return camera;
    Pose pose = poseOf(camera);
    const double factor = std::sqrt(wanted.size().x * wanted.size().y / std::max(1.0, seen.size().x * seen.size().y));
    pose.center = wanted.center() + (pose.center - seen.center()) * factor;
    pose.scale *= factor;
    return cameraOf(pose, camera.width, camera.height);
}

Mask silhouette(const csg::Solid& solid, const Camera& camera) {
    const csg::Buffers buffers = csg::render(solid, camera, csg::Detail::Depths);
    Mask mask(camera.width, camera.height);
    for (size_t i = 0; i < mask.data.size(); ++i) mask.data[i] = buffers.hits.data[i] ? 255 : 0;
    return mask;
}

}  // namespace img2cadseq
