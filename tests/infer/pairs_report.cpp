// All candidates of pictures with known solids, each with its evidence and its truth; what the ranking could gain.
//   pairs_report FOLDER EVERY SAMPLES MODELS [FIGURES.csv [SHEET.ppm]]
// FOLDER: pictures with a STEP, STL or GLB of the same name. The sheet has a row a picture: the crop, the candidate
// ranked first as its camera sees it, the one nearest to the truth. With PAIRS_TRUE_SIDES in the environment the true
// sides are told, as --sides-mm tells them; what PAIRS_WITHOUT names (placement, fit, sources; with commas between) is
// left out. To be looked at, not run by ctest.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>

#include "app/cli/evaluate_cases.h"
#include "core/error.h"
#include "csg/render.h"
#include "infer/candidate_source.h"
#include "infer/diffusion_source.h"
#include "infer/judged.h"
#include "infer/picture.h"
#include "infer/view_window.h"
#include "metrics/compare.h"
#include "photo/crop.h"

namespace img2cadseq::infer {
namespace {

constexpr int kTile = 192;

struct Tried {
    Judged judged;
    int turn = 0;
    size_t reading = 0;
    double probability = 1.0;  ///< of the reading
    double placed = 0.0;       ///< total score in place, before the fit
    metrics::Comparison truth;
    double shape = 0.0;  ///< overlap with the true sides
};

bool without(const std::string& what) {
    const char* named = std::getenv("PAIRS_WITHOUT");
    return named && (',' + std::string(named) + ',').find(',' + what + ',') != std::string::npos;
}

Sources sourcesBut(Sources all) {
    std::erase_if(all, [](const auto& source) { return without(source->name()); });
    return all;
}

double median(std::vector<double> values) {
    if (values.empty()) return 0.0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

Image shaded(const Candidate& candidate) {
    const Camera camera = candidate.camera.resized(kTile, kTile);
    const csg::Buffers seen = csg::render(csg::Solid(candidate.sequence), camera);
    Image image(kTile, kTile, {255, 255, 255});
    for (size_t i = 0; i < image.data.size(); ++i) {
        if (seen.front.block.data[i] < 0) continue;
        const Vec3 n = camera.rotation * cast<double>(seen.front.normal.data[i]);
        const double light = 0.35 + 0.6 * std::max(0.0, -0.35 * n.x - 0.6 * n.y - 0.72 * n.z);
        const auto grey = static_cast<uint8_t>(255 * std::min(1.0, light));
        image.data[i] = {grey, grey, static_cast<uint8_t>(grey * 0.8)};
    }
    return image;
}

/// The candidate with the reference's sides, the longest for the longest: what its shape alone is worth.
double overlapWithTrueSides(Mesh mesh, const Mesh& reference) {
    const Vec3 ours = mesh.box().size(), theirs = reference.box().size();
    const auto order = [](const Vec3& sides) {
        std::array<int, 3> axes{0, 1, 2};
        std::sort(axes.begin(), axes.end(), [&](int a, int b) { return sides[a] > sides[b]; });
        return axes;
    };
    const auto from = order(ours), to = order(theirs);
    Vec3 factors{1, 1, 1};
    for (size_t i = 0; i < 3; ++i) factors[from[i]] = theirs[to[i]] / std::max(1e-9, ours[from[i]]);
    for (Vec3& p : mesh.vertices) p = {p.x * factors.x, p.y * factors.y, p.z * factors.z};
    return metrics::compare(mesh, reference, {.anyRotation = true}).overlap.iou;
}

class Report {
public:
    Report(std::string models, int samples, const char* csv) : samples_(samples) {
        options_.models = std::move(models);
        if (csv) csv_ = std::fopen(csv, "w");
        if (csv_)
            std::fprintf(csv_,
                         "case,source,turn,reading,valid,silhouette,edges,relief,occupancy,cloud,total,curves,side1,"
                         "side2,side3,iou,gain,cd,holes,shape,openings,agreement,pockets,genus,trueGenus,levels,"
                         "probability,placed\n");
    }
    ~Report() {
        if (csv_) std::fclose(csv_);
    }

    void one(const cli::EvaluationCase& pair) {
        ReconstructInput input;
        input.path = pair.input;
        Reconstruction result;
        const Mesh reference = cli::referenceMesh(pair.reference);
        ReconstructOptions options = options_;
        if (std::getenv("PAIRS_TRUE_SIDES")) {
            const Vec3 sides = reference.box().size();
            options.sidesMm = std::to_string(sides.x) + "," + std::to_string(sides.y) + "," + std::to_string(sides.z);
        }
        stage_.prepare(input, options, result);
        std::vector<Observation> readings{result.observation};
        readings.insert(readings.end(), result.others.begin(), result.others.end());
        const std::string name = pair.input.stem().string();
        auto all = candidatesOf(readings, result.others, reference);
        if (all.empty()) {
            std::printf("%-28s nothing\n", name.c_str());
            return;
        }
        const auto first = std::max_element(all.begin(), all.end(), [](const Tried& a, const Tried& b) {
            return a.judged.ranked.candidate.score.total < b.judged.ranked.candidate.score.total;
        });
        const auto nearest = std::max_element(all.begin(), all.end(), [](const Tried& a, const Tried& b) {
            return a.truth.overlap.iou < b.truth.overlap.iou;
        });
        for (const Tried& t : all) write(name, t);
        for (const Tried& a : all) {
            if (csv_) std::fprintf(csv_, "pairs,%s", name.c_str());
            for (const Tried& b : all)
                if (csv_) std::fprintf(csv_, ",%.3f", overlapOf(a.judged.inside, b.judged.inside));
            if (csv_) std::fprintf(csv_, "\n");
        }
        const double box = first->truth.overlap.box;
        note("box", box), note("first", first->truth.overlap.iou), note("nearest", nearest->truth.overlap.iou);
        note("first, gain", first->truth.overlap.gain.value_or(0)),
            note("nearest, gain", nearest->truth.overlap.gain.value_or(0));
        note("first, true sides", first->shape), note("nearest, true sides", nearest->shape);
        note("first, holes right", first->truth.holesRight());
        std::printf("%-28s box %.2f  first %.2f %-12s best %.2f %-12s %zu candidates\n", name.c_str(), box,
                    first->truth.overlap.iou, first->judged.ranked.candidate.source.c_str(), nearest->truth.overlap.iou,
                    nearest->judged.ranked.candidate.source.c_str(), all.size());
        const CropWindow window = maskWindow(*result.mask, kViewFill);
        rows_.push_back({crop(*result.photo, window, kTile), shaded(first->judged.ranked.candidate),
                         shaded(nearest->judged.ranked.candidate)});
    }

    void summary() const {
        for (const auto& [name, values] : columns_) {
            double mean = 0.0;
            for (const double v : values) mean += v / static_cast<double>(values.size());
            std::printf("%-20s %zu  median %.3f  mean %.3f\n", name.c_str(), values.size(), median(values), mean);
        }
    }

    void sheet(const char* file) const {
        constexpr size_t kAcross = 3;
        const size_t lines = (rows_.size() + kAcross - 1) / kAcross;
        Image all(static_cast<int>(kAcross) * 3 * kTile, static_cast<int>(lines) * kTile, {255, 255, 255});
        for (size_t i = 0; i < rows_.size(); ++i)
            for (size_t k = 0; k < 3; ++k)
                for (int y = 0; y < kTile; ++y)
                    for (int x = 0; x < kTile; ++x)
                        all.at(static_cast<int>(3 * (i % kAcross) + k) * kTile + x,
                               static_cast<int>(i / kAcross) * kTile + y) = rows_[i][k].at(x, y);
        std::ofstream out(file, std::ios::binary);
        out << "P6\n" << all.width << ' ' << all.height << "\n255\n";
        out.write(reinterpret_cast<const char*>(all.data.data()), static_cast<std::streamsize>(all.data.size()) * 3);
    }

private:
    std::vector<Tried> candidatesOf(const std::vector<Observation>& readings, const std::vector<Observation>& others,
                                    const Mesh& reference) const {
        std::vector<std::unique_ptr<Reading>> asked;
        const auto aligned = alignment_.load(options_.models);
        std::vector<Sources> sources;
        for (const Observation& reading : readings) {
            asked.push_back(std::make_unique<Reading>(reading, aligned));
            sources.push_back(
                sourcesBut(allSources(diffusionSource(diffusion_.load(options_.models)->generator, {}), aligned)));
        }
        std::vector<Tried> all;
        for (int slot = 0; slot < samples_; ++slot) {
            const auto [which, place] = readingOf(slot, readings.front(), others);
            const auto turn = turnOf(place, sources[which], readings[which]);
            if (!turn) continue;
            const CandidateSource& source = *sources[which][turn->source];
            auto proposal = source.propose(readings[which], 0, turn->index, {});
            if (!proposal) continue;
            Candidate made;
            made.sequence = std::move(proposal->sequence);
            made.camera = proposal->camera.value_or(readings[which].view->camera);
            made.boxSize = proposal->boxSize == Vec3{} ? readings[which].boxSize : proposal->boxSize;
            made.source = source.name();
            if (!without("placement")) infer::place(made, asked[which]->scorer());
            const double placed = asked[which]->score(made, csg::Solid(made.sequence)).total;
            if (!without("fit"))
                if (auto moved = fitted(made, asked[which]->scorer(), {}); !moved.empty())
                    made = std::move(moved.front());
            if (readings[which].sidesKnown) giveSides(made, readings[which].boxSize);
            Tried t{judge(std::move(made), slot, *asked[which], readings.front().boxSize, 100.0),
                    turn->index,
                    which,
                    readings[which].probability,
                    placed,
                    {},
                    0.0};
            if (!t.judged.ranked.valid) continue;
            t.truth = metrics::compare(t.judged.ranked.mesh, reference, {.anyRotation = true});
            t.shape = overlapWithTrueSides(t.judged.ranked.mesh, reference);
            all.push_back(std::move(t));
        }
        return all;
    }

    void note(const std::string& name, double value) { columns_[name].push_back(value); }

    void write(const std::string& name, const Tried& t) const {
        if (!csv_) return;
        const RankedCandidate& r = t.judged.ranked;
        const Score& s = r.candidate.score;
        double sides[3] = {r.size.x, r.size.y, r.size.z};
        std::sort(sides, sides + 3);
        std::fprintf(csv_,
                     "%s,%s,%d,%zu,%d,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%zu,%.3f,%.3f,%.3f,%.4f,%.4f,%.2f,%d,%.3f,%.4f,%."
                     "4f,%.4f,%d,%d,%.4f,%.4f,%.4f\n",
                     name.c_str(), r.candidate.source.c_str(), t.turn, t.reading, r.valid, s.silhouette, s.edges,
                     s.relief, s.occupancy, s.cloud, s.total, curveCount(r.candidate.sequence), 1.0,
                     sides[1] / sides[2], sides[0] / sides[2], t.truth.overlap.iou, t.truth.overlap.gain.value_or(0.0),
                     t.truth.distances.cdL1, t.truth.holesRight(), t.shape, s.openings, s.agreement, s.pockets,
                     static_cast<int>(t.truth.genus.value_or(-1)),
                     static_cast<int>(t.truth.genusReference.value_or(-1)), s.levels, t.probability, t.placed);
        std::fflush(csv_);
    }

    int samples_;
    ReconstructOptions options_;
    PictureStage stage_;
    mutable DiffusionNetworks diffusion_{kDiffusionFile};
    mutable AlignmentNetwork alignment_{kAlignmentFile};
    std::FILE* csv_ = nullptr;
    std::map<std::string, std::vector<double>> columns_;
    std::vector<std::array<Image, 3>> rows_;
};

}  // namespace
}  // namespace img2cadseq::infer

int main(int argc, char** argv) {
    using namespace img2cadseq;
    if (argc < 5) {
        std::fprintf(stderr, "pairs_report FOLDER EVERY SAMPLES MODELS [FIGURES.csv [SHEET.ppm]]\n");
        return 2;
    }
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    infer::Report report(argv[4], std::atoi(argv[3]), argc > 5 ? argv[5] : nullptr);
    const auto pairs = cli::pairsIn(argv[1]);
    for (size_t i = 0; i < pairs.size(); i += std::strtoul(argv[2], nullptr, 10)) {
        try {
            report.one(pairs[i]);
        } catch (const Error& error) {
            std::printf("%s: %s\n", pairs[i].input.c_str(), error.line().c_str());
        }
    }
    report.summary();
    if (argc > 6) report.sheet(argv[6]);
}
