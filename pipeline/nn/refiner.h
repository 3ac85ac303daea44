#pragma once
// Coarse cloud -> refined cloud with importance, and the paper's resampling by it. No torch in this header.

#include <filesystem>
#include <memory>

#include "core/random.h"
#include "geometry/point_cloud.h"

namespace img2cadseq::nn {

/// Loads the weights once; safe to call from several threads.
class Refiner {
public:
    /// Throws Error (Io, BadWeights).
    explicit Refiner(const std::filesystem::path& file);
    ~Refiner();

    /// Each point moved towards the surface; fills importance, and, where the cloud brings none, confidence: 1 where
    /// the surface is sure, falling with the expected distance to it. The longest side should be about 1. Points at the
    /// same place are moved alike. Clouds of fewer points than a neighbourhood come back as they are.
    PointCloud refined(PointCloud cloud) const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

struct MixtureOptions {
    double lambda = 0.5;  ///< share drawn by importance, the rest evenly
    double beta = 4.0;    ///< how much importance counts
};

/// `count` different points drawn with p(i) = lambda exp(beta s_i) / sum_k exp(beta s_k) + (1 - lambda) / N (paper,
/// stage 3); all of them where there are no more.
PointCloud mixtureResampled(const PointCloud& cloud, size_t count, const MixtureOptions& options, Random random);

}  // namespace img2cadseq::nn
