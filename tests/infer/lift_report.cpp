// How near the lifter's cameras, sides and occupancy come to the truth on held-out made pictures, before and after
// geometry has its say. To be looked at, not run by ctest.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "cad/transform.h"
#include "csg/solid.h"
#include "fit/camera.h"
#include "fit/guess.h"
#include "fit/pose.h"
#include "geometry/rotations.h"
#include "nn/picture_lifter.h"
#include "photo/edges.h"
#include "synth/part.h"
#include "synth/sample.h"

namespace img2cadseq {
namespace {

double degrees(const Mat3& a, const Mat3& b) {
    double trace = 0.0;
    for (int r = 0; r < 3; ++r) trace += dot(a.row[r], b.row[r]);
    return std::acos(std::clamp((trace - 1.0) / 2.0, -1.0, 1.0)) * 180.0 / 3.14159265358979;
}

double sidesError(const Vec3& a, const Vec3& b) {
    double sum = 0.0;
    for (int i = 0; i < 3; ++i) sum += std::abs(std::log(std::max(a[i], 1e-3) / std::max(b[i], 1e-3))) / 3.0;
    return 100.0 * sum;
}

/// IoU of "probability over a half" in the predicted box with the solid, both centred; and the box's own.
std::pair<double, double> fieldOverlap(const std::vector<float>& field, const Vec3& sides, int side,
                                       const csg::Solid& solid) {
    constexpr int kGrid = 48;
    const Box3 box = solid.box();
    Vec3 half;
    for (int i = 0; i < 3; ++i) half[i] = 0.5 * std::max(sides[i], box.size()[i]);
    size_t both = 0, any = 0, inside = 0, cells = 0;
    for (int k = 0; k < kGrid; ++k)
        for (int j = 0; j < kGrid; ++j)
            for (int i = 0; i < kGrid; ++i) {
                const Vec3 p{((i + 0.5) / kGrid * 2 - 1) * half.x, ((j + 0.5) / kGrid * 2 - 1) * half.y,
                             ((k + 0.5) / kGrid * 2 - 1) * half.z};
                const bool real = solid.inside(p + box.center());
                int cell[3];
                bool in = true;
                for (int a = 0; a < 3; ++a) {
                    cell[a] = static_cast<int>(std::floor((p[a] / sides[a] + 0.5) * side));
                    in = in && cell[a] >= 0 && cell[a] < side;
                }
                const bool said = in && field[(static_cast<size_t>(cell[2]) * side + cell[1]) * side + cell[0]] > 0.5f;
                both += real && said, any += real || said, inside += real;
                bool boxed = true;
                for (int a = 0; a < 3; ++a) boxed = boxed && std::abs(p[a]) <= 0.5 * box.size()[a];
                cells += boxed;
            }
    return {static_cast<double>(both) / std::max<size_t>(any, 1),
            static_cast<double>(inside) / std::max<size_t>(cells, 1)};
}

Vec3 cloudSides(const nn::LiftedPicture& lifted, const Camera& camera) {
    std::vector<double> along[3];
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x) {
            if (lifted.mask.at(x, y) < 0.5f) continue;
            for (float d : {lifted.front.at(x, y), lifted.front.at(x, y) + lifted.thickness.at(x, y)}) {
                const Vec3 p = camera.unproject(x + 0.5, y + 0.5, d + camera.translation.z);
                for (int a = 0; a < 3; ++a) along[a].push_back(p[a]);
            }
        }
    Vec3 sides{1, 1, 1};
    if (along[0].size() < 8) return sides;
    for (int a = 0; a < 3; ++a) {
        std::sort(along[a].begin(), along[a].end());
        const size_t n = along[a].size();
        sides[a] = std::max(
            0.01, along[a][static_cast<size_t>(0.985 * (n - 1))] - along[a][static_cast<size_t>(0.015 * (n - 1))]);
    }
    return sides / std::max({sides.x, sides.y, sides.z});
}

Vec3 mixed(const Vec3& a, const Vec3& b) {
    Vec3 m;
    for (int i = 0; i < 3; ++i) m[i] = std::sqrt(a[i] * b[i]);
    return m / std::max({m.x, m.y, m.z});
}

void report(const char* weights, uint64_t first, uint64_t count) {
    const nn::PictureLifter lifter(weights);
    std::map<std::string, std::vector<double>> all;
    synth::SampleOptions how;
    how.size = nn::PictureLifter::kPictureSide, how.points = 0, how.fillLow = 0.72, how.fillHigh = 0.78;
    for (uint64_t i = first; i < first + count; ++i) {
        const synth::Sample sample = synth::makeSample(synth::kValidationSeed, i, how);
        const nn::LiftedPicture lifted = lifter.lift(sample.picture.image, sample.picture.mask);
        const Camera camera = lifted.hypotheses.front().camera.resized(how.size, how.size);
        // The truth in the axes whose names the lifter chose.
        Similarity naming;
        double least = 1e9;
        const Vec3 given = csg::Solid(sample.sequence).box().size();
        for (const Mat3& q : axisRotations()) {
            Vec3 named;
            for (int r = 0; r < 3; ++r)
                for (int c = 0; c < 3; ++c) named[r] += std::abs(q.row[static_cast<size_t>(r)][c]) * given[c];
            const double far = degrees(camera.rotation, sample.buffers.camera.rotation * q.transposed()) / 57.3 +
                               0.015 * sidesError(lifted.hypotheses.front().sides, named);
            if (far < least) least = far, naming.rotation = q;
        }
        const csg::Solid solid(transformed(sample.sequence, naming));
        const Vec3 sides = solid.box().size();
        const Mat3 truth = sample.buffers.camera.rotation * naming.rotation.transposed();
        Camera trueCamera = sample.buffers.camera;
        trueCamera.rotation = truth;
        std::vector<LineSegment> segments;
        for (const PictureSegment& s : lineSegments(sample.picture.image, sample.picture.mask))
            segments.push_back({s.start, s.end});
        const Camera turned = alignedToSegments(camera, segments, 5);
        const CameraGuess boxed = boxedByMask(turned, sample.picture.mask),
                          boxedFirst = boxedByMask(camera, sample.picture.mask);
        all["6a sides, cloud"].push_back(sidesError(cloudSides(lifted, camera.resized(64, 64)), sides));
        all["6b sides, cloud, true camera"].push_back(
            sidesError(cloudSides(lifted, trueCamera.resized(64, 64)), sides));
        all["6c sides, mask, true camera"].push_back(
            sidesError(boxedByMask(trueCamera, sample.picture.mask).boxSize, sides));
        all["6f sides, lifter and cloud"].push_back(
            sidesError(mixed(lifted.hypotheses.front().sides, cloudSides(lifted, camera.resized(64, 64))), sides));
        all["1 turn, lifter"].push_back(degrees(camera.rotation, truth));
        all["2 turn, nearer hypothesis"].push_back(
            std::min(degrees(camera.rotation, truth), degrees(lifted.hypotheses.back().camera.rotation, truth)));
        all["3 turn, segments"].push_back(degrees(turned.rotation, truth));
        all["4 sides, lifter"].push_back(sidesError(lifted.hypotheses.front().sides, sides));
        all["5 sides, mask under lifter's camera"].push_back(sidesError(boxedFirst.boxSize, sides));
        all["6 sides, mask under turned camera"].push_back(sidesError(boxed.boxSize, sides));
        const auto gain = [&](const Camera& c, const Vec3& s) {
            const auto field = lifter.occupancy(lifted, c.resized(64, 64), s, 24);
            const auto [iou, fill] = fieldOverlap(field, s, 24, solid);
            return std::min(1.0, (iou - fill) / std::max(1e-3, 1.0 - fill));
        };
        all["7 gain, lifter"].push_back(gain(camera, lifted.hypotheses.front().sides));
        all["8 gain, turned"].push_back(gain(turned, lifted.hypotheses.front().sides));
        all["9 gain, turned and mask's sides"].push_back(gain(boxed.camera, boxed.boxSize));
        all["9a gain, true camera, lifter's sides"].push_back(gain(trueCamera, lifted.hypotheses.front().sides));
        all["9b gain, lifter, true sides"].push_back(gain(camera, sides));
        all["9c gain, true camera and sides"].push_back(gain(trueCamera, sides));
    }
    for (const auto& one : all) {
        std::vector<double> values = one.second;
        std::sort(values.begin(), values.end());
        const auto at = [&](double q) { return values[static_cast<size_t>(q * (values.size() - 1))]; };
        std::printf("%-42s 25 %% %8.3f  median %8.3f  75 %% %8.3f\n", one.first.c_str(), at(0.25), at(0.5), at(0.75));
    }
}

}  // namespace
}  // namespace img2cadseq

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "lift_report WEIGHTS FIRST COUNT\n");
        return 2;
    }
    img2cadseq::report(argv[1], std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[3], nullptr, 10));
}
