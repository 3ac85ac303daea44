#pragma once
// The edges of a shaded picture of a solid.

#include <vector>

#include "csg/render.h"
#include "fit/observation.h"
#include "photo/edges.h"

namespace img2cadseq::test {

/// Looked for at twice the camera's size, in pixels of the camera.
inline std::vector<EdgePoint> shadedEdges(const csg::Solid& solid, const Camera& camera) {
    const csg::Buffers seen = csg::render(solid, camera.resized(2 * camera.width, 2 * camera.height));
    Image picture(seen.width(), seen.height(), {250, 250, 250});
    for (size_t i = 0; i < picture.data.size(); ++i) {
        if (!seen.hits.data[i]) continue;
        const Vec3f n = seen.front.normal.data[i];
        const auto grey = static_cast<uint8_t>(110.0f + 60.0f * n.z + 35.0f * n.x - 10.0f * n.y);
        picture.data[i] = {grey, grey, grey};
    }
    std::vector<EdgePoint> edges;
    for (const PictureEdge& e : edgePoints(picture)) edges.push_back({e.position * 0.5, e.strength});
    return edges;
}

}  // namespace img2cadseq::test
