#include "learn/picture_part.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/error.h"
#include "geometry/rotations.h"
#include "learn/map_sampling.h"
#include "nn/layer_cloud.h"

namespace img2cadseq::learn {
namespace {

using Lifter = nn::PictureLifter;
using Hypothesis = nn::LiftedPicture::Hypothesis;

constexpr int kViewSide = 2 * Lifter::kMapSide, kFieldSide = 24;

/// What the hypothesis sees: cloud, edges and occupancy.
void look(const Lifter& lifter, const nn::LiftedPicture& lifted, const Mask& mask, const Hypothesis& hypothesis,
          PartSample& sample) {
    const Camera camera = hypothesis.camera.resized(kViewSide, kViewSide);
    const Mat3 toWorld = camera.rotation.transposed();
    const auto origin = static_cast<float>(camera.translation.z);
    FloatMap front(kViewSide, kViewSide, std::numeric_limits<float>::infinity()), back = front;
    Raster<Vec3f> normals(kViewSide, kViewSide);
    const int step = mask.width / kViewSide;
    for (int y = 0; y < kViewSide; ++y)
        for (int x = 0; x < kViewSide; ++x) {
            if (!mask.at(x * step, y * step)) continue;
            const double u = 0.5 * x + 0.25, v = 0.5 * y + 0.25;
            front.at(x, y) = origin + between(lifted.front, u, v);
            back.at(x, y) = front.at(x, y) + between(lifted.thickness, u, v);
            const Vec3f n = between(lifted.normal, u, v);
            normals.at(x, y) = cast<float>(toWorld * cast<double>(n / std::max(norm(n), 1e-6f)));
        }
    const nn::SurfaceLayers layers{camera, front, back, normals, {}};
    const Camera asked = hypothesis.camera.resized(Lifter::kMapSide, Lifter::kMapSide);
    sample.occupancy = {kFieldSide, hypothesis.sides, lifter.occupancy(lifted, asked, hypothesis.sides, kFieldSide)};
    sample.cloud = nn::layerCloud(layers, sample.occupancy);
    sample.edges = nn::edgeCloud(layers, lifted.edge);
}

PointCloud some(const PointCloud& cloud, size_t count, Random random) {
    PointCloud out;
    for (size_t i = 0; i < count && cloud.size() > 0; ++i) {
        const auto k = static_cast<size_t>(random.integer(0, static_cast<int>(cloud.size()) - 1));
        out.positions.push_back(cloud.positions[k]);
        out.normals.push_back(cloud.normals[k]);
        out.seen.push_back(cloud.seen[k]);
    }
    return out;
}

/// Of the 24 ways to name the axes the one that turns the true camera nearest to the hypothesis's.
Mat3 namingLike(const Mat3& rotation, const Mat3& hypothesis) {
    double most = -4.0;
    Mat3 best;
    for (const Mat3& naming : axisRotations()) {
        const Mat3 renamed = rotation * naming.transposed();
        double trace = 0.0;
        for (size_t r = 0; r < 3; ++r) trace += dot(renamed.row[r], hypothesis.row[r]);
        if (trace > most) most = trace, best = naming;
    }
    return best;
}

std::optional<PartSample> partOf(const PicturePartOptions& options, const Lifter& lifter, const LifterScene& scene,
                                 Random random) {
    const synth::Sample& seen = scene.sample;
    const nn::LiftedPicture lifted = lifter.lift(seen.picture.image, seen.picture.mask, Lifter::Care::Glance);
    const bool second = lifted.hypotheses.size() > 1 && !random.chance(lifted.hypotheses.front().probability);
    Hypothesis hypothesis = lifted.hypotheses[second ? 1 : 0];
    if (random.chance(options.thinner)) {
        int least = 0;
        for (int a = 1; a < 3; ++a)
            if (hypothesis.sides[a] < hypothesis.sides[least]) least = a;
        hypothesis.sides[least] *= random.uniform(0.3, 1.0);
    }
    PartSample sample;
    sample.family = seen.family;
    look(lifter, lifted, seen.picture.mask, hypothesis, sample);
    sample.tokens = lifted.tokens;
    sample.camera = hypothesis.camera;
    sample.cloud = some(sample.cloud, static_cast<size_t>(options.points), random.child(1));
    if (sample.cloud.size() < 64) return {};
    return completed(std::move(sample), seen.sequence,
                     namingLike(seen.buffers.camera.rotation, hypothesis.camera.rotation));
}

}  // namespace

std::vector<PartSample> makePictureParts(const PicturePartOptions& options, const Lifter& lifter, uint64_t index) {
    std::vector<PartSample> parts;
    const Random random(options.pictures.seed, 0x91C70000ull + index);
    try {
        for (const LifterScene& scene : makeLifterScenes(options.pictures, index))
            if (auto part = partOf(options, lifter, scene, random.child(parts.size())))
                parts.push_back(std::move(*part));
    } catch (const Error&) {
        // A part that cannot be seen or brought into canonical form; the next one will do.
    }
    return parts;
}

}  // namespace img2cadseq::learn
