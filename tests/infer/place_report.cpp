// What the placement makes of the true construction where the true camera is known: the renders of Fusion's models.
// Tells a search that gets stuck (the truth would score better) from evidence that misleads. To be looked at, not run
// by ctest.
//   place_report FILE.jsonl EVERY MODELS

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <map>

#include "cad/import.h"
#include "cad/stretch.h"
#include "cad/transform.h"
#include "cad/validity.h"
#include "fit/camera.h"
#include "fit/placement.h"
#include "fit/score.h"
#include "geometry/rotations.h"
#include "infer/known_view.h"
#include "infer/picture.h"
#include "infer/predicted.h"
#include "synth/canonical.h"

namespace img2cadseq::infer {
namespace {
void report(const std::string& file, size_t every, const std::string& models) {
    PictureStage stage;
    std::map<std::string, std::vector<double>> all;
    size_t count = 0;
    importFile(file, [&](ImportedModel&& model) {
        if (count++ % every != 0 || model.error) return;
        const auto path = std::filesystem::path(file).parent_path() / "val_renders" / (model.id + ".png");
        if (!std::filesystem::exists(path)) return;
        ReconstructInput input;
        input.path = path;
        ReconstructOptions options;
        options.models = models;
        Reconstruction result;
        stage.prepare(input, options, result);
        const Observation& seen = result.observation;
        // the naming nearest to what the lifter says
        const Box3 box = csg::Solid(model.sequence).box();
        Mat3 q;
        double least = 1e9;
        for (const Mat3& r : axisRotations()) {
            Vec3 named;
            for (int i = 0; i < 3; ++i)
                for (int c = 0; c < 3; ++c) named[i] += std::abs(r.row[i][c]) * box.size()[c] / box.longestSide();
            const double far =
                test::turnBetween(seen.view->camera.rotation, test::kRendersView * r.transposed()) / 57.3 +
                0.015 * test::sidesError(seen.boxSize, named);
            if (far < least) least = far, q = r;
        }
        Similarity toCanon;
        toCanon.rotation = q;
        toCanon.scale = 1.0 / box.longestSide();
        CadSequence part = transformed(model.sequence, toCanon);
        const Box3 b2 = csg::Solid(part).box();
        Similarity move;
        move.translation = -b2.center();
        part = synth::canonicalise(transformed(part, move));
        const Vec3 sides = csg::Solid(part).box().size();
        const Scorer scorer(seen);
        Camera truth = seen.view->camera;
        truth.projection = Projection::Orthographic;
        truth.rotation = test::kRendersView * q.transposed();
        truth.translation = {0, 0, 10};
        truth.focal = truth.width * 0.5;
        truth.principal = {0.5 * truth.width, 0.5 * truth.height};
        truth = framedLike(csg::Solid(part), truth, seen.view->mask);
        const auto show = [&](const char* name, const CadSequence& s, const Standpoint& from) {
            const csg::Solid solid(s);
            const Score score = scorer.score(s, solid, from);
            const double guide = scorer.guide(s, solid, from);
            const Agreement a = scorer.picture()->agreement(solid, from.camera);
            const double iou = test::normalisedOverlap(s, part, false).iou;
            std::printf(
                "   %-10s guide %.3f silh %.3f edges %.3f relief %.3f (n %.2f d %.2f t %.2f) occ %.3f slip %.3f turn "
                "%5.1f sides %5.1f iou %.3f\n",
                name, guide, score.silhouette, score.edges, score.relief, a.normals, a.depth, a.thickness,
                score.occupancy, a.slip, test::turnBetween(from.camera.rotation, truth.rotation),
                test::sidesError(solid.box().size() / solid.box().longestSide(), sides), iou);
            all[std::string(name) + " guide"].push_back(guide);
            all[std::string(name) + " iou"].push_back(iou);
            all[std::string(name) + " silh"].push_back(score.silhouette);
            all[std::string(name) + " edges"].push_back(score.edges);
            return guide;
        };
        std::printf("%s\n", model.id.c_str());
        try {
            const double t = show("truth", part, {truth, sides});
            const Vec3 f{seen.boxSize.x / sides.x, seen.boxSize.y / sides.y, seen.boxSize.z / sides.z};
            const auto start = stretched(part, f, 1e3);
            if (!start) {
                std::printf("   cannot be stretched\n");
                return;
            }
            show("start", *start, {seen.view->camera, seen.boxSize});
            const double begin = std::clock();
            const Placement p = placed(*start, {seen.view->camera, seen.boxSize}, scorer);
            const double v = show("placed", p.sequence, p.from);
            all["seconds"].push_back((std::clock() - begin) / CLOCKS_PER_SEC);
            all["truth better than placed"].push_back(t > v);
            const Placement p2 = placed(part, {truth, sides}, scorer);
            show("from truth", p2.sequence, p2.from);
        } catch (const Error& e) {
            std::printf("   %s\n", e.line().c_str());
        }
    });
    for (auto& [name, v] : all) {
        double mean = 0;
        for (double x : v) mean += x / v.size();
        std::sort(v.begin(), v.end());
        std::printf("%-30s %zu  mean %.3f median %.3f\n", name.c_str(), v.size(), mean, v[v.size() / 2]);
    }
}
}  // namespace
}  // namespace img2cadseq::infer
int main(int argc, char** argv) {
    if (argc < 4) return 2;
    img2cadseq::infer::report(argv[1], std::strtoull(argv[2], nullptr, 10), argv[3]);
}
