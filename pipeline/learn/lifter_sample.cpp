#include "learn/lifter_sample.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "csg/solid.h"
#include "nn/picture_input.h"

namespace img2cadseq::learn {
namespace {

constexpr int kPictureSide = 128, kMapSide = 64, kGrid = 24;

/// Adds the length of [from, to], in cells, to the cells of one column.
void addInterval(float* column, int side, int stride, double from, double to, float weight) {
    from = std::clamp(from, 0.0, static_cast<double>(side));
    to = std::clamp(to, 0.0, static_cast<double>(side));
    for (int k = static_cast<int>(from); k < side && k < to; ++k) {
        const double part = std::min(to, k + 1.0) - std::max(from, static_cast<double>(k));
        if (part > 0.0) column[static_cast<ptrdiff_t>(k) * stride] += weight * static_cast<float>(part);
    }
}

/// Sums over the 2 x 2 pixels of a map's cell.
struct Cell {
    float hits = 0.0f, front = 0.0f, thickness = 0.0f, edge = 0.0f;
    Vec3f normal{};
};

Cell cellOf(const synth::Buffers& b, int u, int v) {
    Cell cell;
    for (int y = 2 * v; y < 2 * v + 2; ++y)
        for (int x = 2 * u; x < 2 * u + 2; ++x) {
            if (static_cast<synth::Edge>(b.edges.at(x, y)) != synth::Edge::None &&
                static_cast<synth::Edge>(b.edges.at(x, y)) != synth::Edge::Smooth)
                cell.edge = 1.0f;
            if (!b.mask.at(x, y)) continue;
            cell.hits += 1.0f;
            cell.front += b.frontDepth.at(x, y);
            cell.thickness += b.backDepth.at(x, y) - b.frontDepth.at(x, y);
            cell.normal = cell.normal + b.frontNormal.at(x, y);
        }
    return cell;
}

void fillMaps(LifterSample& sample, const synth::Buffers& b) {
    constexpr size_t kPixels = static_cast<size_t>(kMapSide) * kMapSide;
    for (auto* map : {&sample.mask, &sample.front, &sample.thickness, &sample.normalX, &sample.normalY, &sample.normalZ,
                      &sample.edge})
        map->assign(kPixels, 0.0f);
    const auto origin = static_cast<float>(b.camera.translation.z);
    for (int v = 0; v < kMapSide; ++v)
        for (int u = 0; u < kMapSide; ++u) {
            const Cell cell = cellOf(b, u, v);
            const size_t i = static_cast<size_t>(v) * kMapSide + static_cast<size_t>(u);
            sample.edge[i] = cell.edge;
            sample.mask[i] = cell.hits / 4.0f;
            if (cell.hits < 2.0f) continue;
            sample.front[i] = cell.front / cell.hits - origin;
            sample.thickness[i] = cell.thickness / cell.hits;
            const float length = std::max(1e-6f, norm(cell.normal));
            sample.normalX[i] = cell.normal.x / length;
            sample.normalY[i] = cell.normal.y / length;
            sample.normalZ[i] = cell.normal.z / length;
        }
}

void fillCamera(LifterSample& sample, const Camera& camera) {
    const bool perspective = camera.projection == Projection::Perspective;
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c)
            sample.rotation[static_cast<size_t>(3 * r + c)] = static_cast<float>(camera.rotation.row[r][c]);
    const Vec3 middle = camera.project({0, 0, 0});
    sample.center = {static_cast<float>(middle.x / camera.width - 0.5),
                     static_cast<float>(middle.y / camera.height - 0.5)};
    const double scale = perspective ? camera.focal / camera.translation.z : camera.focal;
    sample.logScale = static_cast<float>(std::log(scale / camera.width));
    sample.perspective = perspective ? static_cast<float>(1.0 / camera.translation.z) : 0.0f;
}

}  // namespace

std::vector<float> occupancyOf(const CadSequence& sequence, int side, Box3& box) {
    constexpr int kRays = 2;  // a cell and direction
    const csg::Solid solid(sequence);
    box = solid.box();
    const Vec3 size = box.size();
    const double step = size.z / side;
    std::vector<float> cells(static_cast<size_t>(side) * side * side, 0.0f);
    std::vector<csg::Hit> hits;
    for (int j = 0; j < side * kRays; ++j)
        for (int i = 0; i < side * kRays; ++i) {
            const Vec3 from{box.low.x + (i + 0.5) / (side * kRays) * size.x,
                            box.low.y + (j + 0.5) / (side * kRays) * size.y, box.low.z - 1.0};
            solid.cast(from, {0, 0, 1}, hits, 0.0);
            float* column = cells.data() + static_cast<ptrdiff_t>(j / kRays) * side + i / kRays;
            for (size_t h = 0; h + 1 < hits.size(); h += 2)
                addInterval(column, side, side * side, (hits[h].t - 1.0) / step, (hits[h + 1].t - 1.0) / step,
                            1.0f / (kRays * kRays));
        }
    return cells;
}

LifterSample lifterSample(const synth::Sample& sample, bool giveMask) {
    LifterSample made;
    made.picture = nn::pictureInput(sample.picture.image, giveMask ? sample.picture.mask : Mask());
    fillMaps(made, sample.buffers);
    fillCamera(made, sample.buffers.camera);
    Box3 box;
    made.occupancy = occupancyOf(sample.sequence, kGrid, box);
    for (int i = 0; i < 3; ++i)
        made.logSides[static_cast<size_t>(i)] =
            static_cast<float>(std::log(std::max(1e-3, box.size()[i] / box.longestSide())));
    made.ambiguous = sample.buffers.ambiguous;
    return made;
}

std::array<LifterSample, 2> makeLifterPair(const LifterDataOptions& options, uint64_t index) {
    synth::SampleOptions how;
    how.size = kPictureSide;
    how.points = 0;
    how.photographs = options.photographs;
    how.fillLow = 0.6;
    how.fillHigh = 0.88;
    const uint64_t part = options.parts > 0 ? index % options.parts : index;
    Random random(options.seed, 0x11F70000ull + index);
    const synth::Sample sample = synth::makeSample(options.seed, part, how);
    synth::Sample other = synth::mirrored(sample);
    other.picture = synth::repaint(other, 1 + index / std::max<uint64_t>(1, options.parts));
    return {lifterSample(sample, !random.chance(options.unknownMask)),
            lifterSample(other, !random.chance(options.unknownMask))};
}

}  // namespace img2cadseq::learn
