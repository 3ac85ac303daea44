// Sequence -> 128 x 128 depth and normals + 4096 surface points with normals: csg against OCCT's mesh under Embree's
// rays and Open3D's samples, on the same parts. Also says how well the two pictures agree.

#include <algorithm>
#include <cmath>

#include <benchmark/benchmark.h>

#include "bench/mesh_scene.h"
#include "brep/compile.h"
#include "brep/mesh.h"
#include "core/error.h"
#include "csg/fusion.h"
#include "csg/openings.h"
#include "csg/pockets.h"
#include "csg/render.h"

namespace img2cadseq {
namespace {

struct Part {
    CadSequence sequence;
    Camera camera;
};

const std::vector<Part>& parts() {
    static const std::vector<Part> list = [] {
        std::vector<Part> out;
        for (ImportedModel& m : test::fusionModels(120)) {
            try {
                const Box3 box = brep::compile(m.sequence).box();
                const Vec3 eye = box.center() + normalized(Vec3{1.0, -1.3, 0.9}) * (1.6 * box.diagonal());
                out.push_back({std::move(m.sequence), Camera::lookAt(eye, box.center(), {0, 0, 1}, 0.65, 128, 128)});
            } catch (const Error&) {
            }
        }
        return out;
    }();
    return list;
}

void kernelAndMesh(benchmark::State& state) {
    for (auto _ : state)
        for (const Part& part : parts()) {
            const Mesh mesh = brep::mesh(brep::compile(part.sequence));
            benchmark::DoNotOptimize(bench::castMesh(mesh, part.camera));
            benchmark::DoNotOptimize(bench::sampleMesh(mesh, 4096));
        }
    state.SetItemsProcessed(int64_t(state.iterations() * parts().size()));
}
BENCHMARK(kernelAndMesh)->Unit(benchmark::kMillisecond);

void field(benchmark::State& state) {
    for (auto _ : state)
        for (const Part& part : parts()) {
            const csg::Solid solid(part.sequence);
            benchmark::DoNotOptimize(csg::render(solid, part.camera));
            benchmark::DoNotOptimize(solid.sampleSurface(4096, Random(1)));
        }
    state.SetItemsProcessed(int64_t(state.iterations() * parts().size()));
}
BENCHMARK(field)->Unit(benchmark::kMillisecond);

void fieldPicture(benchmark::State& state) {
    for (auto _ : state)
        for (const Part& part : parts()) benchmark::DoNotOptimize(csg::render(csg::Solid(part.sequence), part.camera));
    state.SetItemsProcessed(int64_t(state.iterations() * parts().size()));
}
BENCHMARK(fieldPicture)->Unit(benchmark::kMillisecond);

/// What the evidence of openings adds to a picture.
void fieldOpenings(benchmark::State& state) {
    for (auto _ : state)
        for (const Part& part : parts()) benchmark::DoNotOptimize(csg::Openings(csg::Solid(part.sequence), 96));
    state.SetItemsProcessed(int64_t(state.iterations() * parts().size()));
}
BENCHMARK(fieldOpenings)->Unit(benchmark::kMillisecond);

/// And with that of pockets, from the same rays.
void fieldOpeningsAndPockets(benchmark::State& state) {
    for (auto _ : state)
        for (const Part& part : parts()) {
            const csg::AxisColumns columns(csg::Solid(part.sequence), 96);
            benchmark::DoNotOptimize(csg::Openings(columns));
            benchmark::DoNotOptimize(csg::Pockets(columns));
        }
    state.SetItemsProcessed(int64_t(state.iterations() * parts().size()));
}
BENCHMARK(fieldOpeningsAndPockets)->Unit(benchmark::kMillisecond);

void fieldSamples(benchmark::State& state) {
    for (auto _ : state)
        for (const Part& part : parts())
            benchmark::DoNotOptimize(csg::Solid(part.sequence).sampleSurface(4096, Random(1)));
    state.SetItemsProcessed(int64_t(state.iterations() * parts().size()));
}
BENCHMARK(fieldSamples)->Unit(benchmark::kMillisecond);

/// Not a time: smallest silhouette IoU and largest 99th percentile of depth differences (relative to the part).
void agreement(benchmark::State& state) {
    double worstOverlap = 1.0, worstDepth = 0.0;
    for (auto _ : state)
        for (const Part& part : parts()) {
            const Mesh mesh = brep::mesh(brep::compile(part.sequence), {1e-4, 0.05});
            const bench::Picture theirs = bench::castMesh(mesh, part.camera);
            const csg::Buffers ours = csg::render(csg::Solid(part.sequence), part.camera);
            double both = 0, either = 0;
            std::vector<double> differences;
            for (size_t i = 0; i < theirs.depth.data.size(); ++i) {
                const bool a = theirs.depth.data[i] > 0, b = ours.hits.data[i] > 0;
                both += a && b;
                either += a || b;
                if (a && b) differences.push_back(std::abs(theirs.depth.data[i] - ours.front.depth.data[i]));
            }
            if (differences.empty()) {
                state.SkipWithError("a picture is empty");
                return;
            }
            std::nth_element(differences.begin(), differences.begin() + ptrdiff_t(differences.size() * 99 / 100),
                             differences.end());
            worstOverlap = std::min(worstOverlap, both / either);
            worstDepth = std::max(worstDepth, differences[differences.size() * 99 / 100] / mesh.box().longestSide());
        }
    state.counters["worst_iou"] = worstOverlap;
    state.counters["worst_depth_99"] = worstDepth;
}
BENCHMARK(agreement)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace img2cadseq
