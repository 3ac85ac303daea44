#include "metrics/sets.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "core/error.h"
#include "core/parallel.h"
#include "metrics/distance_field.h"
#include "metrics/nearest.h"

namespace img2cadseq::metrics {
namespace {

double meanSquared(const PointTree& from, const PointTree& to) {
    double sum = 0.0;
    for (const Vec3& p : from.points()) sum += to.nearest(p).squaredDistance;
    return sum / static_cast<double>(from.points().size());
}

/// Chamfer distances of all pairs, found when they are asked for.
class Pairs {
public:
    Pairs(const std::vector<Cloud>& samples, const std::vector<Cloud>& references, unsigned threads,
          const std::stop_token& stop)
        : references_(references.size()),
          bounds_(samples.size() * references.size()),
          exact_(bounds_.size(), kUnknown) {
        Box3 box;
        for (const auto* set : {&samples, &references})
            for (const Cloud& cloud : *set)
                for (const Vec3& p : cloud) box.add(p);
        const FieldGrid grid(box);
        trees_.reserve(samples.size() + references.size());
        for (const auto* set : {&samples, &references})
            for (const Cloud& cloud : *set) trees_.emplace_back(cloud);
        fields_.resize(trees_.size());
        firstReference_ = samples.size();
        parallelFor(
            trees_.size(), threads, [&](size_t i) { fields_[i].emplace(grid, trees_[i]); }, stop);
        if (stop.stop_requested()) return;
        parallelFor(
            samples.size(), threads,
            [&](size_t s) {
                const DistanceField& sample = *fields_[s];
                for (size_t r = 0; r < references_; ++r) {
                    const DistanceField& reference = *fields_[firstReference_ + r];
                    bounds_[s * references_ + r] =
                        sample.leastMeanSquared(reference) + reference.leastMeanSquared(sample);
                }
            },
            stop);
    }

    /// The nearest of `count` pairs, pair(0) ... pair(count - 1) being their places: which, and how far. Of equally
    /// near ones the first. Safe on several threads where no pair is asked for by two.
    template <class Pair>
    std::pair<size_t, double> nearest(size_t count, const Pair& pair) {
        std::vector<size_t> order(count);
        std::iota(order.begin(), order.end(), size_t{0});
        std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return bounds_[pair(a)] < bounds_[pair(b)]; });
        std::pair<size_t, double> best{0, std::numeric_limits<double>::infinity()};
        for (const size_t i : order) {
            if (bounds_[pair(i)] > best.second) break;
            const double d = distance(pair(i));
            if (d < best.second || (d == best.second && i < best.first)) best = {i, d};
        }
        return best;
    }

private:
    double distance(size_t pair) {
        double& d = exact_[pair];
        if (d != kUnknown) return d;
        const PointTree &sample = trees_[pair / references_], &reference = trees_[firstReference_ + pair % references_];
        return d = meanSquared(sample, reference) + meanSquared(reference, sample);
    }

    static constexpr double kUnknown = -1.0;
    size_t references_, firstReference_ = 0;
    std::vector<PointTree> trees_;  ///< of the samples, then of the references
    std::vector<std::optional<DistanceField>> fields_;
    std::vector<double> bounds_, exact_;
};

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
    Pairs pairs(samples, references, threads, stop);
    std::vector<unsigned char> covered(references.size(), 0);
    std::vector<size_t> nearest(samples.size());
    std::vector<double> least(references.size());
    const size_t width = references.size();
    parallelFor(
        samples.size(), threads,
        [&](size_t s) { nearest[s] = pairs.nearest(width, [&](size_t r) { return s * width + r; }).first; }, stop);
    parallelFor(
        width, threads,
        [&](size_t r) { least[r] = pairs.nearest(samples.size(), [&](size_t s) { return s * width + r; }).second; },
        stop);
    if (stop.stop_requested()) throw Error(ErrorCode::Stopped, "stopped");
    for (const size_t r : nearest) covered[r] = 1;
    const auto count = static_cast<double>(width);
    result.coverage = static_cast<double>(std::count(covered.begin(), covered.end(), 1)) / count;
    for (const double d : least) result.mmd += d / count;
    return result;
}

}  // namespace img2cadseq::metrics
