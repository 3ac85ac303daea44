#include <algorithm>

#include "synth/style.h"

namespace img2cadseq::synth {
namespace {

template <class T>
void flipRows(Raster<T>& raster) {
    for (int v = 0; v < raster.height; ++v) {
        const auto row = raster.data.begin() + static_cast<ptrdiff_t>(v) * raster.width;
        std::reverse(row, row + raster.width);
    }
}

void flipNormals(NormalMap& map) {
    flipRows(map.x);
    flipRows(map.y);
    flipRows(map.z);
    for (float& x : map.x.data) x = -x;
}

}  // namespace

Buffers mirrored(const Buffers& buffers) {
    Buffers m = buffers;
    // Camera space is flipped by F = diag(-1, 1, 1), the part by M (x and y change places): R' = F R M, t' = F t.
    Camera& camera = m.camera;
    for (Vec3& row : camera.rotation.row) std::swap(row.x, row.y);
    camera.rotation.row[0] = -camera.rotation.row[0];
    camera.translation.x = -camera.translation.x;
    camera.principal.x = camera.width - camera.principal.x;
    m.groundNormal.x = -m.groundNormal.x;
    flipRows(m.mask);
    flipRows(m.frontDepth);
    flipRows(m.backDepth);
    flipNormals(m.frontNormal);
    flipNormals(m.backNormal);
    for (Raster<uint8_t>* map : {&m.block, &m.face, &m.surface, &m.edges, &m.coverage, &m.openness}) flipRows(*map);
    return m;
}

void flipPicture(Picture& picture) {
    flipRows(picture.image);
    flipRows(picture.mask);
}

}  // namespace img2cadseq::synth
