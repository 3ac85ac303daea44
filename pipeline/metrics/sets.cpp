#include "metrics/sets.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "core/parallel.h"
#include "metrics/nearest.h"

namespace img2cadseq::metrics {
namespace {

double meanSquared(const PointTree& from, const PointTree& to) {
    double sum = 0.0;
    for (const Vec3& p : from.points()) sum += to.nearest(p).squaredDistance;
    return sum / static_cast<double>(from.points().size());
}

std::vector<PointTree> trees(const std::vector<Cloud>& clouds) {
    std::vector<PointTree> result;
    result.reserve(clouds.size());
    for (const Cloud& cloud : clouds) result.emplace_back(cloud);
    return result;
}

std::vector<double> occupancyShares(const std::vector<Cloud>& clouds) {
    std::vector<double> shares(static_cast<size_t>(kSetGrid) * kSetGrid * kSetGrid, 0.0);
    const auto cell = [](double v) {
        return static_cast<size_t>(std::clamp(std::floor((v + 1.0) / 2.0 * kSetGrid), 0.0, kSetGrid - 1.0));
    };
    double total = 0.0;
    for (const Cloud& cloud : clouds)
        for (const Vec3& p : cloud) {
            shares[(cell(p.x) * kSetGrid + cell(p.y)) * kSetGrid + cell(p.z)] += 1.0;
            total += 1.0;
        }
    if (!(total > 0.0)) throw Error(ErrorCode::BadGeometry, "a set of clouds to compare is empty");
    for (double& share : shares) share /= total;
    return shares;
}

}  // namespace

Cloud inUnitBall(const Cloud& cloud) {
    Vec3 sum;
    for (const Vec3& p : cloud) sum += p;
    const Vec3 center = sum / static_cast<double>(cloud.size());
    double radius = 0.0;
    for (const Vec3& p : cloud) radius = std::max(radius, norm(p - center));
    if (cloud.empty() || !(radius > 0.0) || !std::isfinite(radius))
        throw Error(ErrorCode::BadGeometry, "a cloud to compare is empty, a single place or not finite");
    Cloud result;
    result.reserve(cloud.size());
    for (const Vec3& p : cloud) result.push_back((p - center) / radius);
    return result;
}

double jensenShannon(const std::vector<Cloud>& a, const std::vector<Cloud>& b) {
    const std::vector<double> p = occupancyShares(a), q = occupancyShares(b);
    const auto term = [](double share, double mean) { return share > 0.0 ? share * std::log2(share / mean) : 0.0; };
    double sum = 0.0;
    for (size_t i = 0; i < p.size(); ++i) {
        const double mean = 0.5 * (p[i] + q[i]);
        sum += 0.5 * (term(p[i], mean) + term(q[i], mean));
    }
    return sum;
}

SetDistances compareSets(const std::vector<Cloud>& samples, const std::vector<Cloud>& references, unsigned threads,
                         std::stop_token stop) {
    SetDistances result;
    result.jsd = jensenShannon(samples, references);
    const std::vector<PointTree> sampleTrees = trees(samples), referenceTrees = trees(references);
    std::vector<double> all(samples.size() * references.size());
    parallelFor(
        all.size(), threads,
        [&](size_t i) {
            const PointTree& sample = sampleTrees[i / references.size()];
            const PointTree& reference = referenceTrees[i % references.size()];
            all[i] = meanSquared(sample, reference) + meanSquared(reference, sample);
        },
        stop);
    if (stop.stop_requested()) throw Error(ErrorCode::Stopped, "stopped");

    std::vector<double> least(references.size(), std::numeric_limits<double>::infinity());
    std::vector<unsigned char> covered(references.size(), 0);
    for (size_t s = 0; s < samples.size(); ++s) {
        const auto row = all.begin() + static_cast<std::ptrdiff_t>(s * references.size());
        covered[static_cast<size_t>(std::min_element(row, row + static_cast<std::ptrdiff_t>(references.size())) -
                                    row)] = 1;
        for (size_t r = 0; r < references.size(); ++r)
            least[r] = std::min(least[r], row[static_cast<std::ptrdiff_t>(r)]);
    }
    const double count = static_cast<double>(references.size());
    result.coverage = static_cast<double>(std::count(covered.begin(), covered.end(), 1)) / count;
    for (const double d : least) result.mmd += d / count;
    return result;
}

}  // namespace img2cadseq::metrics
