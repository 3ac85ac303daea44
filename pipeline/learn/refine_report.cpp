#include "learn/refine_report.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <optional>

#include "cad/import.h"
#include "core/error.h"
#include "learn/lifted_cloud.h"
#include "learn/refine_sample.h"
#include "metrics/distances.h"
#include "metrics/smoothing.h"
#include "nn/refiner.h"

namespace img2cadseq::learn {
namespace {

constexpr double kNearEdge = 0.01;

/// A mean of those values that there are.
struct Mean {
    double sum = 0.0;
    int count = 0;
    void add(double value) {
        if (!std::isnan(value)) sum += value, ++count;
    }
    double value() const { return count ? sum / count : std::numeric_limits<double>::quiet_NaN(); }
};

struct Means {
    Mean cd, seen, hidden, edges, edgesByImportance;
    int clouds = 0;
};

double nearEdges(const PointCloud& cloud, const TrueSurface& truth) {
    if (!truth.hasEdges() || cloud.positions.empty()) return std::numeric_limits<double>::quiet_NaN();
    const auto near = std::count_if(cloud.positions.begin(), cloud.positions.end(),
                                    [&](const Vec3f& p) { return truth.toEdge(cast<double>(p)) < kNearEdge; });
    return static_cast<double>(near) / static_cast<double>(cloud.size());
}

void add(Means& means, const PointCloud& cloud, const TrueSurface& truth) {
    const std::vector<Vec3> points = pointsOf(cloud);
    Mean far[2];  // hidden, seen
    for (size_t i = 0; i < cloud.size(); ++i)
        far[cloud.seen.empty() || cloud.seen[i]].add(1000.0 * norm(truth.nearest(points[i]) - points[i]));
    means.cd.add(metrics::distances(points, truth.samples()).cdL1);
    means.hidden.add(far[0].value());
    means.seen.add(far[1].value());
    means.edges.add(nearEdges(cloud, truth));
    ++means.clouds;
}

class Report {
public:
    explicit Report(const RefineReportOptions& options) : options_(options), refiner_(options.weights) {
        if (!options.lifter.empty()) lifter_.emplace(options.lifter);
    }

    bool full() const { return parts_ >= options_.count; }

    /// Parts of which nothing is seen are left out.
    void measure(const CadSequence& part, uint64_t index) {
        synth::SampleOptions how;
        how.size = nn::PictureLifter::kPictureSide, how.points = 0, how.picture = lifter_.has_value();
        how.fillLow = 0.72, how.fillHigh = 0.78;
        try {
            const synth::Sample sample = synth::sampleOf(part, options_.seed, index, how);
            const csg::Solid solid(sample.sequence);
            const Random random(options_.seed, 0x4EF15E9000ull + index);
            const TrueSurface truth(solid, random.child(1));
            for (const double noise : {0.0, 0.005, 0.01, 0.02}) {
                RefineData data{.points = options_.points, .clean = noise > 0.0 ? 0.0 : 1.0, .noise = noise};
                const std::string digits = std::to_string(noise).substr(0, 5);
                compare(noise > 0.0 ? "noise " + digits : "clean", measuredCloud(solid, data, random.child(2)), truth);
            }
            const RefineData data{.points = options_.points, .clean = 0.0};
            compare("measured", measuredCloud(solid, data, random.child(3)), truth);
            compare("imitated lift", imitatedLift(sample, solid, random.child(4)), truth);
            if (lifter_) compare("lift", predictedLift(*lifter_, sample, solid), truth);
            ++parts_;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::BadGeometry) throw;
        }
    }

    std::vector<RefineRow> rows() const {
        std::vector<RefineRow> rows;
        for (const std::string& clouds : order_)
            for (const char* treatment : {"given", "smoothed", "refined"}) {
                const Means& m = means_.at({clouds, treatment});
                rows.push_back({clouds, treatment, m.cd.value(), m.seen.value(), m.hidden.value(), m.edges.value(),
                                m.edgesByImportance.value(), m.clouds});
            }
        return rows;
    }

private:
    void compare(const std::string& clouds, const PointCloud& whole, const TrueSurface& truth) {
        if (std::find(order_.begin(), order_.end(), clouds) == order_.end()) order_.push_back(clouds);
        const Random random(options_.seed, 0x4EF15E9100ull + static_cast<uint64_t>(parts_));
        PointCloud given =
            nn::mixtureResampled(whole, static_cast<size_t>(options_.points), {.lambda = 0.0}, random.child(1));
        const PointCloud refined = refiner_.refined(given);
        add(means_[{clouds, "given"}], given, truth);
        add(means_[{clouds, "smoothed"}], metrics::smoothed(given, static_cast<size_t>(options_.neighbours)), truth);
        Means& means = means_[{clouds, "refined"}];
        add(means, refined, truth);
        means.edgesByImportance.add(nearEdges(
            nn::mixtureResampled(refined, refined.size() / 2, {options_.lambda, options_.beta}, random.child(2)),
            truth));
    }

    const RefineReportOptions& options_;
    const nn::Refiner refiner_;
    std::optional<nn::PictureLifter> lifter_;
    std::vector<std::string> order_;
    std::map<std::pair<std::string, std::string>, Means> means_;
    int parts_ = 0;
};

}  // namespace

std::vector<RefineRow> reportRefine(const RefineReportOptions& options, std::stop_token stop) {
    Report report(options);
    uint64_t index = 0;
    if (options.parts.empty()) {
        for (; !report.full() && !stop.stop_requested(); ++index)
            report.measure(synth::makePart(options.seed, index).sequence, index);
        return report.rows();
    }
    importFile(options.parts.string(), [&](ImportedModel&& model) {
        const bool taken = index++ % static_cast<uint64_t>(std::max(1, options.every)) == 0 && !model.error;
        if (taken && !report.full() && !stop.stop_requested()) report.measure(model.sequence, index);
    });
    return report.rows();
}

}  // namespace img2cadseq::learn
