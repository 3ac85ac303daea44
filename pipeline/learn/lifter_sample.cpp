#include "learn/lifter_sample.h"

#include <algorithm>
#include <cmath>

#include "cad/stretch.h"
#include "core/error.h"
#include "csg/levels.h"
#include "csg/openings.h"
#include "csg/pockets.h"
#include "csg/solid.h"
#include "learn/picture_changes.h"
#include "nn/picture_input.h"
#include "synth/part.h"
#include "synth/part_families.h"
#include "synth/primitive.h"

namespace img2cadseq::learn {
namespace {

constexpr int kPictureSide = 256, kMapSide = 64, kCell = kPictureSide / kMapSide;
constexpr int kEdgeSide = 128, kEdgeCell = kPictureSide / kEdgeSide;

/// Sums over the kCell x kCell pixels of a map's cell.
struct Cell {
    float hits = 0.0f, front = 0.0f, thickness = 0.0f;
    Vec3f normal{};
};

Cell cellOf(const synth::Buffers& b, int u, int v) {
    Cell cell;
    for (int y = kCell * v; y < kCell * (v + 1); ++y)
        for (int x = kCell * u; x < kCell * (u + 1); ++x) {
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
    for (auto* map :
         {&sample.mask, &sample.front, &sample.thickness, &sample.normalX, &sample.normalY, &sample.normalZ})
        map->assign(kPixels, 0.0f);
    const auto origin = static_cast<float>(b.camera.translation.z);
    for (int v = 0; v < kMapSide; ++v)
        for (int u = 0; u < kMapSide; ++u) {
            const Cell cell = cellOf(b, u, v);
            const size_t i = static_cast<size_t>(v) * kMapSide + static_cast<size_t>(u);
            sample.mask[i] = cell.hits / (kCell * kCell);
            if (2.0f * cell.hits < kCell * kCell) continue;
            sample.front[i] = cell.front / cell.hits - origin;
            sample.thickness[i] = cell.thickness / cell.hits;
            const float length = std::max(1e-6f, norm(cell.normal));
            sample.normalX[i] = cell.normal.x / length;
            sample.normalY[i] = cell.normal.y / length;
            sample.normalZ[i] = cell.normal.z / length;
        }
}

void fillEdges(LifterSample& sample, const synth::Buffers& b) {
    sample.edge.assign(static_cast<size_t>(kEdgeSide) * kEdgeSide, 0.0f);
    for (int y = 0; y < b.edges.height; ++y)
        for (int x = 0; x < b.edges.width; ++x) {
            const auto edge = static_cast<synth::Edge>(b.edges.at(x, y));
            if (edge != synth::Edge::None && edge != synth::Edge::Smooth)
                sample.edge[static_cast<size_t>(y / kEdgeCell) * kEdgeSide + static_cast<size_t>(x / kEdgeCell)] = 1.0f;
        }
}

/// Through openings, and pockets with their depths.
void fillMouths(LifterSample& sample, const synth::Buffers& b, const csg::Solid& solid) {
    constexpr int kCellsAcross = 128;
    const csg::AxisColumns columns(solid, kCellsAcross);
    const Mask openings = csg::Openings(columns).seen(b.camera, b.frontDepth);
    const FloatMap pockets = csg::Pockets(columns, {.seenBy = b.camera}).seen(b.camera, b.frontDepth);
    for (auto* map : {&sample.openings, &sample.pockets, &sample.pocketDepths})
        map->assign(static_cast<size_t>(kEdgeSide) * kEdgeSide, 0.0f);
    constexpr float kShare = 1.0f / (kEdgeCell * kEdgeCell);
    for (int y = 0; y < openings.height; ++y)
        for (int x = 0; x < openings.width; ++x) {
            const size_t i = static_cast<size_t>(y / kEdgeCell) * kEdgeSide + static_cast<size_t>(x / kEdgeCell);
            if (openings.at(x, y)) sample.openings[i] += kShare;
            if (!(pockets.at(x, y) > 0.0f)) continue;
            sample.pockets[i] += kShare;
            sample.pocketDepths[i] += pockets.at(x, y) * kShare;
        }
    for (size_t i = 0; i < sample.pockets.size(); ++i)
        if (sample.pockets[i] > 0.0f) sample.pocketDepths[i] /= sample.pockets[i];
}

/// Which pixels' surfaces face along an axis of the box, and where along it they lie.
void fillLevels(LifterSample& sample, const synth::Buffers& b, const Box3& box) {
    for (auto* map : {&sample.aligned, &sample.levels}) map->assign(static_cast<size_t>(kEdgeSide) * kEdgeSide, 0.0f);
    constexpr float kShare = 1.0f / (kEdgeCell * kEdgeCell);
    const Mat3 toBox = b.camera.rotation.transposed();
    for (int y = 0; y < b.mask.height; ++y)
        for (int x = 0; x < b.mask.width; ++x) {
            if (!b.mask.at(x, y)) continue;
            const auto level = csg::levelOf(box, toBox * cast<double>(b.frontNormal.at(x, y)),
                                            b.camera.unproject(x + 0.5, y + 0.5, b.frontDepth.at(x, y)));
            if (!level) continue;
            const size_t i = static_cast<size_t>(y / kEdgeCell) * kEdgeSide + static_cast<size_t>(x / kEdgeCell);
            sample.aligned[i] += kShare;
            sample.levels[i] += static_cast<float>(*level) * kShare;
        }
    for (size_t i = 0; i < sample.aligned.size(); ++i)
        if (sample.aligned[i] > 0.0f) sample.levels[i] /= sample.aligned[i];
}

void fillCamera(LifterSample& sample, const Camera& camera) {
    const bool perspective = camera.projection == Projection::Perspective;
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c)
            sample.rotation[3 * static_cast<size_t>(r) + static_cast<size_t>(c)] =
                static_cast<float>(camera.rotation.row[r][c]);
    const Vec3 middle = camera.project({0, 0, 0});
    sample.center = {static_cast<float>(middle.x / camera.width - 0.5),
                     static_cast<float>(middle.y / camera.height - 0.5)};
    const double scale = perspective ? camera.focal / camera.translation.z : camera.focal;
    sample.logScale = static_cast<float>(std::log(scale / camera.width));
    sample.perspective = perspective ? static_cast<float>(1.0 / camera.translation.z) : 0.0f;
}

/// Points evenly spread over the part's box.
void fillQueries(LifterSample& sample, const csg::Solid& solid, Random random) {
    const Box3 box = solid.box();
    const Vec3 size = box.size();
    for (int i = 0; i < 3; ++i)
        sample.logSides[static_cast<size_t>(i)] =
            static_cast<float>(std::log(std::max(1e-3, size[i] / box.longestSide())));
    const double scale = std::exp(sample.logScale);
    for (int q = 0; q < kQueries; ++q) {
        const Vec3 share{random.uniform(), random.uniform(), (q + random.uniform()) / kQueries};
        const Vec3 point{box.low.x + share.x * size.x, box.low.y + share.y * size.y, box.low.z + share.z * size.z};
        Vec3 c;
        for (size_t r = 0; r < 3; ++r)
            c[static_cast<int>(r)] = sample.rotation[3 * r] * point.x + sample.rotation[3 * r + 1] * point.y +
                                     sample.rotation[3 * r + 2] * point.z;
        const double fade = scale / (1.0 + sample.perspective * c.z);
        for (const double value : {2.0 * (sample.center[0] + fade * c.x), 2.0 * (sample.center[1] + fade * c.y), c.z,
                                   share.x - 0.5, share.y - 0.5, share.z - 0.5})
            sample.queries.push_back(static_cast<float>(value));
        for (const float log : sample.logSides) sample.queries.push_back(log);
        sample.queries.insert(sample.queries.end(), sample.rotation.begin() + 6, sample.rotation.end());
        sample.inside.push_back(solid.inside(point) ? 1.0f : 0.0f);
    }
}

}  // namespace

LifterSample lifterSample(const synth::Sample& sample, bool giveMask, Random random) {
    LifterSample made;
    made.picture = nn::pictureInput(sample.picture.image, giveMask ? sample.picture.mask : Mask());
    fillMaps(made, sample.buffers);
    fillEdges(made, sample.buffers);
    fillCamera(made, sample.buffers.camera);
    const csg::Solid solid(sample.sequence);
    fillMouths(made, sample.buffers, solid);
    fillLevels(made, sample.buffers, solid.box());
    fillQueries(made, solid, random);
    return made;
}

namespace {

/// Thinner along its first block's axis than the families make it (plates with what stands on them), or longer (bars,
/// rods, strips); the part as it is where it cannot be.
CadSequence reproportioned(const CadSequence& part, Random random) {
    const Vec3 normal = part.blocks.front().sketch.plane.normal;
    const double factor = random.chance(0.35) ? random.logUniform(1.2, 8.0) : random.logUniform(0.1, 0.9);
    Vec3 factors{1, 1, 1};
    for (int a = 0; a < 3; ++a)
        if (std::abs(normal[a]) > 0.99) factors[a] = factor;
    return stretched(part, factors, std::max(factor, 1.0 / factor) + 1.0).value_or(part);
}

/// Of the parts that this index names, one behind the other, the first with two blocks or more.
CadSequence detailedPart(uint64_t seed, uint64_t index) {
    constexpr uint64_t kTries = 8, kApart = uint64_t{1} << 40;
    CadSequence part;
    for (uint64_t i = 1; i <= kTries; ++i) {
        part = synth::makePart(seed, index + i * kApart).sequence;
        if (part.blocks.size() >= 2) break;
    }
    return part;
}

CadSequence housing(uint64_t seed, uint64_t index) {
    static const synth::FamilyList families = synth::housingFamilies();
    Random random(seed, 0x40051D0000ull + index);
    const int which = random.integer(0, static_cast<int>(families.size()) - 1);
    return synth::makePart(families[static_cast<size_t>(which)].name, seed, index).sequence;
}

}  // namespace

CadSequence lifterPart(const LifterDataOptions& options, uint64_t index) {
    Random kind(options.seed, 0x501D0000ull + index);
    if (kind.chance(options.primitives)) return synth::primitivePart(kind.child(1));
    const auto chosen = [&] {
        if (options.housings > 0.0 && kind.child(4).chance(options.housings)) return housing(options.seed, index);
        if (options.detailed > 0.0 && kind.child(3).chance(options.detailed)) return detailedPart(options.seed, index);
        return synth::makePart(options.seed, index).sequence;
    };
    const CadSequence part = chosen();
    return kind.chance(options.reproportioned) ? reproportioned(part, kind.child(2)) : part;
}

std::array<LifterScene, 2> makeLifterScenes(const LifterDataOptions& options, uint64_t index) {
    synth::SampleOptions how;
    how.size = kPictureSide;
    how.points = 0;
    how.photographs = options.photographs;
    Random random(options.seed, 0x11F70000ull + index);
    // Without a mask the crop is whatever a first, perhaps wrong, idea of the part gave.
    const bool unknown = random.chance(options.unknownMask);
    how.fillLow = unknown ? 0.35 : 0.6;
    how.fillHigh = unknown ? 0.95 : 0.88;
    how.freeRoll = options.freeRoll;
    how.straightOn = options.straightOn;
    const uint64_t part = options.parts > 0 ? index % options.parts : index;
    synth::Sample sample = synth::sampleOf(lifterPart(options, part), options.seed, part, how);
    synth::Sample other = synth::mirrored(sample);
    other.picture = synth::repaint(other, 1 + index / std::max<uint64_t>(1, options.parts));
    for (synth::Sample* one : {&sample, &other}) {
        Random own = random.child(one == &sample ? 3 : 4);
        if (!unknown && own.chance(options.drawings)) {
            one->picture.image = drawn(one->buffers, own.child(3));
            continue;
        }
        if (own.chance(options.small)) seeSmall(one->picture.image, own.child(4));
        if (own.chance(options.bordered)) endInside(one->picture.image, one->buffers.mask, own.child(1));
        if (own.chance(options.developed)) developOtherwise(one->picture.image, own.child(2));
    }
    return {LifterScene{std::move(sample), !unknown, random.child(1)},
            LifterScene{std::move(other), !unknown, random.child(2)}};
}

std::array<LifterSample, 2> makeLifterPair(const LifterDataOptions& options, uint64_t index) {
    const std::array<LifterScene, 2> scenes = makeLifterScenes(options, index);
    const auto made = [](const LifterScene& s) { return lifterSample(s.sample, s.giveMask, s.random); };
    return {made(scenes[0]), made(scenes[1])};
}

std::vector<LifterSample> makeLifterSamples(const LifterDataOptions& options, uint64_t first, int64_t count) {
    std::vector<LifterSample> samples;
    for (int64_t i = 0; i < (count + 1) / 2; ++i)
        for (LifterSample& sample : makeLifterPair(options, first + static_cast<uint64_t>(i)))
            if (static_cast<int64_t>(samples.size()) < count) samples.push_back(std::move(sample));
    return samples;
}

}  // namespace img2cadseq::learn
