#include "csg/axis_columns.h"

#include <algorithm>

#include "csg/render.h"

namespace img2cadseq::csg {
namespace {

/// Seen along the axis by a camera whose pixels are the cells and whose depths are heights.
AxisColumns::Grid gridAlong(const Solid& solid, int axis, double cell) {
    const Box3 box = solid.box();
    AxisColumns::Grid grid;
    int count[2];
    for (int k = 0; k < 2; ++k) {
        const int along = (axis + 1 + k) % 3;
        count[k] = std::max(1, static_cast<int>(std::ceil(box.size()[along] / cell - 1e-9)));
        grid.low[k] = box.center()[along] - 0.5 * cell * count[k];
    }
    Camera camera;
    camera.projection = Projection::Orthographic;
    for (int k = 0; k < 3; ++k) camera.rotation.row[k] = Vec3{};
    camera.rotation.row[0][(axis + 1) % 3] = camera.rotation.row[1][(axis + 2) % 3] = camera.rotation.row[2][axis] =
        1.0;
    camera.translation = {-grid.low[0], -grid.low[1], 0.0};
    camera.focal = 1.0 / cell;
    camera.principal = {0.0, 0.0};
    camera.width = count[0], camera.height = count[1];
    Buffers seen = render(solid, camera);
    grid.material = Mask(count[0], count[1]);
    for (size_t i = 0; i < grid.material.data.size(); ++i) grid.material.data[i] = seen.hits.data[i] ? 255 : 0;
    grid.first = std::move(seen.front.depth);
    grid.last = std::move(seen.back.depth);
    return grid;
}

}  // namespace

AxisColumns::AxisColumns(const Solid& solid, int across) {
    const Box3 box = solid.box();
    longest = box.empty() ? 0.0 : box.longestSide();
    if (!(longest > 0.0)) return;
    sides = box.size();
    cell = longest / across;
    for (int axis = 0; axis < 3; ++axis) grids[static_cast<size_t>(axis)] = gridAlong(solid, axis, cell);
}

}  // namespace img2cadseq::csg
