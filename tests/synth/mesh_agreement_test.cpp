// Pictures of parts against ray casting of their OCCT meshes by Embree, which Open3D's RaycastingScene wraps.

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <gtest/gtest.h>

#include "bench/mesh_scene.h"
#include "brep/compile.h"
#include "brep/mesh.h"
#include "synth/sample.h"

namespace img2cadseq::synth {
namespace {

struct Agreement {
    size_t both = 0, either = 0;
    size_t compared = 0;  ///< pixels amid a face
    size_t off = 0;       ///< of these, how many are 1e-3 or more from the mesh, across the surface

    double overlap() const { return either > 0 ? static_cast<double>(both) / static_cast<double>(either) : 0.0; }
};

/// Whether the pixel's eight neighbours show the same face: no edge runs through its surroundings.
bool amidFace(const Buffers& b, int u, int v) {
    for (int y = v - 1; y <= v + 1; ++y) {
        for (int x = u - 1; x <= u + 1; ++x) {
            if (x < 0 || y < 0 || x >= b.width() || y >= b.height() || !b.mask.at(x, y)) return false;
            if (b.edges.at(x, y) != 0 || b.face.at(x, y) != b.face.at(u, v)) return false;
        }
    }
    return true;
}

Agreement compare(const Buffers& b, const bench::Picture& mesh) {
    Agreement result;
    for (int v = 0; v < b.height(); ++v) {
        for (int u = 0; u < b.width(); ++u) {
            const bool ours = b.mask.at(u, v), theirs = mesh.depth.at(u, v) > 0.0f;
            result.both += ours && theirs ? 1 : 0;
            result.either += ours || theirs ? 1 : 0;
            if (!ours || !theirs || !amidFace(b, u, v)) continue;
            // A slanted face carries the mesh's distance from the surface into depth by one over the slant.
            const Camera::Ray ray = b.camera.ray(u + 0.5, v + 0.5);
            const Vec3 normal = b.camera.rotation.transposed() * cast<double>(b.frontNormal.at(u, v));
            const double slant = std::abs(dot(normal, ray.direction));
            const double off = std::abs(b.frontDepth.at(u, v) - mesh.depth.at(u, v)) * slant;
            ++result.compared;
            result.off += off >= 1e-3 ? 1 : 0;
        }
    }
    return result;
}

/// IMG2CADSEQ_MANY_PARTS=500 in the environment makes this the full comparison.
TEST(MeshAgreement, PicturesShowTheSolidThatOcctBuilds) {
    const char* many = std::getenv("IMG2CADSEQ_MANY_PARTS");
    const size_t count = many ? std::strtoul(many, nullptr, 10) : 25;
    SampleOptions options;
    options.size = 256;
    options.points = 0;
    options.picture = false;
    size_t both = 0, either = 0, compared = 0, off = 0, poor = 0;
    double leastOverlap = 1.0;
    for (size_t i = 0; i < count; ++i) {
        const Sample s = makeSample(31, i, options);
        const Mesh mesh = brep::mesh(brep::compile(s.sequence), {.deflection = 2e-4, .angle = 0.05});
        const Agreement a = compare(s.buffers, bench::castMesh(mesh, s.buffers.camera));
        both += a.both;
        either += a.either;
        compared += a.compared;
        off += a.off;
        leastOverlap = std::min(leastOverlap, a.overlap());
        // A ray in some thousands slips through between two triangles.
        if (a.overlap() > 0.995 && a.off <= 2) continue;
        ++poor;
        std::printf("[ PART     ] %zu %s: overlap %.4f of %zu pixels, %zu of %zu off in depth\n", i, s.family.c_str(),
                    a.overlap(), a.either, a.off, a.compared);
    }
    std::printf("[ FIGURE   ] %zu parts: overlap %.5f, least %.4f; %zu of %zu pixels off in depth; %zu poor parts\n",
                count, static_cast<double>(both) / static_cast<double>(either), leastOverlap, off, compared, poor);
    EXPECT_EQ(poor, 0u);
}

}  // namespace
}  // namespace img2cadseq::synth
