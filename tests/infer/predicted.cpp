#include "infer/predicted.h"

#include <algorithm>
#include <cmath>

#include "cad/transform.h"
#include "csg/fill.h"
#include "fit/pose.h"
#include "photo/edges.h"

namespace img2cadseq::test {
namespace {

constexpr int kSide = 24;

/// Smooth noise of unit deviation: some waves of random direction and phase.
class Waves {
public:
    explicit Waves(Random random, double frequency) {
        for (Wave& w : waves_)
            w = {Vec3{random.normal(), random.normal(), random.normal()} * frequency, random.uniform(0.0, 6.283)};
    }
    double at(const Vec3& p) const {
        double sum = 0.0;
        for (const Wave& w : waves_) sum += std::sin(dot(w.direction, p) + w.phase);
        return sum * std::sqrt(2.0 / kCount);
    }

private:
    static constexpr int kCount = 12;
    struct Wave {
        Vec3 direction;
        double phase;
    };
    Wave waves_[kCount];
};

void blurred(std::vector<float>& cells, double sigma) {
    if (sigma <= 0.0) return;
    const int reach = static_cast<int>(std::ceil(2.5 * sigma));
    std::vector<double> kernel;
    double all = 0.0;
    for (int d = -reach; d <= reach; ++d)
        kernel.push_back(std::exp(-0.5 * d * d / (sigma * sigma))), all += kernel.back();
    for (const int step : {1, kSide, kSide * kSide}) {
        const std::vector<float> before = cells;
        for (int i = 0; i < kSide * kSide * kSide; ++i) {
            const int at = i / step % kSide;
            double sum = 0.0;
            for (int d = -reach; d <= reach; ++d)
                if (at + d >= 0 && at + d < kSide)
                    sum += kernel[static_cast<size_t>(d + reach)] * before[static_cast<size_t>(i + d * step)];
            cells[static_cast<size_t>(i)] = static_cast<float>(sum / all);
        }
    }
}

Occupancy occupancyOf(const csg::Solid& solid, const Vec3& trueSides, const Vec3& sides, const Spoiling& spoiling,
                      Random random) {
    Occupancy out{kSide, sides, csg::fillOf(solid, trueSides, kSide).cells};
    blurred(out.probability, spoiling.blur);
    const Waves waves(random, 6.0);
    for (int k = 0; k < kSide; ++k)
        for (int j = 0; j < kSide; ++j)
            for (int i = 0; i < kSide; ++i) {
                float& p = out.probability[out.index(i, j, k)];
                const double q = std::clamp<double>(p, 0.01, 0.99);
                const Vec3 at = Vec3{i + 0.5, j + 0.5, k + 0.5} / kSide;
                const double logit = std::log(q / (1.0 - q)) + spoiling.doubt * waves.at(at);
                p = static_cast<float>(1.0 / (1.0 + std::exp(-logit)));
            }
    return out;
}

FloatMap depthOf(const FloatMap& truth, const Mask& mask, const Waves& waves, double deviation) {
    FloatMap out(truth.width, truth.height, INFINITY);
    for (int y = 0; y < truth.height; ++y)
        for (int x = 0; x < truth.width; ++x)
            if (mask.at(x, y))
                out.at(x, y) = truth.at(x, y) + static_cast<float>(deviation * waves.at({x / 32.0, y / 32.0, 0.0}));
    return out;
}

}  // namespace

Observation predicted(const synth::Sample& sample, const Spoiling& spoiling, uint64_t seed) {
    const Random random(seed, sample.index);
    Random draw = random.child(1);
    const csg::Solid solid(sample.sequence);
    const Vec3 trueSides = solid.box().size();
    Vec3 sides;
    for (int a = 0; a < 3; ++a) sides[a] = trueSides[a] * std::exp(spoiling.sides * draw.normal());
    sides = sides / std::max({sides.x, sides.y, sides.z});

    Observation out;
    View& view = out.view.emplace();
    Pose pose = poseOf(sample.buffers.camera);
    pose.rotation = turnedBy(Vec3{draw.normal(), draw.normal(), draw.normal()} * (spoiling.turn / 1.7), pose.rotation);
    view.camera = cameraOf(pose, sample.buffers.width(), sample.buffers.height());
    view.mask = spoiling.turn > 0.0 && !sample.picture.mask.empty() ? sample.picture.mask : sample.buffers.mask;
    for (const PictureEdge& e : edgePoints(sample.picture.image)) view.edges.push_back({e.position, e.strength});
    const Mask& seen = sample.buffers.mask;
    view.depth = depthOf(sample.buffers.frontDepth, seen, Waves(random.child(2), 1.0), spoiling.relief);
    view.backDepth = depthOf(sample.buffers.backDepth, seen, Waves(random.child(3), 1.0), 1.5 * spoiling.relief);
    view.normals = Raster<Vec3f>(seen.width, seen.height);
    const Waves tilt(random.child(4), 1.0), roll(random.child(5), 1.0);
    for (int y = 0; y < seen.height; ++y)
        for (int x = 0; x < seen.width; ++x) {
            if (!seen.at(x, y)) continue;
            const Vec3 at{x / 32.0, y / 32.0, 0.0};
            const Vec3 noise = Vec3{tilt.at(at), roll.at(at), 0.0} * (4.0 * spoiling.relief);
            const Vec3 n = normalized(cast<double>(sample.buffers.frontNormal.at(x, y)) + noise);
            view.normals.at(x, y) = cast<float>(view.camera.rotation.transposed() * n);
        }
    out.boxSize = sides;
    out.guesses = {{view.camera, sides}};
    out.occupancy = occupancyOf(solid, trueSides, sides, spoiling, random.child(6));
    const Waves waves[] = {Waves(random.child(7), 4.0), Waves(random.child(8), 4.0), Waves(random.child(9), 4.0)};
    for (const csg::SurfaceSample& p : sample.points) {
        Vec3 at = p.position;
        for (int a = 0; a < 3; ++a)
            at[a] = p.position[a] / trueSides[a] * sides[a] + spoiling.relief * waves[a].at(p.position);
        out.cloud.positions.push_back(cast<float>(at));
    }
    return out;
}

namespace {

NormalisedOverlap overlapAsTheyLie(const CadSequence& part, const csg::Solid& reference, int cells) {
    const csg::Solid solid(part);
    const Vec3 own = reference.box().size();
    Box3 box = reference.box();
    box.add(solid.box());
    const auto inPart = csg::fillOf(solid, box.size(), cells).cells,
               inReference = csg::fillOf(reference, box.size(), cells).cells;
    double both = 0.0, any = 0.0, volume = 0.0;
    for (size_t i = 0; i < inPart.size(); ++i) {
        both += std::min(inPart[i], inReference[i]);
        any += std::max(inPart[i], inReference[i]);
        volume += inReference[i];
    }
    const Vec3 cell = box.size() / cells;
    return {both / any, volume * cell.x * cell.y * cell.z / (own.x * own.y * own.z)};
}

}  // namespace

NormalisedOverlap normalisedOverlap(const CadSequence& part, const CadSequence& reference, bool anyRotation) {
    const CadSequence unit = normalised(part, csg::Solid(part).box());
    const csg::Solid truth(normalised(reference, csg::Solid(reference).box()));
    if (!anyRotation) return overlapAsTheyLie(unit, truth, 40);
    NormalisedOverlap best;
    int turn = 0;
    for (int i = 0; i < 24; ++i) {
        const NormalisedOverlap one = overlapAsTheyLie(turned(unit, i), truth, 16);
        if (one.iou > best.iou) best = one, turn = i;
    }
    return overlapAsTheyLie(turned(unit, turn), truth, 40);
}

}  // namespace img2cadseq::test
