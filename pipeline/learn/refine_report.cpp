#include <algorithm>
#include <cmath>

#include "learn/refine_stage.h"
#include "metrics/distances.h"
#include "metrics/nearest.h"
#include "nn/refiner.h"

namespace img2cadseq::learn {
namespace {

constexpr double kNearEdge = 0.01;

std::vector<Vec3> positions(const PointCloud& cloud) {
    std::vector<Vec3> out;
    for (const Vec3f& p : cloud.positions) out.push_back(cast<double>(p));
    return out;
}

/// Every point moved to the middle of its k nearest, itself among them.
PointCloud smoothed(const PointCloud& cloud, size_t k) {
    PointCloud out;
    std::vector<std::pair<float, size_t>> near(cloud.size());
    for (const Vec3f& p : cloud.positions) {
        for (size_t i = 0; i < cloud.size(); ++i) {
            const Vec3f d = cloud.positions[i] - p;
            near[i] = {dot(d, d), i};
        }
        std::nth_element(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(k), near.end());
        Vec3f sum;
        for (size_t i = 0; i < k; ++i) sum += cloud.positions[near[i].second];
        out.positions.push_back(sum / static_cast<float>(k));
    }
    return out;
}

double nearEdges(const PointCloud& cloud, const metrics::PointTree& edges) {
    const auto near = std::count_if(cloud.positions.begin(), cloud.positions.end(), [&](const Vec3f& p) {
        return edges.nearest(cast<double>(p)).squaredDistance < kNearEdge * kNearEdge;
    });
    return static_cast<double>(near) / static_cast<double>(std::max<size_t>(1, cloud.size()));
}

}  // namespace

std::map<std::string, double> reportRefine(const RefineReportOptions& options, std::stop_token stop) {
    const nn::Refiner refiner(options.weights);
    std::map<std::string, double> figures;
    int clouds = 0, withEdges = 0;
    for (int i = 0; i < options.count && !stop.stop_requested(); ++i) {
        const RefineSample sample = makeRefineSample(options.data, static_cast<uint64_t>(i));
        PointCloud given;
        given.positions = sample.points;
        const PointCloud smooth = smoothed(given, static_cast<size_t>(options.neighbours)),
                         refined = refiner.refined(given);
        ++clouds;
        figures["cd.given"] += metrics::distances(positions(given), sample.surface).cdL1;
        figures["cd.smoothed"] += metrics::distances(positions(smooth), sample.surface).cdL1;
        figures["cd.refined"] += metrics::distances(positions(refined), sample.surface).cdL1;
        if (sample.edges.empty()) continue;
        ++withEdges;
        const metrics::PointTree edges(sample.edges);
        const size_t half = given.size() / 2;
        const Random random(options.data.seed, static_cast<uint64_t>(i));
        const auto drawn = [&](const PointCloud& cloud, double lambda) {
            return nearEdges(nn::mixtureResampled(cloud, half, {lambda, options.beta}, random), edges);
        };
        figures["edges.given"] += drawn(given, 0.0);
        figures["edges.smoothed"] += drawn(smooth, 0.0);
        figures["edges.refined"] += drawn(refined, options.lambda);
        figures["edges.refined.evenly"] += drawn(refined, 0.0);
    }
    for (auto& [name, value] : figures) value /= std::max(1, name.starts_with("cd") ? clouds : withEdges);
    return figures;
}

}  // namespace img2cadseq::learn
