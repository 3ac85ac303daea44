#include "infer/support.h"

#include <algorithm>
#include <fstream>

#include "cad/transform.h"
#include "csg/solid.h"

namespace img2cadseq::test {
namespace {

ExtrudeBlock block(Loop outer, Extent extent, BooleanOp op) {
    ExtrudeBlock made;
    made.sketch.profiles.push_back({std::move(outer), {}});
    made.extent = extent;
    made.op = op;
    return made;
}

Loop circle(double radius) { return {{Circle{{0, 0}, radius}}}; }

}  // namespace

CadSequence plateWithBoss(double boss) {
    const Vec2 corners[] = {{-30, -20}, {30, -20}, {30, 20}, {-30, 20}};
    Loop plate;
    for (int i = 0; i < 4; ++i) plate.curves.push_back(Line{corners[i], corners[(i + 1) % 4]});
    return {"plate",
            {block(plate, {0, 10}, BooleanOp::New), block(circle(boss), {10, 30}, BooleanOp::Join),
             block(circle(5), {0, 30}, BooleanOp::Cut)}};
}

void writeXyz(const std::filesystem::path& file, const CadSequence& part, size_t count) {
    std::ofstream out(file);
    for (const auto& sample : csg::Solid(part).sampleSurface(count, Random(3)))
        out << sample.position.x << ' ' << sample.position.y << ' ' << sample.position.z << '\n';
}

double bestOverlap(const CadSequence& part, const CadSequence& reference) {
    const csg::Solid truth(normalised(reference, csg::Solid(reference).box()));
    const CadSequence unit = normalised(part, csg::Solid(part).box());
    double best = 0.0;
    for (int rotation = 0; rotation < 24; ++rotation) {
        const csg::Solid solid(turned(unit, rotation));
        int both = 0, either = 0;
        constexpr int n = 40;
        for (int i = 0; i < n * n * n; ++i) {
            const Vec3 p{(i % n + 0.5) / n - 0.5, (i / n % n + 0.5) / n - 0.5, (i / (n * n) + 0.5) / n - 0.5};
            const bool a = solid.inside(p), b = truth.inside(p);
            both += a && b;
            either += a || b;
        }
        best = std::max(best, static_cast<double>(both) / either);
    }
    return best;
}

std::vector<ReconstructEvent> eventsOf(Reconstructor& reconstructor, const ReconstructInput& input,
                                       const ReconstructOptions& options, const StopTokens& stop) {
    std::vector<ReconstructEvent> events;
    reconstructor.run(
        input, options, [&](ReconstructEvent&& event) { events.push_back(std::move(event)); }, stop);
    return events;
}

}  // namespace img2cadseq::test
